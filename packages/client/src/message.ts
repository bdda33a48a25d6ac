import type { SentMessage, TemplateData, TokenType } from "@nxzalo/core";

/** What a message says, whoever it goes to. */
export interface MessageContent {
  /** Of the approved template. */
  readonly templateId: string;
  /** The template's variables. */
  readonly templateData: TemplateData;
  /** Only on hosts that the proxy lists in `DR_WEBHOOK_HOSTS`. */
  readonly drWebhook?: string | undefined;
  /** Comes back in receipts: at most 65,535 bytes. */
  readonly ext?: string | undefined;
  /** The configured name of an application. Default: that of the `journeyId`, or the proxy's default one. */
  readonly app?: string | undefined;
}

/** A message to a phone, on a journey whose token you hold, or on none. */
export interface MessageToPhone extends MessageContent {
  /** `+84…`, `84…`, or `0…` where the proxy has a default country code. */
  readonly phone: string;
  /** The token of the journey that the message rides on. Without it, the message is charged by itself. */
  readonly journeyToken?: string | undefined;
  readonly journeyId?: undefined;
  readonly tokenType?: undefined;
  readonly reference?: undefined;
}

/** A message on a journey that the proxy remembers: it knows the phone and the token. */
export interface MessageOnJourney extends MessageContent {
  readonly journeyId: string;
  readonly phone?: undefined;
  readonly journeyToken?: undefined;
  readonly tokenType?: undefined;
  readonly reference?: undefined;
}

/** A message on the journey of an order, which the proxy opens, or takes up where it is open. */
export interface MessageByReference extends MessageContent {
  /** As in {@link MessageToPhone}. */
  readonly phone: string;
  readonly tokenType: TokenType;
  /** Your own name for the journey: an order, a parcel. */
  readonly reference: string;
  readonly journeyToken?: undefined;
  readonly journeyId?: undefined;
}

/** What `sendTemplate` takes. The last two are for a proxy that remembers journeys. */
export type MessageRequest = MessageToPhone | MessageOnJourney | MessageByReference;

/** A message that NXCLOUD has. */
export interface AcceptedMessage extends SentMessage {
  /** The proxy's own id of it, which its receipts are handed on with. Absent where the proxy remembers no journeys. */
  readonly messageId?: string;
  /** The remembered journey that it rides on. */
  readonly journeyId?: string;
}
