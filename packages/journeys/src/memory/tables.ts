import type { CallRequest, JourneyRecord, KnownCall, MessageRecord, ReceiptRecord } from "../store/records.ts";

export interface ClaimEntry {
  owner: string | null;
  leaseUntil: number;
  journeyId: string | null;
  failedOwner?: string;
  failure?: string | null;
}

export type JourneyEntry = JourneyRecord & { acknowledgedAt: number | null; endedAt: number | null };
export type MessageEntry = MessageRecord & { isAccepted: boolean; requestId: string | null };
export type CallEntry = Pick<CallRequest, "fingerprint" | "owner" | "leaseUntil"> & {
  keepUntil: number;
  state: KnownCall["state"];
  answer: string | null;
  journeyId: string | null;
  readonly messageId: string | null;
};
export type ReceiptEntry = Omit<ReceiptRecord, "messageId" | "journeyId"> & {
  messageId: string | null;
  journeyId: string | null;
  isMatched: boolean;
};

/** What is kept, by its key. */
export const emptyTables = () => ({
  claims: new Map<string, ClaimEntry>(),
  journeys: new Map<string, JourneyEntry>(),
  messages: new Map<string, MessageEntry>(),
  calls: new Map<string, CallEntry>(),
  receipts: new Map<string, ReceiptEntry>(),
});

export type Tables = ReturnType<typeof emptyTables>;
