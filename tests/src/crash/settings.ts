import type { ServerLimits } from "nxzalo-gateway";

/** Who calls the gateways of these tests, and by which API key. Idempotency keys are theirs alone. */
export const callers = {
  desk: "crash-desk-0123456789",
  depot: "crash-depot-0123456789",
  office: "crash-office-0123456789",
} as const;
export type CallerName = keyof typeof callers;

const scopes = { desk: "send+tokens+read", depot: "send+tokens+read", office: "admin" } as const;

/** The variable that admits them. */
export const apiKeys = Object.entries(callers)
  .map(([name, key]) => `${name}:${scopes[name as CallerName]}:${key}`)
  .join();

/** The secret in the URL of receipts. */
export const receiptKey = "crash-receipts-0123456789abcdefgh";

/** Short, so that leases end within a run: a gateway's time for one attempt and a whole call upstream, and a lease's for its owner. */
export const limits = { timeoutMs: 800, deadlineMs: 1_600, leaseMs: 2_000 };

/** No answer may take longer, also while a lock is held or a gateway has been stopped. */
export const answerLimitMs = 20_000;

/** Callers keep their connections: one that is closed for its age would look like a crash. */
export const serverLimits: ServerLimits = {
  headersMs: 60_000,
  requestMs: 60_000,
  keepAliveMs: 120_000,
  silenceMs: 120_000,
  checkEveryMs: 1_000,
};
