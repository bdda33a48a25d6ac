import type { CallRequest, KnownCall } from "../store/records.ts";
import { canonical } from "./canonical.ts";
import { dayMs, indexesOf, type RuleContext } from "./context.ts";
import { conflict, mismatch } from "./errors.ts";

/** A call with an idempotency key. */
export interface KeyedCall {
  readonly key: string;
  readonly fingerprint: string;
}

/** Who calls, and by which key they will know the call again. */
export interface CallIdentity {
  readonly caller?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** A key belongs to its caller; the same key for another operation, application or body is a mistake of theirs. */
export async function keyedCall(
  { vault }: RuleContext,
  { caller = "", idempotencyKey }: CallIdentity,
  operation: string,
  asked: object,
): Promise<KeyedCall | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const index = indexesOf(vault);
  const key = await index.call(caller, idempotencyKey);
  return { key, fingerprint: await index.asked(operation, canonical(asked)) };
}

/** A call as it is recorded before it is made. */
export function callRequest({ now, leaseMs }: RuleContext, call: KeyedCall, owner: string): CallRequest {
  const at = now();
  return { ...call, owner, now: at, leaseUntil: at + leaseMs, keepUntil: at + dayMs };
}

/**
 * @throws ProxyError `idempotency_mismatch` for another body; `idempotency_conflict` while the first call may still be on its way.
 */
export function assertRepeatable({ now }: RuleContext, { fingerprint }: KeyedCall, known: KnownCall): void {
  if (known.fingerprint !== fingerprint) throw mismatch();
  const leftMs = known.leaseUntil - now();
  const isSettled = known.state !== "running" || known.isAccepted;
  if (!isSettled && leftMs > 0) throw conflict(Math.min(leftMs, 2_000));
}
