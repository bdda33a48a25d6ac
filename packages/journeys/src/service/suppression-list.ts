import type { MessageScope, SuppressionCaller, SuppressionPage, SuppressionView } from "@nxzalo/core/journeys";
import {
  type AddSuppressionInput,
  inputError,
  type RemoveSuppressionsInput,
  type SearchSuppressionsInput,
  validateInput,
} from "@nxzalo/core/schemas";
import type { SuppressionRecord } from "../store/suppressions.ts";
import { toAppNames } from "./app-names.ts";
import { toAuditRecord, toAuditRecords } from "./audit.ts";
import { type AppNames, createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { decryptSuppression } from "./encrypted-fields.ts";
import { schemas } from "./input-schemas.ts";
import { afterOf, defaultLimit, pageOf } from "./pages.ts";
import { toSuppressionRecord } from "./suppressions.ts";

export async function toSuppressionView(
  { encryption }: ServiceContext,
  suppression: SuppressionRecord,
  names: AppNames,
): Promise<SuppressionView> {
  const { suppressionId, appIndex, scope, source, createdAt, untilAt, zaloError, caller } = suppression;
  const content = await decryptSuppression(encryption, suppression);
  return {
    suppressionId,
    phone: content?.phone ?? null,
    app: names.get(appIndex) ?? null,
    scope,
    source,
    createdAt: new Date(createdAt),
    ...(untilAt !== null && { expiresAt: new Date(untilAt) }),
    ...(zaloError !== null && { zaloError }),
    ...(content?.reason !== undefined && { reason: content.reason }),
    ...(caller !== null && { caller }),
  };
}

/** Stops messages to a phone, by a caller's decision. */
export async function addSuppression(
  context: ServiceContext,
  given: AddSuppressionInput,
  { appKey = context.appKey, caller, apps }: SuppressionCaller,
): Promise<SuppressionView> {
  const { records, encryption, settings, now } = context;
  const { phone, scope = "all", reason, until } = validateInput(schemas.addSuppression(settings), given);
  const createdAt = now();
  const untilAt = until?.getTime() ?? null;
  if (untilAt !== null && untilAt <= createdAt)
    throw inputError([{ path: ["until"], message: "must be later than now", code: "number_out_of_range" }]);
  const index = createIndexes(encryption);
  const [appIndex, phoneIndex] = await Promise.all([index.app(appKey), index.phone(phone)]);
  const made = {
    appIndex,
    phoneIndex,
    scope,
    source: "hand",
    zaloError: null,
    messageId: null,
    caller: caller ?? null,
    createdAt,
    toldAt: createdAt,
    untilAt,
  } as const;
  const suppression = await toSuppressionRecord(context, made, { phone, reason });
  const entry = toAuditRecord(context, { action: "suppress", caller, appIndex, subject: phoneIndex });
  await records.addSuppression({ suppression, entry });
  const stored = await records.findSuppressions({ phoneIndexes: [phoneIndex], now: createdAt });
  const own = stored.find((one) => one.suppressionId === suppression.suppressionId) ?? suppression;
  return toSuppressionView(context, own, await toAppNames(context, { apps }));
}

/** Lets messages to a phone out again. Gives the number of suppressions that were removed. */
export async function removeSuppressions(
  context: ServiceContext,
  given: RemoveSuppressionsInput,
  { appKeys, caller }: MessageScope & Pick<SuppressionCaller, "caller">,
): Promise<number> {
  const { phone, scope, source } = validateInput(schemas.removeSuppressions(context.settings), given);
  const phoneIndex = await createIndexes(context.encryption).phone(phone);
  const appIndexes = await toAppIndexes(context, appKeys);
  const sources = source === undefined ? (["receipt", "hand"] as const) : [source];
  const entries = toAuditRecords(context, { action: "lift", caller, subject: phoneIndex }, appIndexes);
  return context.records.removeSuppressions({
    phoneIndex,
    appIndexes,
    scope,
    sources,
    entries,
  });
}

/** Those in force, newest first. */
export async function searchSuppressions(
  context: ServiceContext,
  given: SearchSuppressionsInput,
  scope: MessageScope,
): Promise<SuppressionPage> {
  const query = validateInput(schemas.searchSuppressions(context.settings), given);
  const { phone, source, limit = defaultLimit, cursor } = query;
  const appIndexes = await toAppIndexes(context, scope.appKeys);
  const found = await context.records.searchSuppressions({
    appIndexes,
    phoneIndex: phone === undefined ? undefined : await createIndexes(context.encryption).phone(phone),
    source,
    now: context.now(),
    after: afterOf(cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = pageOf(found, limit, ({ createdAt, suppressionId }) => ({
    at: createdAt,
    id: suppressionId,
  }));
  const names = await toAppNames(context, scope);
  return { suppressions: await Promise.all(items.map((one) => toSuppressionView(context, one, names))), nextCursor };
}
