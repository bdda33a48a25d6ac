import { zaloCode } from "@nxzalo/core";
import { ProxyError } from "@nxzalo/core/errors";
import type { PassedOver } from "@nxzalo/core/journeys";
import type { SuppressionScope } from "@nxzalo/core/schemas";
import { dayMs } from "../durations.ts";
import type { ReceiptRecord } from "../store/records.ts";
import { type SuppressionRecord, type SuppressionTarget, stops } from "../store/suppressions.ts";
import { createIndexes, type ServiceContext } from "./context.ts";
import { decryptMessage, decryptSuppression, encryptSuppression, type SuppressionContent } from "./encrypted-fields.ts";
import { tagOf } from "./template-tags.ts";

/** What one of Zalo's codes says of a recipient. */
interface Refusal {
  readonly lastsMs: number;
  /** Whether it is about one kind of messages, or about all of the application's. */
  readonly isOfKind: boolean;
  /** Zalo's meaning in Vietnamese, as `@nxzalo/core/vi` has it: the rest of that table is not wanted in a Worker. */
  readonly text: string;
}

export const refusals: ReadonlyMap<number, Refusal> = new Map([
  [-141, { lastsMs: 90 * dayMs, isOfKind: false, text: "Người nhận từ chối Zalo OA này." }],
  [-139, { lastsMs: 90 * dayMs, isOfKind: true, text: "Người nhận từ chối loại tin này." }],
  [
    -118,
    { lastsMs: dayMs, isOfKind: false, text: "Số này không có tài khoản Zalo, hoặc tài khoản đã bị vô hiệu hóa." },
  ],
  [-119, { lastsMs: dayMs, isOfKind: false, text: "Tài khoản này không thể nhận tin." }],
]);

/** Nobody who refuses one message of tag 1, such as an order, is kept from another, such as a password: there the template alone is meant. */
function kindOf(context: ServiceContext, templateId: string): SuppressionScope {
  const tag = tagOf(context, templateId);
  return tag === 2 || tag === 3 ? `tag:${tag}` : `template:${templateId}`;
}

/** A suppression with its id, which is the same for the same again, and its content, encrypted. */
export async function toSuppressionRecord(
  { encryption }: Pick<ServiceContext, "encryption">,
  made: Omit<SuppressionRecord, "suppressionId" | "ciphertext">,
  content: SuppressionContent,
): Promise<SuppressionRecord> {
  const { appIndex, phoneIndex, scope, source, zaloError } = made;
  const parts = [appIndex, phoneIndex, scope, source, String(zaloError ?? "")];
  const suppressionId = await createIndexes(encryption).suppression(...parts);
  return { ...made, suppressionId, ciphertext: await encryptSuppression(encryption, suppressionId, content) };
}

/** What a receipt says of the recipient of its message; nothing where it is about none that is stored. */
export async function readSuppression(
  context: ServiceContext,
  receipt: ReceiptRecord,
): Promise<SuppressionRecord | undefined> {
  const { zaloError, receivedAt, at: toldAt } = receipt;
  const refusal = refusals.get(zaloError ?? 0);
  if (!refusal) return undefined;
  const { message } = (await context.records.matchMessage(receipt)) ?? {};
  if (!message?.templateId) return undefined;
  const { messageId, appIndex, phoneIndex, templateId } = message;
  const made = {
    appIndex,
    phoneIndex,
    scope: refusal.isOfKind ? kindOf(context, templateId) : "all",
    source: "receipt",
    zaloError,
    messageId,
    caller: null,
    createdAt: receivedAt,
    toldAt,
    untilAt: receivedAt + refusal.lastsMs,
  } as const;
  // An older version stored the recipient with the journey.
  const { phone = null } = await decryptMessage(context.encryption, message);
  return toSuppressionRecord(context, made, { phone });
}

/** Those that stop a message, the weightiest first: what the recipient asked for, what a caller decided, what Zalo said. */
export function whichStop(
  suppressions: readonly SuppressionRecord[],
  target: SuppressionTarget,
): readonly SuppressionRecord[] {
  const rank = { restriction: 0, hand: 1, receipt: 2 } as const;
  const until = ({ untilAt }: SuppressionRecord) => untilAt ?? Number.MAX_SAFE_INTEGER;
  return suppressions
    .filter((suppression) => stops(suppression, target))
    .sort((one, other) => rank[one.source] - rank[other.source] || until(other) - until(one));
}

