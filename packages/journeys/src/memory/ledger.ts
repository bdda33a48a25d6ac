import type { Money } from "@nxzalo/core/journeys";
import {
  type ChargingReceipt,
  type CostGroup,
  type CostKey,
  failedId,
  isOfJourney,
  kindOf,
  type LedgerEntry,
  type LedgerPeriod,
  type LedgerRecords,
  toCharge,
  type UnchargedGroup,
  unchargedId,
} from "../store/ledger.ts";
import { isAccepted } from "../store/message-states.ts";
import { endOfMonth } from "../store/vietnam-time.ts";
import { findAttempt } from "./attempts.ts";
import type { MessageEntry, Tables } from "./tables.ts";

/** Its own time, or the start of the open month where its own is closed. */
function whenCounted({ closedMonths }: Tables, at: number): number {
  const last = [...closedMonths.keys()].sort().at(-1);
  return last === undefined ? at : Math.max(at, endOfMonth(last));
}

/** What was deleted before it was charged is described by its own entry, otherwise by one of its message's other attempts. */
const findFormer = ({ ledger }: Tables, messageId: string | null, attempt: number): LedgerEntry | undefined =>
  ledger.get(unchargedId(messageId ?? "", attempt)) ??
  [...ledger.values()].find((entry) => entry.kind === "uncharged" && entry.messageId === messageId);

/** Books what a receipt charges, once however often it is told. Gives what was booked now. */
export function bookReceipt(tables: Tables, receipt: ChargingReceipt): Money | undefined {
  const { ledger, messages, journeys } = tables;
  const { charge, at, acknowledges } = receipt;
  if (charge === null) return undefined;
  const message = messages.get(receipt.messageId ?? "");
  const own = message && findAttempt(tables, message.messageId, receipt.attempt ?? 1);
  const journeyId = receipt.journeyId ?? own?.journeyId ?? null;
  const journey = journeys.get(journeyId ?? "");
  if (message?.simulated || journey?.simulated) return undefined;
  const former = message ? undefined : findFormer(tables, receipt.messageId, receipt.attempt ?? 1);
  const entry = toCharge({ ...receipt, journeyId }, charge, { message, journey, former });
  if (!entry || ledger.has(entry.entryId)) return undefined;
  const countedAt = whenCounted(tables, at);
  ledger.set(entry.entryId, { ...entry, countedAt, kind: kindOf(acknowledges, { at, countedAt }) });
  return charge;
}

/** An attempt, with what of it is told of its message. */
type OwnAttempt = Pick<MessageEntry, "attempt" | "state" | "journeyId" | "requestId"> & {
  readonly message: MessageEntry;
};

/** Each is charged by itself, whatever becomes of a later one. */
function attemptsOf({ attempts }: Tables, message: MessageEntry): readonly OwnAttempt[] {
  const earlier = [...attempts.values()].filter(({ messageId }) => messageId === message.messageId);
  return [...earlier, message].map(({ attempt, state, journeyId, requestId }) => {
    return { attempt, state, journeyId, requestId, message };
  });
}

/** What NXCLOUD has of what may be charged: of a journey that is not stored, the messages do not tell whether it was. */
const isChargeable = ({ state, journeyId, message: { hasToken, simulated = false } }: OwnAttempt) =>
  !simulated && isAccepted(state) && state !== "failed" && (journeyId !== null || !hasToken);

const toUncharged = ({ journeys }: Tables, { attempt, journeyId, requestId, message }: OwnAttempt): LedgerEntry => {
  const { messageId, createdAt: at, appIndex, templateId, caller, labels } = message;
  return {
    entryId: unchargedId(messageId, attempt),
    kind: "uncharged",
    at,
    countedAt: at,
    bookedAt: at,
    journeyId,
    messageId,
    requestId,
    appIndex,
    templateId,
    tokenType: journeys.get(journeyId ?? "")?.tokenType ?? null,
    caller,
    labels,
    amount: null,
    currency: null,
  };
};

const isCharged = ({ ledger }: Tables, { entryId, journeyId, requestId }: LedgerEntry) =>
  [`journey:${journeyId}`, entryId.replace("uncharged:", "message:"), `request:${requestId}`].some((id) =>
    ledger.has(id),
  );

function book(tables: Tables, attempts: readonly OwnAttempt[]): void {
  for (const entry of attempts.filter(isChargeable).map((attempt) => toUncharged(tables, attempt)))
    if (!isCharged(tables, entry) && !tables.ledger.has(entry.entryId)) tables.ledger.set(entry.entryId, entry);
}

/** Books the attempts of messages that are about to be deleted, as far as they were not charged. */
export const bookUncharged = (tables: Tables, messages: readonly MessageEntry[]): void =>
  book(
    tables,
    messages.flatMap((message) => attemptsOf(tables, message)),
  );

/** The same of attempts on a journey that is about to be deleted, also where their messages stay: what the journey is is not known later. */
export const bookUnchargedOn = (tables: Tables, journeyId: string): void =>
  book(
    tables,
    [...tables.messages.values()]
      .flatMap((message) => attemptsOf(tables, message))
      .filter((attempt) => attempt.journeyId === journeyId),
  );

/** Books that an attempt has failed after it was deleted without a charge: it waits for none any more. */
export function bookFailure({ ledger }: Tables, messageId: string, attempt: number): void {
  const booked = ledger.get(unchargedId(messageId, attempt));
  const entryId = failedId(messageId, attempt);
  if (booked) ledger.set(entryId, { ...booked, entryId, kind: "failed" });
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
  const { ledger, messages, closedMonths, audit } = tables;
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
      const stored = [...messages.values()]
        .flatMap((message) => attemptsOf(tables, message))
        .filter(isChargeable)
        .map((attempt) => toUncharged(tables, attempt));
      const hasFailed = (id: string) => ledger.has(id.replace("uncharged:", "failed:"));
      const booked = [...ledger.values()].filter(({ kind, entryId }) => kind === "uncharged" && !hasFailed(entryId));
      const found = [...stored, ...booked]
        .filter((one) => isWithin(period, one.at, one.appIndex))
        .filter((one) => !isCharged(tables, one));
      // A journey counts once, and so does each attempt on none, also where it is stored and booked.
      const uncharged = new Map<string, Omit<UnchargedGroup, "count">>();
      for (const { journeyId, entryId, tokenType, templateId } of found) {
        const isJourney = journeyId !== null;
        const id = journeyId ?? entryId;
        const known = uncharged.get(id)?.tokenType ?? tokenType;
        uncharged.set(id, { isJourney, tokenType: known, templateId: isJourney ? null : templateId });
      }
      const groups = new Map<string, UnchargedGroup>();
      for (const group of uncharged.values()) {
        const key = JSON.stringify(group);
        groups.set(key, { ...group, count: (groups.get(key)?.count ?? 0) + 1 });
      }
      return [...groups.values()];
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
