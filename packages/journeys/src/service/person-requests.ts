import type { MessageScope, PersonRequest, PersonRequestPage } from "@nxzalo/core/journeys";
import { type PersonRequestKind, type SearchPersonRequestsInput, validateInput } from "@nxzalo/core/schemas";
import { isDoneWith, type PersonRequestEnd, type PersonRequestRecord } from "../store/people.ts";
import { toAppNames } from "./app-names.ts";
import { type AppNames, createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { decryptRequest, encryptRequest } from "./encrypted-fields.ts";
import { schemas } from "./input-schemas.ts";
import { afterOf, defaultLimit, pageOf } from "./pages.ts";

/** What a person asks for, and who does it. */
interface Asked {
  readonly kind: PersonRequestKind;
  readonly phone: string;
  readonly phoneIndex: string;
  readonly appIndexes: readonly string[] | undefined;
  readonly caller?: string | undefined;
  /** Of who is forgotten. */
  readonly includeSuppressions?: boolean | undefined;
}

/** Stores a request before anything is done about it: one that is broken off stays open. */
export async function beginRequest(context: ServiceContext, asked: Asked): Promise<PersonRequestRecord> {
  const { records, encryption, now } = context;
  const { kind, phone, phoneIndex, appIndexes, caller = null, includeSuppressions = false } = asked;
  const requestId = crypto.randomUUID();
  // Nothing may stay of a person who is forgotten.
  const forgetting = includeSuppressions ? { includeSuppressions } : null;
  const content = kind === "forget" ? forgetting : { phone };
  const request = {
    requestId,
    kind,
    phoneIndex,
    appIndexes: appIndexes ?? null,
    caller,
    askedAt: now(),
    doneAt: null,
    counts: null,
    ciphertext: content && (await encryptRequest(encryption, requestId, content)),
  };
  await records.addPersonRequest(request);
  return request;
}

const openAtMost = 100;

/** Whether suppressions are to be deleted as well: by a request to forget, or by one that is done with it, which was broken off. */
export async function includesSuppressions(context: ServiceContext, request: PersonRequestRecord): Promise<boolean> {
  const { kind, phoneIndex, appIndexes } = request;
  const asked = { kind, phoneIndex, appIndexes: appIndexes ?? undefined };
  const open = await context.records.searchPersonRequests({ ...asked, isDone: false, limit: openAtMost });
  const contents = await Promise.all(
    open.filter((one) => isDoneWith(one, request)).map((one) => decryptRequest(context.encryption, one)),
  );
  return contents.some(({ includeSuppressions = false }) => includeSuppressions);
}

/** Stores that a request was done. Gives it as it is from then on. */
export async function endRequest(
  { records, now }: ServiceContext,
  request: PersonRequestRecord,
  { counts, entries }: Pick<PersonRequestEnd, "counts" | "entries">,
): Promise<PersonRequestRecord> {
  const { requestId, kind, phoneIndex, appIndexes, askedAt } = request;
  const doneAt = now();
  const asked = { requestId, kind, phoneIndex, appIndexes, askedAt };
  await records.endPersonRequest({ ...asked, doneAt, counts, entries });
  return { ...request, doneAt, counts };
}

export async function toPersonRequest(
  { encryption, now }: ServiceContext,
  request: PersonRequestRecord,
  names: AppNames,
): Promise<PersonRequest> {
  const { requestId, kind, appIndexes, caller, askedAt, doneAt, counts } = request;
  return {
    personRequestId: requestId,
    kind,
    phone: (await decryptRequest(encryption, request)).phone ?? null,
    apps: appIndexes === null ? null : appIndexes.flatMap((appIndex) => names.get(appIndex) ?? []),
    ...(caller !== null && { caller }),
    askedAt: new Date(askedAt),
    ...(doneAt === null ? { openForMs: Math.max(0, now() - askedAt) } : { doneAt: new Date(doneAt) }),
    counts: counts ?? {},
  };
}

/** What people have asked for, newest first; what is about all applications is for callers of all. */
export async function searchRequests(
  context: ServiceContext,
  given: SearchPersonRequestsInput,
  scope: MessageScope,
): Promise<PersonRequestPage> {
  const query = validateInput(schemas.searchPersonRequests(context.settings), given);
  const { phone, kind, state, limit = defaultLimit, cursor } = query;
  const appIndexes = await toAppIndexes(context, scope.appKeys);
  const found = await context.records.searchPersonRequests({
    appIndexes,
    phoneIndex: phone === undefined ? undefined : await createIndexes(context.encryption).phone(phone),
    kind,
    isDone: state && state === "done",
    after: afterOf(cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = pageOf(found, limit, ({ askedAt, requestId }) => ({
    at: askedAt,
    id: requestId,
  }));
  const names = await toAppNames(context, scope);
  return { requests: await Promise.all(items.map((one) => toPersonRequest(context, one, names))), nextCursor };
}
