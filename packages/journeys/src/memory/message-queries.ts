import { hourMs } from "../durations.ts";
import {
  type MessageCountQuery,
  type MessageQueries,
  type MessageQuery,
  type MessageSummary,
  toLabel,
} from "../store/message-queries.ts";
import { isBeyond, newestFirst, newestReceipts, sorted } from "./queries.ts";
import { type MessageEntry, type Tables, toKnown } from "./tables.ts";

const placeOf = ({ createdAt, messageId }: MessageEntry) => ({ at: createdAt, id: messageId });

/** Left out, or the same. */
const isOr = <Value>(wanted: Value | undefined, value: Value | null) => wanted === undefined || wanted === value;

const isOneOf = (wanted: readonly string[] | undefined, value: string | null) => wanted?.includes(value ?? "") ?? true;

function fits(message: MessageEntry, query: MessageQuery): boolean {
  const { appIndexes, code, labels = [], createdFrom = 0, createdBefore = Number.POSITIVE_INFINITY, after } = query;
  const own = Object.entries(message.labels ?? {}).map(toLabel);
  return (
    (appIndexes?.includes(message.appIndex) ?? true) &&
    isOr(query.state, message.state) &&
    isOr(query.phoneIndex, message.phoneIndex) &&
    isOr(query.phoneEndingIndex, message.phoneEndingIndex) &&
    isOr(query.referenceIndex, message.referenceIndex) &&
    isOneOf(query.foldedReferenceIndexes, message.foldedReferenceIndex) &&
    isOneOf(query.referenceEndingIndexes, message.referenceEndingIndex) &&
    isOr(query.templateId, message.templateId) &&
    (isOr(code, message.upstreamCode) || isOr(code, message.zaloError)) &&
    labels.every((label) => own.includes(label)) &&
    message.createdAt >= createdFrom &&
    message.createdAt < createdBefore &&
    isBeyond(placeOf(message), after)
  );
}

export const toSummary = (message: MessageEntry): MessageSummary => ({
  messageId: message.messageId,
  journeyId: message.journeyId,
  appIndex: message.appIndex,
  ciphertext: message.ciphertext,
  createdAt: message.createdAt,
  caller: message.caller,
  labels: message.labels,
  dueAt: message.dueAt,
  notAfter: message.notAfter,
  heldFor: message.heldFor,
  state: message.state,
  requestId: message.requestId,
  upstreamCode: message.upstreamCode,
  zaloError: message.zaloError,
});

const keyOf = (message: MessageEntry, by: MessageCountQuery["by"]) =>
  ({
    hour: Math.floor(message.createdAt / hourMs),
    state: message.state,
    code: message.upstreamCode ?? message.zaloError,
    template: message.templateId,
  })[by];

export function createMessageQueries({ messages, attempts, receipts, journeys }: Tables): MessageQueries {
  return {
    findMessage: async (messageId, receiptLimit) => {
      const message = messages.get(messageId);
      if (!message) return undefined;
      const own = [...receipts.values()].filter((receipt) => receipt.messageId === messageId);
      const earlier = [...attempts.values()]
        .filter((one) => one.messageId === messageId)
        .sort((one, other) => one.attempt - other.attempt)
        .map(({ messageId: _, journeyId: __, ...attempt }) => attempt);
      return { message: toKnown(message), attempts: earlier, receipts: newestReceipts(own, receiptLimit) };
    },
    searchMessages: async (query) => {
      const found = [...messages.values()].filter((message) => fits(message, query));
      return sorted(found, placeOf, newestFirst).slice(0, query.limit).map(toSummary);
    },
    readRecipients: async ({ limit, ...query }) => {
      const found = [...messages.values()].filter((message) => fits(message, { ...query, limit }));
      const last = sorted(found, placeOf, newestFirst)
        .slice(0, limit)
        .filter(({ attempt }) => attempt > 1);
      const apps = new Map(last.map(({ messageId, appIndex }) => [messageId, appIndex]));
      const earlier = [...attempts.values()]
        .filter(({ messageId }) => apps.has(messageId))
        .sort((one, other) => other.attemptedAt - one.attemptedAt)
        .slice(0, limit)
        .map(({ messageId, attempt, state, attemptedAt, journeyId }) => {
          const phoneIndex = journeys.get(journeyId ?? "")?.phoneIndex ?? null;
          const appIndex = apps.get(messageId) ?? "";
          return { messageId, attempt, state, attemptedAt, appIndex, phoneIndex, ciphertext: null };
        });
      const ofLast = last.map(({ messageId, attempt, state, attemptedAt, appIndex, phoneIndex, ciphertext }) => {
        return { messageId, attempt, state, attemptedAt, appIndex, phoneIndex, ciphertext };
      });
      return [...earlier, ...ofLast];
    },
    countMessages: async ({ appIndexes, from, before, by }) => {
      const found = [...messages.values()].filter(({ appIndex, createdAt }) => {
        return (appIndexes?.includes(appIndex) ?? true) && createdAt >= from && createdAt < before;
      });
      const keys = [...new Set(found.map((message) => keyOf(message, by)))];
      return keys.map((key) => ({ key, messages: found.filter((message) => keyOf(message, by) === key).length }));
    },
  };
}
