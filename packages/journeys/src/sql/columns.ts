import type { KnownJourney, KnownMessage, KnownReceipt } from "../store/records.ts";
import { sql } from "./sql-tag.ts";

/** The columns of a journey, of the table `j`, named as its fields. */
export const journeyColumns = sql`j.journey_id AS "journeyId", j.app_index AS "appIndex", j.phone_index AS "phoneIndex",
  j.reference_index AS "referenceIndex", j.token_index AS "tokenIndex", j.sealed, j.created_at AS "createdAt",
  j.expires_at AS "expiresAt", j.live_until AS "liveUntil", j.acknowledged_at AS "acknowledgedAt", j.ended_at AS "endedAt"`;
export type JourneyRow = KnownJourney;

/** The columns of a message, named as its fields. */
export const messageColumns = sql`message_id AS "messageId", journey_id AS "journeyId", app_index AS "appIndex",
  phone_index AS "phoneIndex", sealed, created_at AS "createdAt", is_accepted AS "isAccepted", request_id AS "requestId"`;
export type MessageRow = Omit<KnownMessage, "isAccepted"> & { readonly isAccepted: number };
export const messageOf = (row: MessageRow): KnownMessage => ({ ...row, isAccepted: row.isAccepted === 1 });

/** The columns of a receipt, named as its fields. */
export const receiptColumns = sql`receipt_id AS "receiptId", message_id AS "messageId", received_at AS "receivedAt", sealed`;
export type ReceiptRow = KnownReceipt;
