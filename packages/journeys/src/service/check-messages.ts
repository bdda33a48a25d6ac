import { isNxZaloError } from "@nxzalo/core/errors";
import { type CodedIssue, check } from "@nxzalo/core/internal";
import type { AccessScope, CallContext, MessageCheck, MessageChecks, MessageState } from "@nxzalo/core/journeys";
import {
  type CheckMessagesInput,
  type MessageToCheck,
  type SendMessageInput,
  validateInput,
} from "@nxzalo/core/schemas";
import type { IdempotencyRecord } from "../store/records.ts";
import { createIndexes, type ServiceContext, schemas } from "./context.ts";
import { toKeyedCall } from "./idempotency.ts";
import { scheduleOf } from "./schedule.ts";
import { toTarget, whichStop } from "./suppressions.ts";

/** Who would send the messages, and in which application. */
export type CheckOptions = Pick<CallContext, "appKey" | "caller"> & AccessScope;

type Issues = MessageCheck["issues"];

/** A message that was read, or what is wrong with it. */
type Reading = { readonly input: SendMessageInput } | { readonly issues: Issues };

function readMessage({ settings }: ServiceContext, { idempotencyKey: _, ...message }: MessageToCheck): Reading {
  const result = check(schemas.send(settings), message);
  return "value" in result ? { input: result.value } : { issues: result.issues };
}

/** What its template would refuse. */
function templateIssues({ templates }: ServiceContext, input: SendMessageInput): Issues {
  try {
    templates?.hold(input);
    return [];
  } catch (error) {
    if (isNxZaloError(error) && error.code === "template_mismatch") return error.issues ?? [];
    throw error;
  }
}

/** When it would go, where that is not at once; or why it cannot go in time. */
function readTime(
  context: ServiceContext,
  input: SendMessageInput,
): { readonly sendAt?: Date; readonly issues: Issues } {
  try {
    const { waiting } = scheduleOf(context, input, false);
    return { issues: [], ...(waiting && { sendAt: new Date(waiting.dueAt) }) };
  } catch (error) {
    if (!isNxZaloError(error)) throw error;
    const { code, message, issues = [{ path: ["notAfter"], code, message }] } = error;
    return { issues };
  }
}

/** Where the message of a key stands; where it has been deleted, or its journey failed before it, what the key remembers. */
function stateOf({ messageState, isRefused, state }: IdempotencyRecord): MessageState {
  if (isRefused) return "refused";
  return messageState ?? (state === "done" ? "accepted" : "unknown");
}

const contentChanged: CodedIssue = {
  path: [],
  message: "is a message whose key has sent another content: it is not sent again",
  code: "content_changed",
};

/** A message with what its key is stored by, and its fingerprint where it can be read. */
interface Asked {
  readonly reading: Reading;
  readonly key: string;
  readonly fingerprint: string | undefined;
}

async function toAsked(context: ServiceContext, message: MessageToCheck, options: CheckOptions): Promise<Asked> {
  const reading = readMessage(context, message);
  const { caller, appKey } = options;
  const identity = { caller, idempotencyKey: message.idempotencyKey };
  if ("input" in reading) {
    const call = await toKeyedCall(context, identity, "send", { ...reading.input, appKey });
    return { reading, ...call };
  }
  const key = await createIndexes(context.encryption).idempotency(caller ?? "", message.idempotencyKey);
  return { reading, key, fingerprint: undefined };
}

/** By the index of each phone, what stops messages to it now or later; those to a journey's own recipient are not looked up. */
async function findSuppressed(context: ServiceContext, asked: readonly Asked[], appKey: string | undefined) {
  const { records, encryption, now } = context;
  const index = createIndexes(encryption);
  const appIndex = await index.app(appKey ?? context.appKey);
  const phones = asked.flatMap(({ reading }) => ("input" in reading ? (reading.input.phone ?? []) : []));
  const indexes = new Map(
    await Promise.all([...new Set(phones)].map(async (one) => [one, await index.phone(one)] as const)),
  );
  const found = await records.findSuppressions({ phoneIndexes: [...indexes.values()], now: now() });
  return ({ phone, templateId }: SendMessageInput, at: number): boolean => {
    const phoneIndex = indexes.get(phone ?? "");
    if (phoneIndex === undefined) return false;
    const stopping = whichStop(found, toTarget(context, { appIndex, phoneIndex, templateId }));
    return stopping.some(({ untilAt }) => untilAt === null || untilAt > at);
  };
}

function judge(
  context: ServiceContext,
  asked: Asked,
  record: IdempotencyRecord | undefined,
  isSuppressed: (input: SendMessageInput, at: number) => boolean,
): MessageCheck {
  const { reading, fingerprint } = asked;
  const known = record ? stateOf(record) : null;
  const rest = { known, suppressed: false };
  // It is answered as before, whatever the registry says by now.
  if (record && known !== "refused") {
    const isChanged = fingerprint !== undefined && record.fingerprint !== fingerprint;
    return { ...rest, issues: isChanged ? [contentChanged] : [] };
  }
  if ("issues" in reading) return { ...rest, issues: reading.issues };
  const { input } = reading;
  const { sendAt, issues: late } = readTime(context, input);
  const issues = [...templateIssues(context, input), ...late];
  if (issues.length > 0) return { ...rest, issues };
  const estimate = context.templates?.find(input.templateId)?.price;
  const suppressed = isSuppressed(input, sendAt?.getTime() ?? context.now());
  return { known, suppressed, issues, ...(sendAt && { sendAt }), ...(estimate && { estimate }) };
}

/** What would become of messages: nothing is stored or sent, and their keys are looked for at once. */
export async function checkMessages(
  context: ServiceContext,
  given: CheckMessagesInput,
  options: CheckOptions,
): Promise<MessageChecks> {
  const { messages } = validateInput(schemas.checkMessages(context.settings), given) as unknown as CheckMessagesInput;
  const asked = await Promise.all(messages.map((message) => toAsked(context, message, options)));
  const keys = asked.map(({ key }) => key);
  const records = await context.records.findIdempotentKeys({ keys, now: context.now() });
  const byKey = new Map(records.map((record) => [record.key, record]));
  const isSuppressed = await findSuppressed(context, asked, options.appKey);
  return { results: asked.map((one) => judge(context, one, byKey.get(one.key), isSuppressed)) };
}
