import type { Receipt, TokenType } from "@nxzalo/core";
import type { NxZaloError } from "@nxzalo/core/errors";
import { fromProblem, toProblem } from "@nxzalo/core/problem";
import type { TemplateData } from "@nxzalo/core/schemas";
import type { CiphertextTable } from "../store/ciphertexts.ts";
import type { PersonRequestRecord } from "../store/people.ts";
import type { JourneyRecord, KnownMessage, KnownReceipt } from "../store/records.ts";
import type { Encryption } from "../store/store.ts";
import type { SuppressionRecord } from "../store/suppressions.ts";
import { outcomeUnknown } from "./errors.ts";

/** What is stored of a journey, encrypted. */
export interface JourneyContent {
  readonly token: string;
  readonly phone: string;
  readonly tokenType: TokenType;
  readonly reference?: string | undefined;
  readonly appKey: string;
  /** That NXCLOUD does not know it. */
  readonly simulated?: true | undefined;
}

/** What a person has decided: a message that was for one recipient is for another. Both are phone indexes. */
export interface Correction {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  /** The attempt that it is for; none where it was another message's. */
  readonly attempt?: number | undefined;
}

/** What is stored of a message, encrypted, but for its template's data. Versions before 0.1.0-next.4 stored the first two. */
export interface MessageContent {
  readonly templateId: string;
  /** The caller's own. */
  readonly ext?: string | undefined;
  readonly phone?: string | undefined;
  readonly appKey?: string | undefined;
  readonly tokenType?: TokenType | undefined;
  readonly reference?: string | undefined;
  readonly drWebhook?: string | undefined;
  /** The caller's own, where the message was not sent on a stored journey. */
  readonly journeyToken?: string | undefined;
  readonly topic?: string | undefined;
  /** The caller's own, of a message that did not wait. */
  readonly notAfter?: number | undefined;
  /** When a person had it sent again, of one that waits since then. */
  readonly decidedAt?: number | undefined;
  /** Attempts before this one do not keep it from being sent: what they had come to was known, or what is sent since is another message. */
  readonly goesFrom?: number | undefined;
  /** Whom it was for before. */
  readonly corrections?: readonly Correction[] | undefined;
  /** That it reaches nobody. */
  readonly simulated?: true | undefined;
}

/** Encrypts one kind of content, bound to where it stands. */
const encryptIn =
  <Content>(table: CiphertextTable) =>
  ({ encrypt }: Encryption, row: string, content: Content): Promise<string> =>
    encrypt(content, { table, row });

const decryptIn =
  <Content>(table: CiphertextTable) =>
  async ({ decrypt }: Encryption, row: string, ciphertext: string): Promise<Content> =>
    (await decrypt(ciphertext, { table, row })) as Content;

export const encryptJourney = encryptIn<JourneyContent>("journeys");
const decryptJourneyIn = decryptIn<JourneyContent>("journeys");
export const decryptJourney = (
  encryption: Encryption,
  { journeyId, ciphertext }: Pick<JourneyRecord, "journeyId" | "ciphertext">,
) => decryptJourneyIn(encryption, journeyId, ciphertext);

export const encryptMessage = encryptIn<MessageContent>("messages");
const decryptMessageIn = decryptIn<MessageContent>("messages");
export const decryptMessage = (
  encryption: Encryption,
  { messageId, ciphertext }: Pick<KnownMessage, "messageId" | "ciphertext">,
) => decryptMessageIn(encryption, messageId, ciphertext);

/** The data of a message's template. */
export const encryptData = encryptIn<TemplateData>("message_data");
export const decryptData = decryptIn<TemplateData>("message_data");

/** The variables of a message's template that are secret: stored while it waits. */
export const encryptSecrets = encryptIn<TemplateData>("message_secrets");
export const decryptSecrets = decryptIn<TemplateData>("message_secrets");

/** What was written down of a task. */
export const encryptNote = encryptIn<string>("tasks");
export const decryptNote = decryptIn<string>("tasks");

type StoredReceipt = Pick<KnownReceipt, "receiptId" | "ciphertext">;

export const encryptReceipt = encryptIn<Receipt["raw"]>("receipts");
const decryptReceiptIn = decryptIn<Receipt["raw"]>("receipts");
export const decryptReceipt = (encryption: Encryption, { receiptId, ciphertext }: StoredReceipt) =>
  decryptReceiptIn(encryption, receiptId, ciphertext);

/** The text of what came as a receipt and cannot be read. */
export const encryptUnreadable = encryptIn<string>("receipts");
const decryptUnreadableIn = decryptIn<string>("receipts");
export const decryptUnreadable = (encryption: Encryption, { receiptId, ciphertext }: StoredReceipt) =>
  decryptUnreadableIn(encryption, receiptId, ciphertext);

/** Whom not to write to, and why. */
export interface SuppressionContent {
  /** Null where it is not known any more. */
  readonly phone: string | null;
  /** In a caller's words. */
  readonly reason?: string | undefined;
}

export const encryptSuppression = encryptIn<SuppressionContent>("suppressions");
const decryptSuppressionIn = decryptIn<SuppressionContent>("suppressions");
/** Undefined where the person was forgotten. */
export const decryptSuppression = async (
  encryption: Encryption,
  { suppressionId, ciphertext }: Pick<SuppressionRecord, "suppressionId" | "ciphertext">,
) => (ciphertext === null ? undefined : decryptSuppressionIn(encryption, suppressionId, ciphertext));

/** What is stored of a person's request: the phone, but of who is forgotten; of them, how it was asked. */
export interface RequestContent {
  readonly phone?: string | undefined;
  readonly includeSuppressions?: boolean | undefined;
}

export const encryptRequest = encryptIn<RequestContent>("people_requests");
const decryptRequestIn = decryptIn<RequestContent>("people_requests");
export const decryptRequest = async (
  encryption: Encryption,
  { requestId, ciphertext }: PersonRequestRecord,
): Promise<RequestContent> => (ciphertext === null ? {} : decryptRequestIn(encryption, requestId, ciphertext));

/** How a call by an idempotency key ended. */
export const encryptAnswer = encryptIn<object>("idempotency_keys");
export const decryptAnswer = decryptIn<unknown>("idempotency_keys");

/** A failure as other callers get it. The id stands in for that of the response which will carry it. */
const toStored = (error: unknown) => toProblem(error, "");
const toError = (stored: unknown): NxZaloError => fromProblem(stored) ?? outcomeUnknown();

/** The failure of a call, in the place of its answer. */
export const encryptFailedAnswer = (encryption: Encryption, key: string, error: unknown): Promise<string> =>
  encryptAnswer(encryption, key, toStored(error));

export const decryptFailedAnswer = async (encryption: Encryption, key: string, answer: string): Promise<NxZaloError> =>
  toError(await decryptAnswer(encryption, key, answer));

const encryptFailureIn = encryptIn<object>("leases");
const decryptFailureIn = decryptIn<unknown>("leases");

/** What the owner of a lease was refused. */
export const encryptFailure = (encryption: Encryption, key: string, error: unknown): Promise<string> =>
  encryptFailureIn(encryption, key, toStored(error));

export const decryptFailure = async (encryption: Encryption, key: string, failure: string): Promise<NxZaloError> =>
  toError(await decryptFailureIn(encryption, key, failure));
