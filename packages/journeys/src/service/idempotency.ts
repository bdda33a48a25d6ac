import { isAccepted } from "../store/message-states.ts";
import type { IdempotencyRecord, IdempotencyRequest } from "../store/records.ts";
import { createIndexes, type ServiceContext } from "./context.ts";
import { conflict, mismatch, rejectUnopened, sameKeyHint } from "./errors.ts";

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON that is the same for the same content, whatever the order of its fields. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part,
  );

/** A call with an idempotency key. */
export interface KeyedCall {
  readonly key: string;
  readonly fingerprint: string;
  /** What older versions kept of a message on a stored journey in an application that was named: not in which one. */
  readonly former?: { readonly fingerprint: string; readonly appKey: string } | undefined;
}

/** What is asked by a key, with the application that is named. */
interface KeyedInput {
  readonly phone?: string | undefined;
  readonly appKey?: string | undefined;
}

/** Who calls, and by which key the same call is recognised. */
export interface CallIdentity {
  readonly caller?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** A call by its key, with what is stored of it. */
export interface FoundCall extends KeyedCall {
  /** Nothing where it has not been made before. */
  readonly known: IdempotencyRecord | undefined;
}

/** A call by its key and its input; a key belongs to its caller. */
export async function toKeyedCall(
  { encryption }: ServiceContext,
  { caller = "", idempotencyKey = "" }: CallIdentity,
  operation: string,
  input: KeyedInput,
): Promise<KeyedCall> {
  const index = createIndexes(encryption);
  const fingerprintOf = (asked: object) => index.input(operation, canonical(asked));
  const call = { key: await index.idempotency(caller, idempotencyKey), fingerprint: await fingerprintOf(input) };
  const { appKey, ...unnamed } = input;
  if (appKey === undefined || input.phone !== undefined) return call;
  return { ...call, former: { fingerprint: await fingerprintOf(unnamed), appKey } };
}

/** Whether a key was kept of the same call; as an older version kept it, where its journey is of the application that is named. */
export async function isSameCall(
  { records, encryption }: ServiceContext,
  { fingerprint, former }: Pick<KeyedCall, "fingerprint" | "former">,
  known: IdempotencyRecord,
): Promise<boolean> {
  if (known.fingerprint === fingerprint) return true;
  if (known.fingerprint !== former?.fingerprint || known.journeyId === null) return false;
  const journey = await records.find(known.journeyId);
  return journey?.appIndex === (await createIndexes(encryption).app(former.appKey));
}

/**
 * Looks for a call with an idempotency key. A key belongs to its caller; the same key for another operation, application or body is a
 * mistake.
 *
 * @throws what the store throws, with the outcome `unknown`.
 */
export async function findCall(
  context: ServiceContext,
  identity: CallIdentity,
  operation: string,
  input: KeyedInput,
): Promise<FoundCall> {
  const find = async () => {
    const call = await toKeyedCall(context, identity, operation, input);
    return { ...call, known: await context.records.findIdempotent({ key: call.key, now: context.now() }) };
  };
  return find().catch(rejectUnopened(sameKeyHint));
}

/** A call as it is stored before it is made; that of a message that waits is kept from when it is due on. */
export function callRequest(
  { now, leaseMs, retainMs }: ServiceContext,
  { key, fingerprint }: KeyedCall,
  { owner, dueAt = 0 }: { readonly owner: string; readonly dueAt?: number | undefined },
): IdempotencyRequest {
  const at = now();
  return { key, fingerprint, owner, now: at, leaseUntil: at + leaseMs, keepUntil: Math.max(at, dueAt) + retainMs };
}

/**
 * A call that is asked again is kept anew, so that what is in a file is never sent twice, however long the file is used. It is written once in
 * half of that time, and where it cannot be, the call is answered all the same.
 */
export async function keepRepeated(
  { records, now, retainMs }: ServiceContext,
  { key }: KeyedCall,
  { keepUntil }: IdempotencyRecord,
): Promise<void> {
  const at = now();
  if (keepUntil - at < retainMs / 2) await records.keepCall({ key, keepUntil: at + retainMs }).catch(() => {});
}

/**
 * @throws ProxyError `idempotency_mismatch` for another body; `idempotency_conflict` while the first call may still be on its way.
 */
export async function assertRepeatable(
  context: ServiceContext,
  call: KeyedCall,
  known: IdempotencyRecord,
): Promise<void> {
  if (!(await isSameCall(context, call, known))) throw mismatch();
  const leftMs = known.leaseUntil - context.now();
  const isSettled = known.state !== "running" || isAccepted(known.messageState);
  if (!isSettled && leftMs > 0) throw conflict(Math.min(leftMs, 2_000));
}
