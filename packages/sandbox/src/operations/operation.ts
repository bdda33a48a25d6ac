import * as z from "@nxzalo/core/internal/zod";
import type { Outbox } from "../receipts/outbox.ts";
import { Refusal } from "./refusal.ts";

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
  const onlyPhone = error?.issues.every(({ path, code }) => path[0] === "phone" && code === "invalid_format");
  if (!success && !onlyPhone) throw new Refusal(9000);
  const { appkey } = success ? data : (body as Output);
  if (!appKeys.includes(appkey)) throw new Refusal(9003);
  if (!success) throw new Refusal(9002);
  return data;
}
