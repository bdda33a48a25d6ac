import type { JourneyTokenState, OaQuality, SentMessage, TemplateData, TokenType } from "@nxzalo/core";
import type { HeldFor, Labels, MessageState } from "@nxzalo/core/journeys";
import type { KeyedCallOptions, ProxyCallOptions } from "./options.ts";

/** What `initJourneyToken` takes. */
export interface JourneyRequest {
  /** The recipient's number: `+84…`, `84…`, or `0…` where the proxy has a default country code. */
  readonly phone: string;
  /** Of what the journey is, and for how many days its token lives. Source: NXCLOUD, *Init Journey Token*. */
  readonly tokenType: TokenType;
  /**
   * Your own name for the journey: an order, a parcel. With a journey store, one reference has one live token. Default: none.
   */
  readonly reference?: string | undefined;
  /** Up to five pairs by which costs are told apart, such as a shop or a trip; never a phone. Only with a journey store. Default: none. */
  readonly labels?: Labels | undefined;
  /** The configured name of an application. Default: the proxy's default one. */
  readonly app?: string | undefined;
}

/** A journey, as the proxy answers it. */
export interface Journey {
  /** NXCLOUD's id: decimal text beyond 2^53. */
  readonly journeyId: string;
  /** A capability: its holder can send on the journey. Absent where the caller has no scope `tokens`. */
  readonly token?: string;
  /** As it was sent: digits only, with the country code. */
  readonly phone: string;
  /** As it was asked for. */
  readonly tokenType: TokenType;
  /** An estimate: the time of its making plus the type's days. */
  readonly expiresAt: Date;
  /** Whether it had been made before. Absent where the proxy has no journey store. */
  readonly reused?: boolean;
  /** That NXCLOUD does not know it: the proxy is a staging one, and its phone is not listed there. */
  readonly simulated?: true;
}

/** What `checkJourneyToken` takes. */
export interface CheckRequest {
  /** The token, as `initJourneyToken` gave it. */
  readonly journeyToken: string;
  /** The configured name of an application: the one that the token was made for. Default: the proxy's default one. */
  readonly app?: string | undefined;
}

/** What a message says, in each form of {@link MessageRequest}. */
export interface MessageContent {
  /** Of a template that Zalo approved. */
  readonly templateId: string;
  /** The template's variables. */
  readonly templateData: TemplateData;
  /** Where its receipts go: an http(s) URL on a host that the proxy lists in `DR_WEBHOOK_HOSTS`. Default: the proxy's own. */
  readonly drWebhook?: string | undefined;
  /** Comes back in receipts: at most 65,535 bytes. Source: NXCLOUD, *Zalo API mt*. Default: none. */
  readonly ext?: string | undefined;
  /** Up to five pairs by which messages are found and costs are told apart; never a phone. Only where the proxy has a journey store. */
  readonly labels?: Labels | undefined;
  /** When it is to go out, at most 90 days ahead: a Date, or ISO 8601 with a zone. Only with a journey store. Default: at once. */
  readonly sendAt?: Date | string | undefined;
  /**
   * By when it has to have gone out; later it is `expired`, and never sent. Only with a journey store. Default: 15 minutes after the time that
   * was asked for where the template has tag 1, otherwise 24 hours.
   */
  readonly notAfter?: Date | string | undefined;
  /** With a `reference`: a newer message of the same topic takes the place of one that still waits. Only with a journey store. */
  readonly topic?: string | undefined;
  /** `batch`: at the account's pace, others go first. Only with a journey store. */
  readonly lane?: "batch" | undefined;
  /** The configured name of an application. Default: that of the `journeyId`, or the proxy's default one. */
  readonly app?: string | undefined;
}

/** A message to a phone, on a journey whose token you hold, or on none. */
export interface MessageToPhone extends MessageContent {
  /** The recipient's number: `+84…`, `84…`, or `0…` where the proxy has a default country code. */
  readonly phone: string;
  /** The token of the journey that the message belongs to. Default: none; the message is charged by itself. */
  readonly journeyToken?: string | undefined;
  readonly journeyId?: undefined;
  readonly tokenType?: undefined;
  readonly reference?: undefined;
}

