import type { TemplateData, TokenType } from "@nxzalo/core";
import { utf8ToBytes } from "@nxzalo/core/internal/hashes";
import { normalizeReference } from "@nxzalo/core/internal/text";
import type { Labels } from "@nxzalo/core/journeys";
import { correctPhone, writePhone } from "@nxzalo/core/phone";
import { issueReason, ownReason } from "./reasons.ts";
import type { BatchInput, BatchMessage, BatchReason, Change } from "./types.ts";

/** What an {@link OutgoingMessage} has. */
export interface OutgoingContent {
  /** The id of the approved template. */
  readonly templateId: string;
  /** The template's variables, by name. */
  readonly templateData: TemplateData;
  /** When it is to be sent (ISO 8601). */
  readonly sendAt?: string | undefined;
  /** After this time (ISO 8601) it is not sent any more. */
  readonly notAfter?: string | undefined;
  /** A newer message of the same topic and reference replaces one that still waits. */
  readonly topic?: string | undefined;
  /** Pairs by which messages are found. */
  readonly labels?: Labels | undefined;
  /** The name of the application. */
  readonly app?: string | undefined;
  /** At the account's pace, others go first. */
  readonly lane: "batch";
}

/** A message as a batch hands it to what sends: on the journey of a reference, to a phone, or to a live journey's reference alone. */
export type OutgoingMessage = OutgoingContent &
  (
    | { readonly phone: string; readonly tokenType: TokenType; readonly reference: string }
    | { readonly phone: string; readonly tokenType?: undefined; readonly reference?: undefined }
    | { readonly phone?: undefined; readonly tokenType?: undefined; readonly reference: string }
  );

/** A row of which a message was made. */
export interface ReadyRow {
  readonly row: BatchMessage;
  readonly message: OutgoingMessage;
  /** As references are compared; also where no journey carries it. */
  readonly reference: string | undefined;
  readonly changes: readonly Change[];
}

/** A row that cannot be sent. */
export interface UnreadyRow {
  readonly row: BatchInput;
  readonly refusal: BatchReason;
  readonly changes: readonly Change[];
}

const refused = (row: BatchInput, issues: Parameters<typeof issueReason>[0]): UnreadyRow => ({
  row,
  refusal: issueReason(issues),
  changes: ("changes" in row && row.changes) || [],
});

/** The digits of a country's code. */
const toCountryCode = (text: string | undefined) => text?.replace(/^\s*(?:\+|00)/, "").trim() || undefined;

type Draft = { -readonly [Name in keyof OutgoingContent | "phone" | "tokenType" | "reference"]?: unknown };

/** What a message has that was given; a reference goes along where it names a journey, since NXCLOUD's messages have none. */
function toOutgoing(row: BatchMessage, phone: string | undefined, reference: string | undefined): OutgoingMessage {
  const { templateId, templateData, tokenType, sendAt, notAfter, topic, labels, app } = row;
  const draft: Draft = { templateId, templateData, lane: "batch" };
  if (phone !== undefined) draft.phone = phone;
  if (tokenType !== undefined) draft.tokenType = tokenType;
  if (reference !== undefined && (tokenType !== undefined || phone === undefined)) draft.reference = reference;
  if (sendAt !== undefined) draft.sendAt = sendAt;
  if (notAfter !== undefined) draft.notAfter = notAfter;
  if (topic !== undefined) draft.topic = topic;
  if (labels !== undefined) draft.labels = labels;
  if (app !== undefined) draft.app = app;
  return draft as OutgoingMessage;
}

/** A row takes no more, so that several of them fit in the body of a check. */
const bytesAtMost = 64 * 1024;

/** The units of its texts, and some for what JSON writes around them. */
function unitsOf(value: unknown): number {
  let units = 8;
  if (typeof value !== "object") return units + String(value).length;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name in fields) units += name.length + unitsOf(fields[name]);
  return units;
}

/** Whether a gateway refuses it for its size. A unit takes six bytes at most: few rows have to be written as JSON for that. */
const isTooLarge = (message: OutgoingMessage): boolean =>
  unitsOf(message) * 6 > bytesAtMost && utf8ToBytes(JSON.stringify(message)).length > bytesAtMost;

/** A message to a phone has a reference only with the type of its journey: without it, its topic would be one of nothing. */
const topicIssue = {
  path: ["tokenType"],
  code: "required",
  message: "is required with a topic: name the type of the journey that has the reference",
};

function toReady(
  row: BatchMessage,
  phone: string | undefined,
  reference: string | undefined,
  changes: readonly Change[],
): ReadyRow | UnreadyRow {
  const hasLostReference = phone !== undefined && reference !== undefined && row.tokenType === undefined;
  if (row.topic !== undefined && hasLostReference) return { row, refusal: issueReason([topicIssue]), changes };
  const message = toOutgoing(row, phone, reference);
  if (isTooLarge(message)) return { row, refusal: ownReason("body_too_large"), changes };
  return { row, message, reference, changes };
}

/** Makes a row ready to be sent: its phone is read, and corrected where only one thing can have been meant. */
export function toReadyRow(row: BatchInput, defaultCountryCode: string): ReadyRow | UnreadyRow {
  if ("issues" in row) return refused(row, row.issues);
  const reference = row.reference === undefined ? undefined : normalizeReference(row.reference) || undefined;
  const earlier = row.changes ?? [];
  if (row.phone === undefined) return toReady(row, undefined, reference, earlier);
  const corrected = correctPhone(row.phone, defaultCountryCode, toCountryCode(row.countryCode));
  if ("problem" in corrected) {
    const { problem: code, message } = corrected;
    return refused(row, [{ path: ["phone"], code, message }]);
  }
  const { phone, changes: codes } = corrected;
  const changes = codes.length === 0 ? earlier : [...earlier, { path: ["phone"], codes, from: row.phone, to: phone }];
  return toReady(row, writePhone(phone, defaultCountryCode), reference, changes);
}

/** What a row says, for comparing it with another of the same file that is the same message. */
export function contentOf({ message }: ReadyRow): readonly string[] {
  const { phone = "", templateData, sendAt = "", tokenType = "" } = message;
  const content = [phone, sendAt, tokenType];
  for (const name in templateData) content.push(String(templateData[name]));
  return content;
}
