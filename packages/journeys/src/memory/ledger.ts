import type { Money } from "@nxzalo/core/journeys";
import {
  type CostGroup,
  type CostKey,
  chargeId,
  isOfJourney,
  kindOf,
  type LedgerEntry,
  type LedgerPeriod,
  type LedgerRecords,
  readLabels,
  type UnchargedGroup,
  unchargedId,
} from "../store/ledger.ts";
import { isAccepted } from "../store/message-states.ts";
import { endOfMonth } from "../store/months.ts";
import type { ReceiptRecord } from "../store/records.ts";
import type { MessageEntry, Tables } from "./tables.ts";

/** Its own time, or the start of the open month where its own is closed. */
function whenCounted({ closedMonths }: Tables, at: number): number {
  const last = [...closedMonths.keys()].sort().at(-1);
  return last === undefined ? at : Math.max(at, endOfMonth(last));
}

/** Books what a receipt charges, once however often it is told. Gives what was booked now. */
export function bookReceipt(
  tables: Tables,
  receipt: Omit<ReceiptRecord, "ciphertext" | "ends" | "eraseAt" | "keepCallUntil" | "state" | "zaloError">,
): Money | undefined {
  const { ledger, messages, journeys } = tables;
  const { charge, at, receivedAt, requestId, acknowledges } = receipt;
  if (charge === null) return undefined;
  const message = messages.get(receipt.messageId ?? "");
  if (message?.simulated || journeys.get(receipt.journeyId ?? message?.journeyId ?? "")?.simulated) return undefined;
  // What was deleted before it was charged is described by its own entry.
  const former = message ? undefined : ledger.get(unchargedId(receipt.messageId ?? ""));
  const messageId = message?.messageId ?? former?.messageId ?? null;
  const deleted = former && messageId !== null && { messageId, journeyId: former.journeyId, hasToken: false };
  const entryId = chargeId(receipt, message ?? (deleted || undefined));
  if (entryId === undefined || ledger.has(entryId)) return undefined;
  const countedAt = whenCounted(tables, at);
  const journeyId = receipt.journeyId ?? message?.journeyId ?? former?.journeyId ?? null;
  const journey = journeys.get(receipt.journeyId ?? "") ?? journeys.get(message?.journeyId ?? "");
  ledger.set(entryId, {
    entryId,
    kind: kindOf(acknowledges, { at, countedAt }),
    at,
    countedAt,
    bookedAt: receivedAt,
    journeyId,
    messageId,
    requestId,
    appIndex: message?.appIndex ?? journey?.appIndex ?? former?.appIndex ?? null,
    templateId: message?.templateId ?? former?.templateId ?? null,
    tokenType: journey?.tokenType ?? former?.tokenType ?? null,
    caller: message?.caller ?? journey?.caller ?? former?.caller ?? null,
    labels: message?.labels ?? former?.labels ?? readLabels(journey),
    amount: charge.amount,
    currency: charge.currency,
  });
  return charge;
}

/** What NXCLOUD has of what may be charged: of a journey that is not stored, the messages do not tell whether it was. */
const isChargeable = ({ state, journeyId, hasToken, simulated = false }: MessageEntry) =>
  !simulated && isAccepted(state) && state !== "failed" && (journeyId !== null || !hasToken);

/** What was deleted has no attempt. */
type OfMessage = Pick<LedgerEntry, "journeyId" | "messageId" | "requestId"> & { readonly attempt?: number | undefined };

const isCharged = ({ ledger }: Tables, { journeyId, messageId, requestId, attempt }: OfMessage) =>
  ledger.has(`journey:${journeyId}`) ||
  [...ledger.values()].some(
    (entry) =>
      entry.messageId === messageId &&
      entry.amount !== null &&
      entry.journeyId === journeyId &&
      (attempt === undefined || [`message:${messageId}:${attempt}`, `request:${requestId}`].includes(entry.entryId)),
  );