/** A message on a stored journey: the proxy's journey store has its phone and token. */
export interface MessageOnJourney extends MessageContent {
  /** The digits that `initJourneyToken` gave. */
  readonly journeyId: string;
  readonly phone?: undefined;
  readonly journeyToken?: undefined;
  readonly tokenType?: undefined;
  readonly reference?: undefined;
}

/** A message on the journey of an order, which the proxy opens, or reuses where a live one is stored. */
export interface MessageByReference extends MessageContent {
  /** As in {@link MessageToPhone}. */
  readonly phone: string;
  /** As in {@link JourneyRequest}. */
  readonly tokenType: TokenType;
  /** Your own name for the journey: an order, a parcel. */
  readonly reference: string;
  readonly journeyToken?: undefined;
  readonly journeyId?: undefined;
}

/** A message on the one live journey that has a reference, where its phone is not known. */
export interface MessageOnReference extends MessageContent {
  /** Your own name for the journey. */
  readonly reference: string;
  readonly phone?: undefined;
  readonly journeyToken?: undefined;
  readonly journeyId?: undefined;
  readonly tokenType?: undefined;
}

/** What `sendTemplate` takes. The last two are for a proxy with a journey store. */
export type MessageRequest = MessageToPhone | MessageOnJourney | MessageByReference | MessageOnReference;

/** A message that NXCLOUD has accepted. */
export interface AcceptedMessage extends SentMessage {
  /** The proxy's own id of the message, which its forwarded receipts carry. Absent where the proxy has no journey store. */
  readonly messageId?: string;
  /** When it is due, where it waits. */
  readonly sendAt?: Date;
  /** Why it waits for longer than it was asked to: its quiet hours, or the day's quota. */
  readonly heldFor?: HeldFor;
  /** Where it stood when the call was answered: `accepted`, or `scheduled` where it waits. Absent where the proxy has no journey store. */
  readonly state?: MessageState;
  /** The stored journey that the message belongs to. Absent where it belongs to none. */
  readonly journeyId?: string;
  /** That it reaches nobody: the proxy is a staging one, and its phone is not listed there. */
  readonly simulated?: true;
}

/** What `oaQuality` takes. */
export interface QualityRequest {
  /** The configured name of an application. Default: the proxy's default one. */
  readonly app?: string | undefined;
}

/** A client of the proxy. Its methods need no `this`. `Message` is what `sendTemplate` takes. */
export interface ProxyClient<Message = MessageRequest> {
  /**
   * Creates a journey token through the proxy; with a journey store, gives the live one of the `reference`.
   *
   * @throws the error that core would have thrown, rebuilt from the proxy's problem; ProxyError where the proxy itself refused;
   * ResponseError for a reply that is not the proxy's; TransportError; ConfigError that names the option which makes the call
   * impossible; the reason of `options.signal`, untouched.
   */
  initJourneyToken(request: JourneyRequest, options?: KeyedCallOptions): Promise<Journey>;

  /**
   * Asks NXCLOUD for a token's type, application and end.
   *
   * @throws as `initJourneyToken` does.
   */
  checkJourneyToken(request: CheckRequest, options?: ProxyCallOptions): Promise<JourneyTokenState>;

  /**
   * Sends a message made from an approved template: to a `phone` (on a `journeyToken`, or on none), or with a journey store on a
   * `journeyId`, or to `phone`, `tokenType` and `reference`, whose journey is opened or reused.
   *
   * It carries an `Idempotency-Key`. A proxy with a journey store sends at most once for it: after a failure with the outcome
   * `unknown`, repeat the call with the same key, and the proxy gives the stored answer. One without a store ignores the key: such a
   * failure must not be repeated blindly.
   *
   * @throws as `initJourneyToken` does; ProxyError `idempotency_conflict` while the same message is on its way, and
   * `idempotency_mismatch` where the key came with another message.
   */
  sendTemplate(request: Message, options?: KeyedCallOptions): Promise<AcceptedMessage>;

  /**
   * Asks how Zalo rates the official account of an application; the answer is at most a minute old. Needs the scope `read`.
   *
   * @throws as `initJourneyToken` does.
   */
  oaQuality(request?: QualityRequest, options?: ProxyCallOptions): Promise<OaQuality>;
}
