import type { ResendOptions } from "@nxzalo/core/journeys";
import type { AttemptRecord, KnownJourney, KnownMessage } from "../store/records.ts";
import { type ServiceContext, toAppIndexes } from "./context.ts";
import { decryptJourney, decryptMessage, type MessageContent } from "./encrypted-fields.ts";
import { messageNotFound } from "./errors.ts";

/** A message that is stored, with all that it is sent again from. */
export interface Stored {
  readonly message: KnownMessage;
  /** Those before its last one. */
  readonly attempts: readonly AttemptRecord[];
  readonly content: MessageContent;
  readonly journey: KnownJourney | undefined;
  /** What is stored of its journey, encrypted. */
  readonly opened: Awaited<ReturnType<typeof decryptJourney>> | undefined;
  /** Whom it was for, as far as that is stored. */
  readonly phone: string | undefined;
  readonly appKey: string;
}

/** @throws ProxyError `message_not_found` for what is unknown, of other applications, or of another caller. */
export async function findStored(context: ServiceContext, messageId: string, options: ResendOptions): Promise<Stored> {
  const { records, encryption } = context;
  const { message, attempts = [] } = (await records.findMessage(messageId, 1)) ?? {};
  const appIndexes = await toAppIndexes(context, options.appKeys);
  const isTheirs = options.mayForce === true || message?.caller === (options.caller ?? null);
  if (!message || !isTheirs || appIndexes?.includes(message.appIndex) === false) throw messageNotFound();
  const content = await decryptMessage(encryption, message);
  const journey = message.journeyId === null ? undefined : await records.find(message.journeyId);
  const opened = journey && (await decryptJourney(encryption, journey));
  const phone = content.phone ?? opened?.phone;
  const appKey = content.appKey ?? opened?.appKey ?? context.appKey;
  return { message, attempts, content, journey, opened, phone, appKey };
}

/** Whether messages may be sent on a journey at a time. */
export const isLive = ({ endedAt, expiresAt }: KnownJourney, at: number) => endedAt === null && expiresAt > at;
