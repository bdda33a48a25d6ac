import type { TokenType } from "@nxzalo/core";
import type { NxZaloError } from "@nxzalo/core/errors";
import { fromProblem, toProblem } from "@nxzalo/core/problem";
import type { Encryption } from "../store/store.ts";
import { outcomeUnknown } from "./errors.ts";

/** What is stored of a journey, encrypted. */
export interface JourneyContent {
  readonly token: string;
  readonly phone: string;
  readonly tokenType: TokenType;
  readonly reference?: string | undefined;
  readonly appKey: string;
}

/** What is stored of a message, encrypted. Its text and its recipient are not. */
export interface MessageContent {
  readonly templateId: string;
  /** The caller's own. */
  readonly ext?: string | undefined;
}

export const encryptJourney = ({ encrypt }: Encryption, journey: JourneyContent): Promise<string> => encrypt(journey);

export const decryptJourney = async ({ decrypt }: Encryption, ciphertext: string) =>
  (await decrypt(ciphertext)) as JourneyContent;

export const encryptMessage = ({ encrypt }: Encryption, message: MessageContent): Promise<string> => encrypt(message);

export const decryptMessage = async ({ decrypt }: Encryption, ciphertext: string) =>
  (await decrypt(ciphertext)) as MessageContent;

/** A failure as other callers get it. The id stands in for that of the response which will carry it. */
export const encryptFailure = ({ encrypt }: Encryption, error: unknown): Promise<string> =>
  encrypt(toProblem(error, ""));

export const decryptFailure = async ({ decrypt }: Encryption, ciphertext: string): Promise<NxZaloError> =>
  fromProblem(await decrypt(ciphertext)) ?? outcomeUnknown();
