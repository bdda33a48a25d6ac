import type {
  AuditRecord,
  IdempotencyRequest,
  JourneyRecord,
  KnownMessage,
  MessageRecord,
  ReceiptRecord,
} from "../../src/store/records.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import type { SuppressionRecord } from "../../src/store/suppressions.ts";

export const journeyOf = (journeyId: string, more: Partial<JourneyRecord> = {}): JourneyRecord => ({
  journeyId,
  appIndex: "app",
  phoneIndex: "phone",
  referenceIndex: "reference",
  tokenIndex: `token ${journeyId}`,
  ciphertext: `ciphertext ${journeyId}`,
  createdAt: 1,
  expiresAt: 2_000,
  liveUntil: 1_000,
  tokenType: null,
  labels: null,
  caller: null,
  ...more,
});
export const known = (journey: JourneyRecord) => ({ ...journey, acknowledgedAt: null, endedAt: null });

export const messageOf = (messageId: string, more: Partial<MessageRecord> = {}): MessageRecord => ({
  messageId,
  journeyId: null,
  hasToken: false,
  appIndex: "app",
  phoneIndex: "phone",
  ciphertext: `ciphertext ${messageId}`,
  data: null,
  createdAt: 1,
  caller: null,
  templateId: null,
  labels: null,
  referenceIndex: null,
  foldedReferenceIndex: null,
  referenceEndingIndex: null,
  phoneEndingIndex: null,
  ...more,
});

/** A message after its first attempt was begun, with what is told of it. */
export const knownMessage = (
  { waiting, topicIndex: _, ...message }: MessageRecord,
  more: Partial<KnownMessage> = {},
): KnownMessage => ({
  ...message,
  dueAt: waiting?.dueAt ?? null,
  notAfter: waiting?.notAfter ?? null,
  heldFor: waiting?.heldFor ?? null,
  lane: waiting?.lane ?? null,
  tries: 0,
  state: waiting ? "scheduled" : "unknown",
  attempt: 1,
  attemptedAt: message.createdAt,
  requestId: null,
  upstreamCode: null,
  zaloError: null,
  eraseAt: null,
  ...more,
});

export const receiptOf = (receiptId: string, more: Partial<ReceiptRecord> = {}): ReceiptRecord => ({
  receiptId,
  requestId: null,
  messageId: null,
  attempt: null,
  state: "none",
  zaloError: null,
  eraseAt: null,
  journeyId: null,
  acknowledges: false,
  ends: false,
  charge: null,
  at: 5,
  receivedAt: 5,
  keepCallUntil: 0,
  ciphertext: `ciphertext ${receiptId}`,
  ...more,
});

export const auditOf = (auditId: string, more: Partial<AuditRecord> = {}): AuditRecord => ({
  auditId,
  at: 5,
  action: "look",
  caller: "desk",
  appIndex: "app",
  subject: "1",
  counts: null,
  ...more,
});

export const suppressionOf = (suppressionId: string, more: Partial<SuppressionRecord> = {}): SuppressionRecord => ({
  suppressionId,
  appIndex: "app",
  phoneIndex: "phone",
  scope: "all",
  source: "hand",
  zaloError: null,
  messageId: null,
  caller: "desk",
  createdAt: 10,
  toldAt: 10,
  untilAt: null,
  ciphertext: `ciphertext ${suppressionId}`,
  ...more,
});

/** Records of a fresh store that has these journeys. */
export type RecordsWith = (...journeys: JourneyRecord[]) => Promise<JourneyRecords>;

export const acquire = (
  records: JourneyRecords,
  owner: string,
  now = 10,
  more: { key?: string; waitedFor?: string } = {},
) => records.acquireLease({ key: "k", owner, now, leaseUntil: now + 100, ...more });
export const complete = (records: JourneyRecords, owner: string, journey: JourneyRecord) =>
  records.completeLease({ key: "k", owner, journey });

export const call = (owner: string, now = 10): IdempotencyRequest => ({
  key: "c",
  fingerprint: "f",
  owner,
  now,
  leaseUntil: now + 100,
  keepUntil: now + 1_000,
});
