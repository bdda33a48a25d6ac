import { isNxZaloError } from "@nxzalo/core/errors";
import { type CodedIssue, check, firstIssues } from "@nxzalo/core/internal";
import type { AccessScope, CallContext, MessageCheck, MessageChecks, MessageState } from "@nxzalo/core/journeys";
import {
  type CheckMessagesInput,
  type MessageToCheck,
  type SendMessageInput,
  validateInput,
} from "@nxzalo/core/schemas";
import type { Waiting } from "../store/lanes.ts";
import type { IdempotencyRecord } from "../store/records.ts";
import { createIndexes, type ServiceContext } from "./context.ts";
import { quotaKept } from "./errors.ts";
import { foreseeQuota, type QuotaForesight } from "./foresee-quota.ts";
import { isSameCall, type KeyedCall, toKeyedCall } from "./idempotency.ts";
import { schemas } from "./input-schemas.ts";
import { type Schedule, scheduleOf } from "./schedule.ts";
import { readStopping } from "./suppressions.ts";

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

/** What its template or its time would refuse, and when it would go. */
function readSchedule(
  context: ServiceContext,
  input: SendMessageInput,
): { readonly schedule: Schedule } | { readonly issues: Issues } {
  const issues = templateIssues(context, input);
  try {
    const schedule = scheduleOf(context, input, false);
    return issues.length > 0 ? { issues } : { schedule };
  } catch (error) {
    if (!isNxZaloError(error)) throw error;
    return { issues: firstIssues([...issues, ...(error.issues ?? [expired(error)])]) };
  }
}

/**
 * Where the message of a key stands; where it has been deleted, its journey failed before it, or it was refused when it was sent once more, what
 * the key remembers. It is `refused` where each attempt was: then alone its key sends it again.
 */
function stateOf({ messageState, isRefused, state }: IdempotencyRecord): MessageState {
  if (messageState !== null && (isRefused || messageState !== "refused")) return messageState;
  return state === "cancelled" ? state : state === "done" ? "accepted" : "unknown";
}

const expired = ({ message }: Error): Issues[number] => ({ path: ["notAfter"], message, code: "message_expired" });

const contentChanged: CodedIssue = {
  path: [],
  message: "is a message whose key has sent another content: it is not sent again",
  code: "content_changed",
};

/** A message with what its key is stored by, and its call where it can be read. */
interface Asked {
  readonly reading: Reading;
  readonly key: string;
  readonly call: KeyedCall | undefined;
}

async function toAsked(context: ServiceContext, message: MessageToCheck, options: CheckOptions): Promise<Asked> {
  const reading = readMessage(context, message);
  const { caller, appKey } = options;
  const identity = { caller, idempotencyKey: message.idempotencyKey };
  if ("input" in reading) {
    const call = await toKeyedCall(context, identity, "send", { ...reading.input, appKey });
    return { reading, key: call.key, call };
  }
  const key = await createIndexes(context.encryption).idempotency(caller ?? "", message.idempotencyKey);
  return { reading, key, call: undefined };
}

/** What is known of a message's own recipient and application: when it has to wait, and what stops it. */
interface Foresight {
  readonly isSuppressed: (input: SendMessageInput, at: number) => boolean;
  readonly heldUntil: (
    input: SendMessageInput,
    schedule: Omit<Parameters<QuotaForesight>[0], "templateId">,
  ) => number | undefined;
}

