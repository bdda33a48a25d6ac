import { type Receipt, zaloCode } from "@nxzalo/core";
import { readCurrency } from "@nxzalo/core/internal";
import type { MessageView, Money } from "@nxzalo/core/journeys";
import type { KnownMessage, Quota, ToldState } from "../store/records.ts";
import { parseExt } from "./message-ext.ts";

/** A number without an exponent. */
function plain(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const shift = Number(exponent);
  if (shift === 0) return text;
  const digits = `${"0".repeat(Math.max(0, 1 - shift - whole.length))}${whole}${fraction.padEnd(Math.max(0, shift), "0")}`;
  const point = Math.max(whole.length, 1 - shift) + shift;
  const rest = digits.slice(point);
  return `${sign}${digits.slice(0, point).replace(/^0+(?=\d)/, "")}${rest && `.${rest}`}`;
}

const isDecimal = (text: string) => /^-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,2})?$/i.test(text);

/** What a receipt says that something costs; nothing where that cannot be read. */
export function parseMoney(cost: unknown): Money | undefined {
  const { currency, originalPrice } = (cost ?? {}) as { currency?: unknown; originalPrice?: unknown };
  const isPrice = typeof originalPrice === "number" || typeof originalPrice === "string";
  const text = isPrice ? String(originalPrice).trim() : "";
  const known = typeof currency === "string" ? readCurrency(currency) : undefined;
  return known === undefined || !isDecimal(text) ? undefined : { amount: plain(text), currency: known };
}

/** What a receipt says, as far as it is used: also of one that lacks what its status has to carry. */
export interface ReceiptFacts {
  readonly status: string;
  readonly requestId: string | null;
  readonly journeyId: string | null;
  readonly ext: unknown;
  /** When it happened, where the receipt says so. */
  readonly at: number | null;
  readonly zaloCode: number | undefined;
  readonly cost: Money | undefined;
}

const readId = (value: unknown): string | null =>
  (typeof value === "string" && value !== "") || Number.isSafeInteger(value) ? String(value) : null;

/** Zalo's code, as a number or as its text. */
function readZaloCode(result: unknown): number | undefined {
  const { error } = (result ?? {}) as { error?: unknown };
  const code = typeof error === "string" && /^-?\d{1,9}$/.test(error) ? Number(error) : error;
  return Number.isSafeInteger(code) ? (code as number) : undefined;
}

function readTime(receipt: Receipt): number | null {
  if (receipt.status === "journey_acknowledged") return receipt.acknowledgedAt.getTime();
  return "sentAt" in receipt ? (receipt.sentAt?.getTime() ?? null) : null;
}

export function readFacts(receipt: Receipt): ReceiptFacts {
  const { raw } = receipt;
  return {
    status: typeof raw["status"] === "string" ? raw["status"] : "",
    requestId: readId(raw["requestId"]),
    journeyId: readId(raw["journeyId"]),
    ext: raw["ext"],
    at: readTime(receipt),
    zaloCode: raw["status"] === "failed" ? readZaloCode(raw["zaloRes"]) : undefined,
    cost: parseMoney(raw["cost"]),
  };
}

/** What a receipt of a status says of its attempt. */
export const toldState = (status: string): ToldState =>
  status === "success" ? "sent" : status === "delivered" || status === "failed" ? status : "none";

/** Zalo's codes for a journey token that is not found, not valid or over. A refused check says nothing of the kind. */
const deadTokens = new Set([-148, -149, -150]);

/** Whether it says that a journey's token is over. */
export const endsJourney = ({ status, zaloCode }: ReceiptFacts): boolean =>
  status === "journey_time_out" || (zaloCode !== undefined && deadTokens.has(zaloCode));

/** What it says is charged: an acknowledgement of its journey, or a message that was sent. Whether that is paid by itself, the store knows. */
export const readCharge = ({ status, cost }: ReceiptFacts): Money | null =>
  ["journey_acknowledged", "success", "delivered"].includes(status) ? (cost ?? null) : null;

/** What a receipt says that its application may still send of a day's messages. */
export function readQuota(receipt: Receipt): Quota | undefined {
  const { remaining = null, daily = null } = (receipt.status === "success" && receipt.zalo.quota) || {};
  return remaining === null || daily === null ? undefined : { remaining, daily };
}

/** A receipt's facts, with what tells it apart from others. */
export interface StoredFacts extends ReceiptFacts {
  readonly receiptId: string;
}

/** Whether a receipt is about the last attempt of its message. */
export const isOfLastAttempt = (
  { ext, requestId }: StoredFacts,
  { attempt, requestId: own }: Pick<KnownMessage, "attempt" | "requestId">,
): boolean => (parseExt(ext)?.attempt ?? (own !== null && requestId === own ? attempt : 1)) === attempt;

/** The first by its own time; where two have the same one, always the same of them. */
function findFirst(receipts: readonly StoredFacts[]): StoredFacts | undefined {
  const timeOf = ({ at }: StoredFacts) => at ?? Number.POSITIVE_INFINITY;
  const isBefore = (one: StoredFacts, other: StoredFacts) =>
    timeOf(one) < timeOf(other) || (timeOf(one) === timeOf(other) && one.receiptId < other.receiptId);
  return receipts.reduce<StoredFacts | undefined>(
    (first, next) => (first === undefined || isBefore(next, first) ? next : first),
    undefined,
  );
}

const firstWith = (receipts: readonly StoredFacts[], status: string) =>
  findFirst(receipts.filter((receipt) => receipt.status === status));

const toDate = (name: string, receipt: StoredFacts | undefined) =>
  receipt?.at == null ? {} : { [name]: new Date(receipt.at) };

/** What a set of receipts says of a message, however often and in whichever order they came. */
export function readProgress(
  receipts: readonly StoredFacts[],
  isAccepted: boolean,
): Pick<MessageView, "state" | "sentAt" | "deliveredAt" | "failure"> {
  const [sent, delivered, failed] = ["success", "delivered", "failed"].map((status) => firstWith(receipts, status));
  const state = delivered
    ? "delivered"
    : failed
      ? "failed"
      : sent
        ? "sent"
        : isAccepted || receipts.length > 0
          ? "accepted"
          : "unknown";
  const { code, meaning, hint } = zaloCode(failed?.zaloCode ?? 0);
  return {
    state,
    ...toDate("sentAt", sent),
    ...toDate("deliveredAt", delivered),
    ...(state === "failed" && failed?.zaloCode !== undefined && { failure: { code, meaning, hint } }),
  };
}

/** What a journey costs: what its acknowledgement says, once, whatever other receipts tell. */
export const readCost = (receipts: readonly StoredFacts[]): Money | undefined =>
  findFirst(receipts.filter(({ status, cost }) => cost && status === "journey_acknowledged"))?.cost;
