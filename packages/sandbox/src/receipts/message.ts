import type { TemplateBehaviour } from "../magic/templates.ts";

/** The journey that a message rides on. */
export interface MessageJourney {
  readonly journeyId: string;
  readonly oaId: string;
  readonly appId: string;
  /** When it times out, on the sandbox's clock. */
  readonly expiresAt: number;
}

/** A message that `mt` accepted. */
export interface AcceptedMessage {
  readonly requestId: string;
  /** On the sandbox's clock. */
  readonly acceptedAt: number;
  readonly ext: string | undefined;
  /** The message's own `drWebhook`. */
  readonly webhook: string | undefined;
  readonly journey: MessageJourney | undefined;
  /** The failure that a magic phone or template id asked for. */
  readonly zaloCode: number | undefined;
  readonly behaviour: TemplateBehaviour | undefined;
}