/** What stops messages now or later, read at once; those to a journey's own recipient are not looked up. */
async function foresee(
  context: ServiceContext,
  asked: readonly Asked[],
  { ahead, appKey }: { readonly ahead: number; readonly appKey: string | undefined },
): Promise<Foresight> {
  const index = createIndexes(context.encryption);
  const appIndex = await index.app(appKey ?? context.appKey);
  const phones = asked.flatMap(({ reading }) => ("input" in reading ? (reading.input.phone ?? []) : []));
  const indexes = new Map(
    await Promise.all([...new Set(phones)].map(async (one) => [one, await index.phone(one)] as const)),
  );
  const stopping = await readStopping(context, [...indexes.values()]);
  // What is left of a quota is advice: where it cannot be read, nothing is foreseen.
  const quota = await foreseeQuota(context, appIndex, ahead).catch(() => undefined);
  return {
    isSuppressed: ({ phone, templateId }, at) => {
      const phoneIndex = indexes.get(phone ?? "");
      return phoneIndex !== undefined && stopping({ appIndex, phoneIndex, templateId }, at).length > 0;
    },
    heldUntil: ({ phone, templateId }, { dueAt, notAfter }) =>
      phone === undefined ? undefined : quota?.({ templateId, dueAt, notAfter }),
  };
}

/** When it would go, and what holds it until then. */
const toWait = (waiting: Pick<Waiting, "dueAt" | "heldFor"> | undefined): Pick<MessageCheck, "sendAt" | "heldFor"> =>
  waiting === undefined
    ? {}
    : { sendAt: new Date(waiting.dueAt), ...(waiting.heldFor !== null && { heldFor: waiting.heldFor }) };

/** Of a message that its key has sent, or that waits: it is answered as before, whatever the registry says by now. */
async function judgeKnown(
  context: ServiceContext,
  { call }: Asked,
  record: IdempotencyRecord,
  known: MessageState,
): Promise<MessageCheck> {
  const isChanged = call !== undefined && !(await isSameCall(context, call, record));
  const issues = isChanged ? [contentChanged] : [];
  const { dueAt, heldFor } = record;
  const wait = known === "scheduled" && dueAt !== null ? { dueAt, heldFor } : undefined;
  return { known, suppressed: false, issues, ...toWait(wait) };
}

async function judge(
  context: ServiceContext,
  asked: Asked,
  record: IdempotencyRecord | undefined,
  { isSuppressed, heldUntil }: Foresight,
): Promise<MessageCheck> {
  const { reading } = asked;
  const known = record ? stateOf(record) : null;
  const rest = { known, suppressed: false };
  if (record && known !== null && known !== "refused") return judgeKnown(context, asked, record, known);
  if ("issues" in reading) return { ...rest, issues: reading.issues };
  const { input } = reading;
  const read = readSchedule(context, input);
  if ("issues" in read) return { ...rest, issues: read.issues };
  const { notAfter, waiting } = read.schedule;
  const { dueAt = context.now() } = waiting ?? {};
  const price = context.templates?.find(input.templateId)?.price;
  const suppressed = isSuppressed(input, dueAt);
  const quotaUntil = suppressed ? undefined : heldUntil(input, { dueAt, notAfter });
  if (quotaUntil !== undefined && quotaUntil >= notAfter) return { ...rest, issues: [expired(quotaKept())] };
  const wait = quotaUntil === undefined ? waiting : { dueAt: quotaUntil, heldFor: "quota" as const };
  return { known, suppressed, issues: [], ...toWait(wait), ...(price && { estimate: price }) };
}

/** What would become of messages: nothing is stored or sent, and their keys are looked for at once. */
export async function checkMessages(
  context: ServiceContext,
  given: CheckMessagesInput,
  options: CheckOptions,
): Promise<MessageChecks> {
  const input = validateInput(schemas.checkMessages(), given) as unknown as CheckMessagesInput;
  const { messages, ahead = 0 } = input;
  const asked = await Promise.all(messages.map((message) => toAsked(context, message, options)));
  const keys = asked.map(({ key }) => key);
  const records = await context.records.findIdempotentKeys({ keys, now: context.now() });
  const byKey = new Map(records.map((record) => [record.key, record]));
  const foresight = await foresee(context, asked, { ahead, appKey: options.appKey });
  return { results: await Promise.all(asked.map((one) => judge(context, one, byKey.get(one.key), foresight))) };
}
