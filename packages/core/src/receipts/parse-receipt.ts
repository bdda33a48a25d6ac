import { readCurrency } from "../internal/currency.ts";
import { parseIsoTime } from "../internal/iso-time.ts";
import { inputError } from "../internal/validate.ts";
import type { Cost, Quota, Receipt, ZaloResult } from "./receipt.ts";
import { zaloCode } from "./zalo-codes.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Thrown inside this file only: a documented status without what it has to carry. */
const incomplete = Symbol("incomplete");

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Own fields only: a receipt is somebody else's text. One that throws when it is read holds nothing. */
function field(fields: Fields, name: string): unknown {
  try {
    return Object.hasOwn(fields, name) ? fields[name] : undefined;
  } catch {
    return undefined;
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw incomplete;
  return value;
}

/** Text. Missing or null is none; anything else does not fit. */
function textOf(fields: Fields, name: string): string | undefined {
  const value = field(fields, name) ?? undefined;
  if (value !== undefined && typeof value !== "string") throw incomplete;
  return value;
}

/** Ids stay text; a number is one only where no digit can have been rounded away. */
function idOf(fields: Fields, name: string): string | undefined {
  const value = field(fields, name) ?? undefined;
  if (value === undefined || value === "") return undefined;
  if (typeof value !== "string" && !Number.isSafeInteger(value)) throw incomplete;
  return String(value);
}

/** A number, also as decimal text. */
function numberOf(fields: Fields, name: string): number | undefined {
  const value = field(fields, name) ?? undefined;
  if (value === undefined) return undefined;
  const number = typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) throw incomplete;
  return number;
}

function timeOf(fields: Fields, name: string): Date | undefined {
  const ms = numberOf(fields, name);
  const time = new Date(ms ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function costOf(fields: Fields): Cost | undefined {
  const cost = field(fields, "cost") ?? undefined;
  if (cost === undefined) return undefined;
  if (!isFields(cost)) throw incomplete;
  const currency = required(textOf(cost, "currency"));
  return { currency: readCurrency(currency) ?? currency, originalPrice: required(numberOf(cost, "originalPrice")) };
}

/** What is there of a value that may be missing or odd. */
function lenient<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error !== incomplete) throw error;
    return undefined;
  }
}

/** Leaves out the fields that hold nothing. */
const defined = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [name in keyof T]?: Exclude<T[name], undefined>;
  };

/** A count as decimal text or as a number; anything else, such as `unlimited`, is none. */
function countOf(fields: Fields, name: string): number | null {
  const count = lenient(() => numberOf(fields, name)) ?? -1;
  return Number.isSafeInteger(count) && count >= 0 ? count : null;
}

function quotaOf(data: Fields): Quota | undefined {
  const quota = field(data, "quota");
  if (!isFields(quota)) return undefined;
  return { remaining: countOf(quota, "remainingQuota"), daily: countOf(quota, "dailyQuota") };
}

/** Zalo's part is nobody's contract: what does not fit is left out, and stands in `raw`. */
function zaloOf(fields: Fields): ZaloResult {
  const result = field(fields, "zaloRes");
  if (!isFields(result)) throw incomplete;
  const inner = field(result, "data");
  const data = isFields(inner) ? inner : {};
  return defined({
    error: lenient(() => numberOf(result, "error")),
    message: lenient(() => textOf(result, "message")),
    systemMessage: lenient(() => textOf(result, "sysMsg")),
    customerMessage: lenient(() => textOf(result, "cusMsg")),
    messageId: lenient(() => idOf(data, "msg_id")),
    sentAt: lenient(() => timeOf(data, "sent_time")),
    sendingMode: lenient(() => idOf(data, "sending_mode")),
    quota: quotaOf(data),
  });
}

/** No zone is documented; in the one sample the time reads eight hours ahead of Zalo's own. */
const sendTimeZone = "+08:00";

function sentAtOf(sendTime: string): Date | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(sendTime.trim()) ?? [];
  return parseIsoTime(`${day}T${time}${sendTimeZone}`) ?? null;
}

/** What two copies of one receipt have in common; `null` without an id. */
function eventIdOf(raw: Fields): string | null {
  const text = (name: string) => lenient(() => idOf(raw, name));
  const id = text("requestId") ?? text("journeyId");
  if (id === undefined) return null;
  return [text("status") ?? "", id, text("sendTime") ?? text("timestamp") ?? ""].join(":");
}

function known(raw: Fields) {
  const message = lenient(() => textOf(raw, "message")) ?? lenient(() => textOf(raw, "msg")) ?? "";
  const optional = defined({ code: lenient(() => numberOf(raw, "code")), ext: lenient(() => textOf(raw, "ext")) });
  return { raw, eventId: eventIdOf(raw), message, ...optional };
}

function ofMessage(raw: Fields) {
  const sendTime = required(textOf(raw, "sendTime"));
  return { ...known(raw), requestId: required(idOf(raw, "requestId")), sendTime, sentAt: sentAtOf(sendTime) };
}

const readers: Readonly<Record<string, (raw: Fields) => Receipt>> = {
  success: (raw) => ({ status: "success", ...ofMessage(raw), cost: required(costOf(raw)), zalo: zaloOf(raw) }),
  failed: (raw) => {
    const zalo = zaloOf(raw);
    return {
      status: "failed",
      ...ofMessage(raw),
      zalo,
      reason: zalo.error === undefined ? null : zaloCode(zalo.error),
    };
  },
  delivered: (raw) => ({ status: "delivered", ...ofMessage(raw), ...defined({ cost: lenient(() => costOf(raw)) }) }),
  journey_acknowledged: (raw) => ({
    status: "journey_acknowledged",
    ...known(raw),
    requestId: required(idOf(raw, "requestId")),
    journeyId: required(idOf(raw, "journeyId")),
    oaId: required(idOf(raw, "oaId")),
    appId: required(idOf(raw, "appId")),
    acknowledgedAt: required(timeOf(raw, "timestamp")),
    cost: required(costOf(raw)),
  }),
  journey_time_out: (raw) => ({
    status: "journey_time_out",
    ...known(raw),
    ...defined({
      journeyId: lenient(() => idOf(raw, "journeyId")),
      oaId: lenient(() => idOf(raw, "oaId")),
      appId: lenient(() => idOf(raw, "appId")),
      cost: lenient(() => costOf(raw)),
    }),
  }),
};

/**
 * Reads a receipt. A status that is not documented, or a documented one without what it has to carry, gives `unknown`; `raw` always
 * holds everything. Receipts come more than once and in any order: tell duplicates by `eventId`.
 *
 * Source: NXCLOUD, *Zalo webhook*.
 *
 * @throws InputError where the value is no object.
 * @example
 * ```ts
 * import { parseReceipt } from "@nxzalo/core";
 *
 * const receipt = parseReceipt(JSON.parse('{"status":"journey_time_out","code":17007,"message":"Journey expires"}'));
 * if (receipt.status === "journey_time_out") console.log("over", receipt.journeyId);
 * ```
 */
export function parseReceipt(value: unknown): Receipt {
  if (!isFields(value)) {
    throw inputError([{ path: [], message: "must be a receipt: a JSON object", code: "type_wrong" }]);
  }
  const status = field(value, "status");
  const read = typeof status === "string" && Object.hasOwn(readers, status) ? readers[status] : undefined;
  const receipt = read && lenient(() => read(value));
  return receipt ?? { status: "unknown", raw: value, eventId: eventIdOf(value) };
}
