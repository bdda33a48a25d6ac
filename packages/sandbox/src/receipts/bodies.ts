import type { TemplateBehaviour } from "../magic-numbers.ts";

/** The journey that a message belongs to. */
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

/** A receipt as it is posted. */
export type ReceiptBody = Readonly<Record<string, unknown>>;

const hoursAheadMs = 8 * 3_600_000;

/** `YYYY-MM-DD HH:mm:ss` in UTC+8, as the published samples suggest. */
const sendTimeOf = (clock: number) => new Date(clock + hoursAheadMs).toISOString().slice(0, 19).replace("T", " ");

const messageCost = { currency: "USD", originalPrice: 0.0123 };
const journeyCost = { currency: "USD", originalPrice: 0.1234 };

const extOf = ({ ext }: AcceptedMessage) => (ext === undefined ? {} : { ext });

/** Messages that may be sent in a day. */
export const dailyQuota = 5_000;

/** Handed to Zalo. On a journey too it has a cost, which must not be added to the journey's. */
function success(message: AcceptedMessage, remainingQuota: number): ReceiptBody {
  const { requestId, acceptedAt } = message;
  const sysMsg = "Successfully sent.";
  return {
    status: "success",
    requestId,
    code: 0,
    message: sysMsg,
    sendTime: sendTimeOf(acceptedAt),
    ...extOf(message),
    cost: messageCost,
    zaloRes: {
      sysMsg,
      cusMsg: sysMsg,
      error: 0,
      message: "Success",
      data: {
        sent_time: String(acceptedAt),
        sending_mode: "1",
        msg_id: requestId.slice(-20),
        quota: { remainingQuota: String(remainingQuota), dailyQuota: String(dailyQuota) },
      },
    },
  };
}

/** Not sent, for a reason of Zalo's. */
function failed(message: AcceptedMessage, zaloCode: number): ReceiptBody {
  const reason = zaloCode === -118 ? "Zalo account not existed" : `Zalo error ${zaloCode}`;
  const sysMsg = `Zalo send error(${reason})`;
  return {
    status: "failed",
    requestId: message.requestId,
    code: 17004,
    message: sysMsg,
    sendTime: sendTimeOf(message.acceptedAt),
    ...extOf(message),
    zaloRes: { sysMsg, cusMsg: sysMsg, error: zaloCode, message: reason, data: null },
  };
}

/** Reached the recipient. */
const delivered = (message: AcceptedMessage): ReceiptBody => ({
  status: "delivered",
  requestId: message.requestId,
  code: 17003,
  message: "Zalo message has delivered",
  sendTime: sendTimeOf(message.acceptedAt),
  ...extOf(message),
  ...(message.behaviour === "cost-on-delivered" && { cost: message.journey ? journeyCost : messageCost }),
});

/** The journey starts to be charged. */
function acknowledged(message: AcceptedMessage, { journeyId, oaId, appId }: MessageJourney): ReceiptBody {
  const { requestId, acceptedAt, behaviour } = message;
  const known = { status: "journey_acknowledged", requestId, code: 17006, message: "The journey begins to be charged" };
  if (behaviour === "bare-acknowledged") return known;
  return { ...known, oaId, journeyId, appId, timestamp: String(acceptedAt), ...extOf(message), cost: journeyCost };
}

/** The journey is over; bare, as in the published sample, it does not say which one. */
export const timedOut = ({ journeyId, oaId, appId }: MessageJourney, isBare: boolean): ReceiptBody => ({
  status: "journey_time_out",
  code: 17007,
  message: "Journey expires",
  ...(!isBare && { journeyId, oaId, appId }),
});

/** A status that is not documented. */
const undocumented = (message: AcceptedMessage): ReceiptBody => ({
  status: "seen",
  requestId: message.requestId,
  code: 17999,
  message: "Zalo message has been seen",
  sendTime: sendTimeOf(message.acceptedAt),
  ...extOf(message),
});

const extraFields = { partnerId: "42", extra: { nested: [1, null, { deep: true }] } };

/** What the receipts of a message say of others. */
interface Told {
  readonly isFirstOfJourney: boolean;
  readonly remainingQuota: number;
}

/** The receipts of a message, in the order in which they are posted. */
export function planReceipts(message: AcceptedMessage, told: Told): readonly ReceiptBody[] {
  const { zaloCode, behaviour, journey } = message;
  if (zaloCode !== undefined) return [failed(message, zaloCode)];
  const plan = [
    success(message, told.remainingQuota),
    ...(journey && told.isFirstOfJourney && behaviour !== "unacknowledged" ? [acknowledged(message, journey)] : []),
    ...(behaviour === "undelivered" ? [] : [delivered(message)]),
  ];
  switch (behaviour) {
    case "duplicates":
      return plan.flatMap((body) => [body, body]);
    case "shuffled":
      return plan.reverse();
    case "silent":
      return [];
    case "unknown-status":
      return [...plan, undocumented(message)];
    case "extra-fields":
      return plan.map((body) => ({ ...body, ...extraFields }));
    default:
      return plan;
  }
}