/** Books the messages that are about to be deleted, as far as they were not charged. */
export function bookUncharged(tables: Tables, messages: readonly MessageEntry[]): void {
  for (const message of messages) {
    const { messageId, journeyId, createdAt: at, requestId, appIndex, templateId, caller, labels } = message;
    const entryId = unchargedId(messageId);
    if (!isChargeable(message) || isCharged(tables, message) || tables.ledger.has(entryId)) continue;
    const tokenType = tables.journeys.get(journeyId ?? "")?.tokenType ?? null;
    const times = { at, countedAt: at, bookedAt: at };
    const ids = { journeyId, messageId, requestId, appIndex };
    const about = { templateId, tokenType, caller, labels };
    tables.ledger.set(entryId, {
      entryId,
      kind: "uncharged",
      ...times,
      ...ids,
      ...about,
      amount: null,
      currency: null,
    });
  }
}

const isWithin = ({ from, before, appIndexes }: LedgerPeriod, at: number, appIndex: string | null) =>
  at >= from && at < before && (appIndexes === undefined || (appIndex !== null && appIndexes.includes(appIndex)));

function keyOf(entry: LedgerEntry, key: CostKey | undefined): string | number | null {
  if (key === undefined) return null;
  if (key === "quarterHour") return Math.trunc(entry.countedAt / 900_000);
  return key === "labels" ? entry.labels && JSON.stringify(entry.labels) : entry[key];
}

/** In the order in which they count. */
const byCount = (one: LedgerEntry, other: LedgerEntry) =>
  one.countedAt - other.countedAt || (one.entryId < other.entryId ? -1 : 1);

export function createLedger(tables: Tables): LedgerRecords {
  const { ledger, messages, journeys, closedMonths, audit } = tables;
  const charges = () => [...ledger.values()].filter(({ amount }) => amount !== null).sort(byCount);
  return {
    readCosts: async ({ key, ...period }) => {
      const groups = new Map<string, CostGroup>();
      for (const entry of charges()) {
        if (!isWithin(period, entry.countedAt, entry.appIndex)) continue;
        const { kind, amount, currency } = entry;
        const group = { key: keyOf(entry, key), kind, amount: amount ?? "", currency: currency ?? "" };
        const id = JSON.stringify(group);
        groups.set(id, { ...group, count: (groups.get(id)?.count ?? 0) + 1 });
      }
      return [...groups.values()];
    },
    readUncharged: async (period) => {
      const stored = [...messages.values()].filter(isChargeable).map((message) => ({
        ...message,
        at: message.createdAt,
        tokenType: journeys.get(message.journeyId ?? "")?.tokenType ?? null,
      }));
      const deleted = [...ledger.values()].filter(({ kind }) => kind === "uncharged");
      const found = [...stored, ...deleted].filter((one) => isWithin(period, one.at, one.appIndex));
      const ids = new Map<string, { group: Omit<UnchargedGroup, "count">; ids: Set<string | null> }>();
      for (const one of found.filter((other) => !isCharged(tables, other))) {
        const isJourney = one.journeyId !== null;
        const group = {
          isJourney,
          tokenType: isJourney ? one.tokenType : null,
          templateId: isJourney ? null : one.templateId,
        };
        const entry = ids.get(JSON.stringify(group)) ?? { group, ids: new Set() };
        ids.set(JSON.stringify(group), entry);
        entry.ids.add(one.journeyId ?? one.messageId);
      }
      return [...ids.values()].map(({ group, ids: { size: count } }) => ({ ...group, count }));
    },
    latestPrice: async ({ isJourney, of, ...period }) => {
      const fits = (entry: LedgerEntry) =>
        isOfJourney(entry.kind) === isJourney && (isJourney ? entry.tokenType : entry.templateId) === of;
      const found = charges().findLast(
        (entry) => isWithin({ from: 0, ...period }, entry.countedAt, entry.appIndex) && fits(entry),
      );
      return found && { amount: found.amount ?? "", currency: found.currency ?? "" };
    },
    readLedger: async ({ after, limit, ...period }) =>
      charges()
        .filter((entry) => isWithin(period, entry.at, entry.appIndex))
        .filter((entry) => after === undefined || byCount(after as LedgerEntry, entry) < 0)
        .slice(0, limit)
        .map((entry) => ({ ...entry })),
    closeMonth: async ({ month, closedAt, entry }) => {
      audit.set(entry.auditId, entry);
      if (!closedMonths.has(month)) closedMonths.set(month, { month, closedAt });
      const withLater = [...closedMonths.values()].filter((one) => one.month >= month);
      return { month, closedAt: Math.min(...withLater.map((one) => one.closedAt)) };
    },
  };
}
