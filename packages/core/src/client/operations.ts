import { memoize } from "../internal/memoize.ts";
import type { Schema } from "../internal/validate.ts";
import {
  checkJourneyTokenData,
  checkJourneyTokenInput,
  type InputSettings,
  initJourneyTokenData,
  initJourneyTokenInput,
  oaQualityData,
  oaQualityInput,
  sendTemplateData,
  sendTemplateInput,
  type TemplateData,
  type TokenType,
} from "../schemas/index.ts";
import type { Templates } from "../templates/templates.ts";

/** One operation of NXCLOUD's Zalo API: a row of the table that every package goes by. */
export interface Operation<Input, Output> {
  readonly name: string;
  readonly path: string;
  /** Whether asking twice is harmless, so that a call with an unknown outcome may be repeated. */
  readonly repeatable: boolean;
  readonly input: (settings: InputSettings) => Schema<Input>;
  /** Holds a valid input against more than its schema. @throws ProxyError `template_mismatch` */
  readonly hold?: (input: Input, templates: Templates) => Input;
  /** The body to sign and send, in the order of NXCLOUD's documentation. */
  readonly body: (appKey: string, input: Input) => object;
  readonly output: () => Schema<Output>;
}

/** What `initJourneyToken` takes. */
export interface InitJourneyTokenInput {
  /** The recipient's number: `+84…`, `84…`, or `0…` with a `defaultCountryCode`; spaces, dots, dashes and brackets are fine. */
  readonly phone: string;
  /** The journey's type; the number is the token's life in days. */
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
  input: /* @__PURE__ */ memoize<InputSettings, Schema<InitJourneyTokenInput>>(initJourneyTokenInput),
  body: (appkey, { phone, tokenType }) => ({ appkey, phone, tokenType }),
  output: initJourneyTokenData,
};

/** What `checkJourneyToken` takes. */
export interface CheckJourneyTokenInput {
  /** The token, in one piece. */
  readonly journeyToken: string;
}

/** What NXCLOUD knows of a token. */
export interface JourneyTokenState {
  /** One of the documented types, or one that came later. */
  readonly tokenType: TokenType | (string & {});
  /** When the token was made. */
  readonly createdAt: Date;
  /** When it is over. */
  readonly expiresAt: Date;
  /** Of the Zalo application. */
  readonly appId: string;
  /** Of the Zalo official account. */
  readonly oaId: string;
}

/** Source: NXCLOUD, *Check Journey Token*. */
export const checkJourneyToken: Operation<CheckJourneyTokenInput, JourneyTokenState> = {
  name: "checkJourneyToken",
  path: "/v1/zalo/checkJourneyToken",
  repeatable: true,
  input: /* @__PURE__ */ memoize<InputSettings, Schema<CheckJourneyTokenInput>>(checkJourneyTokenInput),
  body: (appkey, { journeyToken }) => ({ appkey, journeyToken }),
  output: checkJourneyTokenData,
};

/** What `sendTemplate` takes. */
export interface SendTemplateInput {
  /** The recipient's number, as in {@link InitJourneyTokenInput}. */
  readonly phone: string;
  /** The id of the approved template, as text. */
  readonly templateId: string;
  /** The template's variables. */
  readonly templateData: TemplateData;
  /** The token of the journey that the message is sent on. Without it, the message is charged by itself. */
  readonly journeyToken?: string | undefined;
  /** Where receipts of this message go, in place of the application's own: an http(s) URL of at most 256 characters. */
  readonly drWebhook?: string | undefined;
  /** Comes back in receipts: at most 65,535 bytes. */
  readonly ext?: string | undefined;
}

/** An accepted message. What became of it, receipts tell. */
export interface SentMessage {
  /** NXCLOUD's id of the message, which its receipts carry; null where the reply had none. */
  readonly requestId: string | null;
}

/** Costs money, so it is never repeated once it may have arrived. Source: NXCLOUD, *Zalo API mt*. */
export const sendTemplate: Operation<SendTemplateInput, SentMessage> = {
  name: "sendTemplate",
  path: "/v1/zalo/mt",
  repeatable: false,
  input: /* @__PURE__ */ memoize<InputSettings, Schema<SendTemplateInput>>(sendTemplateInput),
  hold: (input, templates) => ({ ...input, templateData: templates.hold(input) }),
  body: (appkey, { phone, templateId, templateData, journeyToken, drWebhook, ext }) => ({
    appkey,
    phone,
    functionType: "template",
    messageData: { templateId, templateData, journeyToken },
    drWebhook,
    ext,
  }),
  output: sendTemplateData,
};

/** What `oaQuality` takes. */
export interface OaQualityInput {
  /** NXCLOUD's page contradicts itself on whether it needs one. Default: none is sent. */
  readonly journeyToken?: string | undefined;
}

/** How Zalo rates an official account; the set is open. */
export type Quality = "HIGH" | "MEDIUM" | "LOW" | "UNDEFINED" | (string & {});

/** How Zalo rates the official account of an application. */
export interface OaQuality {
  /** Now. */
  readonly current: Quality;
  /** Over the last seven days. */
  readonly sevenDays: Quality;
}

/** It reads only. Source: NXCLOUD, *Query Oa Quality*. */
export const oaQuality: Operation<OaQualityInput, OaQuality> = {
  name: "oaQuality",
  path: "/v1/zalo/oaQuality",
  repeatable: true,
  input: /* @__PURE__ */ memoize<InputSettings, Schema<OaQualityInput>>(oaQualityInput),
  body: (appkey, { journeyToken }) => ({ appkey, journeyToken }),
  output: oaQualityData,
};
