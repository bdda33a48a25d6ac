import * as z from "@nxzalo/core/internal/zod";
import type { Outbox } from "../receipts/outbox.ts";

/** A documented code that the emulated NXCLOUD answers in place of a success. */
export class Refusal extends Error {
  readonly code: number;
  constructor(code: number) {
    super(messages[code] ?? "Failure");
    this.code = code;
  }
}

const messages: Readonly<Record<number, string>> = {
  1000: "authentication failed",
  1001: "common header missing",
  1002: "bizType or action error",
  1003: "invalid signature",
  1004: "timestamp expired",
  1005: "accessKey error",
  1100: "customer does not exist or is unavailable",
  1102: "insufficient balance",
  9000: "request parameter error",
  9001: "system business error",
  9002: "phone number error",
  9003: "application does not exist or is unavailable",
  9004: "application has no quotation",
  9005: "application has no route",
  9010: "rate limit exceeded",
  9999: "unknown error",
  17009: "Zalo vendor token does not exist",
  17010: "Zalo vendor token status is unavailable",
};

/** What an operation of the emulated API works with. */
export interface OperationContext {
  readonly appKeys: readonly string[];
  readonly accessSecret: string;
  /** The sandbox's clock, which `advance` moves. */
  readonly clock: number;
  readonly outbox: Outbox;
}

/** Gives the `data` of a success, or throws a {@link Refusal}. */
export type Operation = (body: unknown, context: OperationContext) => object;

/**
 * Reads a body, in this order: its form (9000), the application (9003), the phone (9002).
 *
 * @throws Refusal
 */
export function readRequest<Output extends { appkey: string }>(
  schema: z.ZodMiniType<Output>,
  body: unknown,
  { appKeys }: OperationContext,
): Output {
  const { success, data, error } = z.safeParse(schema, body);
  const onlyPhone = error?.issues.every(({ path, code }) => path[0] === "phone" && code !== "invalid_type");
  if (!success && !onlyPhone) throw new Refusal(9000);
  const { appkey } = success ? data : (body as Output);
  if (!appKeys.includes(appkey)) throw new Refusal(9003);
  if (!success) throw new Refusal(9002);
  return data;
}
