import type { AcceptedMessage, MessageJourney } from "./message.ts";

/** A receipt as it is posted. */
export type ReceiptBody = Readonly<Record<string, unknown>>;

const hoursAheadMs = 8 * 3_600_000;

/** `YYYY-MM-DD HH:mm:ss` in UTC+8, as the published samples suggest. */
const sendTimeOf = (clock: number) => new Date(clock + hoursAheadMs).toISOString().slice(0, 19).replace("T", " ");

const messageCost = { currency: "USD", originalPrice: 0.0123 };
const journeyCost = { currency: "USD", originalPrice: 0.1234 };

const extOf = ({ ext }: AcceptedMessage) => (ext === undefined ? {} : { ext });

/** Handed to Zalo. Even on a journey it tells a cost, which nobody may add to the journey's. */
export function success(message: AcceptedMessage): ReceiptBody {
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
        quota: { remainingQuota: "4999", dailyQuota: "5000" },
      },
    },
  };
}

/** Not sent, for a reason of Zalo's. */
export function failed(message: AcceptedMessage, zaloCode: number): ReceiptBody {
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
export const delivered = (message: AcceptedMessage): ReceiptBody => ({
  status: "delivered",
  requestId: message.requestId,
  code: 17003,
  message: "Zalo message has delivered",
  sendTime: sendTimeOf(message.acceptedAt),
  ...extOf(message),
  ...(message.behaviour === "cost-on-delivered" && { cost: message.journey ? journeyCost : messageCost }),
});

/** The journey starts to be charged. */
export function acknowledged(message: AcceptedMessage, { journeyId, oaId, appId }: MessageJourney): ReceiptBody {
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

/** A status that nobody documented. */
export const unheardOf = (message: AcceptedMessage): ReceiptBody => ({
  status: "seen",
  requestId: message.requestId,
  code: 17999,
  message: "Zalo message has been seen",
  sendTime: sendTimeOf(message.acceptedAt),
  ...extOf(message),
});
