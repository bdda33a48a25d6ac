/** Who calls the gateways of these tests, and by which API key. Idempotency keys are theirs alone. */
export const callers = { desk: "crash-desk-0123456789", depot: "crash-depot-0123456789" } as const;
export type CallerName = keyof typeof callers;

/** The variable that admits them. */
export const apiKeys = Object.entries(callers)
  .map(([name, key]) => `${name}:send+tokens+read:${key}`)
  .join();

/** The secret in the URL of receipts. */
export const receiptKey = "crash-receipts-0123456789abcdefgh";