/** By what a message is sent, of its template's tag. */
const toTarget = (
  context: Pick<ServiceContext, "templates">,
  { appIndex, phoneIndex, templateId }: Omit<SuppressionTarget, "tag">,
): SuppressionTarget => ({ appIndex, phoneIndex, templateId, tag: tagOf(context, templateId) });

/** What stops messages to some recipients, read at once: of each message, now or at a later time, the weightiest first. */
export async function readStopping(
  context: Pick<ServiceContext, "records" | "templates" | "now">,
  phoneIndexes: readonly string[],
): Promise<(message: Omit<SuppressionTarget, "tag">, at: number) => readonly SuppressionRecord[]> {
  const found = await context.records.findSuppressions({ phoneIndexes, now: context.now() });
  return (message, at) =>
    whichStop(found, toTarget(context, message)).filter(({ untilAt }) => untilAt === null || untilAt > at);
}

/** What stops a message at a time, the weightiest first. */
async function findStopping(
  context: Pick<ServiceContext, "records" | "templates" | "now">,
  message: Omit<SuppressionTarget, "tag">,
  at = context.now(),
): Promise<readonly SuppressionRecord[]> {
  const stopping = await readStopping(context, [message.phoneIndex]);
  return stopping(message, at);
}

const asText = (at: number) => new Date(at).toISOString();

/** Since when, why and until when: for the caller that wanted to send. */
export async function explainSuppression(
  { encryption }: Pick<ServiceContext, "encryption">,
  suppression: SuppressionRecord,
): Promise<string> {
  const { source, zaloError, createdAt, untilAt } = suppression;
  const { reason } = (await decryptSuppression(encryption, suppression)) ?? {};
  const code = zaloError ?? 0;
  const why = {
    receipt: `${code}, ${zaloCode(code).meaning} (${refusals.get(code)?.text ?? ""})`,
    hand: `set by hand${reason === undefined ? "" : `: ${reason}`}`,
    restriction: "the recipient has asked not to be written to (Người nhận đã yêu cầu không liên hệ.)",
  }[source];
  const until = untilAt === null ? "until it is removed" : `until ${asText(untilAt)}`;
  return `since ${asText(createdAt)}, ${until}: ${why}`;
}

/** What a message to a recipient who is not to be written to is refused with. */
async function suppressedError(
  context: Pick<ServiceContext, "encryption">,
  suppression: SuppressionRecord,
): Promise<ProxyError> {
  return new ProxyError("The recipient is not to be written to", {
    code: "recipient_suppressed",
    outcome: "not_sent",
    hint: await explainSuppression(context, suppression),
  });
}

/** When a message is to go out, and when a person has passed over what receipts had said of its recipient. */
interface Decision {
  /** Default: now. */
  readonly at?: number | undefined;
  /** Default: nothing was passed over. */
  readonly decidedAt?: number | undefined;
}

/** @throws ProxyError `recipient_suppressed` where something stops a message at a time. */
export async function assertNotSuppressed(
  context: ServiceContext,
  message: Omit<SuppressionTarget, "tag">,
  { at, decidedAt = Number.NEGATIVE_INFINITY }: Decision = {},
): Promise<void> {
  const found = await findStopping(context, message, at);
  // What came after that was not passed over, whenever it happened.
  const first = found.find(
    ({ source, toldAt, createdAt }) => source !== "receipt" || Math.max(toldAt, createdAt) > decidedAt,
  );
  if (first) throw await suppressedError(context, first);
}

/**
 * What a person's decision passes over: what receipts have said.
 *
 * @throws ProxyError `recipient_suppressed` where a caller has decided otherwise, or the recipient has asked for it.
 */
export async function passOver(
  context: ServiceContext,
  message: Omit<SuppressionTarget, "tag">,
  at?: number,
): Promise<readonly PassedOver[]> {
  const found = await findStopping(context, message, at);
  const [first] = found;
  if (first && first.source !== "receipt") throw await suppressedError(context, first);
  return found.map(({ scope, zaloError, createdAt, untilAt }) => ({
    scope,
    zaloError: zaloError ?? 0,
    createdAt: new Date(createdAt),
    ...(untilAt !== null && { expiresAt: new Date(untilAt) }),
  }));
}
