import type { Receipt, TokenType } from "@nxzalo/core";
import type { NxZaloError } from "@nxzalo/core/errors";
import { fromProblem, toProblem } from "@nxzalo/core/problem";
import type { TemplateData } from "@nxzalo/core/schemas";
import type { Cell } from "../store/ciphertexts.ts";
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

/** Where each of them stands: it is bound to that. */
const cells = {
  journey: (journeyId: string): Cell => ({ table: "journeys", row: journeyId }),
  message: (messageId: string): Cell => ({ table: "messages", row: messageId }),
  secrets: (messageId: string): Cell => ({ table: "message_secrets", row: messageId }),
  data: (messageId: string): Cell => ({ table: "message_data", row: messageId }),
  receipt: (receiptId: string): Cell => ({ table: "receipts", row: receiptId }),
  /** How a call by an idempotency key ended. */
  answer: (key: string): Cell => ({ table: "idempotency_keys", row: key }),
  note: (messageId: string): Cell => ({ table: "tasks", row: messageId }),
  suppression: (suppressionId: string): Cell => ({ table: "suppressions", row: suppressionId }),
  personRequest: (requestId: string): Cell => ({ table: "people_requests", row: requestId }),
  /** What the owner of a lease was refused. */
  failure: (key: string): Cell => ({ table: "leases", row: key }),
};

export const encryptJourney = ({ encrypt }: Encryption, journeyId: string, journey: JourneyContent): Promise<string> =>
  encrypt(journey, cells.journey(journeyId));

export const decryptJourney = async (
  { decrypt }: Encryption,
  { journeyId, ciphertext }: Pick<JourneyRecord, "journeyId" | "ciphertext">,
) => (await decrypt(ciphertext, cells.journey(journeyId))) as JourneyContent;

export const encryptMessage = ({ encrypt }: Encryption, messageId: string, message: MessageContent): Promise<string> =>
  encrypt(message, cells.message(messageId));

export const decryptMessage = async (
  { decrypt }: Encryption,
  { messageId, ciphertext }: Pick<KnownMessage, "messageId" | "ciphertext">,
) => (await decrypt(ciphertext, cells.message(messageId))) as MessageContent;

/** What somebody wrote down of a task. */
export const encryptNote = ({ encrypt }: Encryption, messageId: string, note: string): Promise<string> =>
  encrypt(note, cells.note(messageId));

export const decryptNote = async ({ decrypt }: Encryption, messageId: string, note: string) =>
  (await decrypt(note, cells.note(messageId))) as string;

/** The data of a message's template. */
export const encryptData = ({ encrypt }: Encryption, messageId: string, data: TemplateData): Promise<string> =>
  encrypt(data, cells.data(messageId));

export const decryptData = async ({ decrypt }: Encryption, messageId: string, data: string) =>
  (await decrypt(data, cells.data(messageId))) as TemplateData;

/** The variables of a message's template that are secret: stored while it waits. */
export const encryptSecrets = ({ encrypt }: Encryption, messageId: string, secrets: TemplateData): Promise<string> =>
  encrypt(secrets, cells.secrets(messageId));

export const decryptSecrets = async ({ decrypt }: Encryption, messageId: string, secrets: string) =>
  (await decrypt(secrets, cells.secrets(messageId))) as TemplateData;

export const encryptReceipt = ({ encrypt }: Encryption, receiptId: string, receipt: Receipt["raw"]): Promise<string> =>
  encrypt(receipt, cells.receipt(receiptId));

export const decryptReceipt = async (
  { decrypt }: Encryption,
  { receiptId, ciphertext }: Pick<KnownReceipt, "receiptId" | "ciphertext">,
) => (await decrypt(ciphertext, cells.receipt(receiptId))) as Receipt["raw"];

/** The text of what came as a receipt and cannot be read. */
export const encryptUnreadable = ({ encrypt }: Encryption, receiptId: string, text: string): Promise<string> =>
  encrypt(text, cells.receipt(receiptId));

export const decryptUnreadable = async (
  { decrypt }: Encryption,
  { receiptId, ciphertext }: Pick<KnownReceipt, "receiptId" | "ciphertext">,
) => (await decrypt(ciphertext, cells.receipt(receiptId))) as string;

/** Whom not to write to, and why. */
export interface SuppressionContent {
  /** Null where it is not known any more. */
  readonly phone: string | null;
  /** In a caller's words. */
  readonly reason?: string | undefined;
}

export const encryptSuppression = (
  { encrypt }: Encryption,
  suppressionId: string,
  content: SuppressionContent,
): Promise<string> => encrypt(content, cells.suppression(suppressionId));

export const decryptSuppression = async (
  { decrypt }: Encryption,
  { suppressionId, ciphertext }: Pick<SuppressionRecord, "suppressionId" | "ciphertext">,
) => (await decrypt(ciphertext ?? "", cells.suppression(suppressionId))) as SuppressionContent;

/** Who has asked for something. */
/** What is stored of a person's request: the phone, but of who is forgotten; of them, how it was asked. */
export interface RequestContent {
  readonly phone?: string | undefined;
  readonly includeSuppressions?: boolean | undefined;
}

export const encryptRequest = ({ encrypt }: Encryption, requestId: string, content: RequestContent): Promise<string> =>
  encrypt(content, cells.personRequest(requestId));

export const decryptRequest = async ({ decrypt }: Encryption, { requestId, ciphertext }: PersonRequestRecord) =>
  ciphertext === null ? {} : ((await decrypt(ciphertext, cells.personRequest(requestId))) as RequestContent);

export const encryptAnswer = ({ encrypt }: Encryption, key: string, answer: object): Promise<string> =>
  encrypt(answer, cells.answer(key));

export const decryptAnswer = ({ decrypt }: Encryption, key: string, answer: string): Promise<unknown> =>
  decrypt(answer, cells.answer(key));

/** A failure as other callers get it. The id stands in for that of the response which will carry it. */
const toStored = (error: unknown) => toProblem(error, "");
const toError = (stored: unknown): NxZaloError => fromProblem(stored) ?? outcomeUnknown();

/** The failure of a call, in the place of its answer. */
export const encryptFailedAnswer = (encryption: Encryption, key: string, error: unknown): Promise<string> =>
  encryptAnswer(encryption, key, toStored(error));

export const decryptFailedAnswer = async (encryption: Encryption, key: string, answer: string): Promise<NxZaloError> =>
  toError(await decryptAnswer(encryption, key, answer));

/** The failure of a lease's owner. */
export const encryptFailure = ({ encrypt }: Encryption, key: string, error: unknown): Promise<string> =>
  encrypt(toStored(error), cells.failure(key));

export const decryptFailure = async ({ decrypt }: Encryption, key: string, failure: string): Promise<NxZaloError> =>
  toError(await decrypt(failure, cells.failure(key)));
