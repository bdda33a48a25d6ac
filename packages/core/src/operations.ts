import { type InputSettings, initJourneyTokenData, initJourneyTokenInput, type TokenType } from "./schemas.ts";
import type { Schema } from "./validate.ts";

/** One operation of NXCLOUD's Zalo API: a row of the table that every package goes by. */
export interface Operation<Input, Output> {
  readonly name: string;
  readonly path: string;
  /** Whether asking twice is harmless, so that a call with an unknown outcome may be repeated. */
  readonly repeatable: boolean;
  readonly input: (settings: InputSettings) => Schema<Input>;
  /** The body to sign and send, in the order of NXCLOUD's documentation. */
  readonly body: (appKey: string, input: Input) => object;
  readonly output: Schema<Output>;
}

/** What `initJourneyToken` takes. */
export interface InitJourneyTokenInput {
  /** The recipient's number: `+84…`, `84…`, or `0…` with a `defaultCountryCode`; spaces, dots, dashes and brackets are fine. */
  readonly phone: string;
  readonly tokenType: TokenType;
}

/** A new journey. */
export interface JourneyToken {
  /** A decimal string beyond 2^53. */
  readonly journeyId: string;
  /** A capability: who holds it can send on the journey. Never log it. */
  readonly token: string;
}

/** Creating a token costs nothing; the first message on it does. Source: NXCLOUD, *Init Journey Token*. */
export const initJourneyToken: Operation<InitJourneyTokenInput, JourneyToken> = {
  name: "initJourneyToken",
  path: "/v1/zalo/initJourneyToken",
  repeatable: true,
  input: initJourneyTokenInput,
  body: (appkey, { phone, tokenType }) => ({ appkey, phone, tokenType }),
  output: initJourneyTokenData,
};
