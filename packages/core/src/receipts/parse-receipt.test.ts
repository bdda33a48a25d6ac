import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../internal/json.ts";
import { parseReceipt } from "./parse-receipt.ts";
import { zaloCode, zaloCodes } from "./zalo-codes.ts";

const sample = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../fixtures/receipt-${name}.json`, import.meta.url), "utf8"));

describe("the time of a receipt", () => {
  const sentAtOf = (sendTime: string) => parseReceipt({ ...sample("delivered"), sendTime });

  it.each([
    "2023-02-29 10:00:00",
    "2024-02-30 10:00:00",
    "2024-13-01 10:00:00",
    "2024-05-00 10:00:00",
    "2024-05-01 24:00:00",
    "2024-05-01 23:59:60",
    "2024-05-01 10:60:00",
    "01/05/2024 10:00:00",
    "",
  ])("%j is none, and stays as it came", (sendTime) =>
    expect(sentAtOf(sendTime)).toMatchObject({ status: "delivered", sendTime, sentAt: null }),
  );

  it("is that of the eighth zone on every day that exists", () => {
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString().slice(0, 19).replace("T", " ");
        const sentAt = new Date(Math.floor(date.getTime() / 1000) * 1000 - 8 * 3_600_000);
        expect(sentAtOf(text)).toMatchObject({ sendTime: text, sentAt });
      }),
    );
  });

  it("is one that reads as it was written, or none", () => {
    const part = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, "0"));
    const text = fc
      .tuple(part(13), part(32), part(25), part(61), part(61))
      .map(([month, day, hour, minute, second]) => `2023-${month}-${day} ${hour}:${minute}:${second}`);
    fc.assert(
      fc.property(text, (sendTime) => {
        const { sentAt } = sentAtOf(sendTime) as { sentAt: Date | null };
        const local = sentAt && new Date(sentAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 19);
        if (local !== null) expect(local.replace("T", " ")).toBe(sendTime);
      }),
    );
  });
});

describe("the published samples", () => {
  it("success", () => {
    const raw = sample("success");
    expect(parseReceipt(raw)).toEqual({
      status: "success",
      raw,
      code: 0,
      message: "Successfully sent.",
      ext: "ext info",
      requestId: "zalomid.a941ccf8dd374dafxxxxxxacbe7a6ea5",
      eventId: "success:zalomid.a941ccf8dd374dafxxxxxxacbe7a6ea5:2024-05-01 10:12:39",
      sendTime: "2024-05-01 10:12:39",
      sentAt: new Date("2024-05-01T02:12:39Z"),
      cost: { currency: "USD", originalPrice: 4.1234 },
      zalo: {
        error: 0,
        message: "Success",
        systemMessage: "Successfully sent.",
        customerMessage: "Successfully sent.",
        sentAt: new Date(1714529559833),
        sendingMode: "1",
        messageId: "5c4ee6axxxxxx9692026",
        quota: { remaining: 4999, daily: 5000 },
      },
    });
  });

  it("failed, with Zalo's reason", () =>
    expect(parseReceipt(sample("failed"))).toMatchObject({
      status: "failed",
      code: 17004,
      zalo: { error: -118 },
      reason: { code: -118, group: "recipient", meaning: "no Zalo account for this number, or it is disabled" },
    }));

  it("delivered", () =>
    expect(parseReceipt(sample("delivered"))).toMatchObject({
      status: "delivered",
      sendTime: "2023-07-13 15:12:11",
      sentAt: new Date("2023-07-13T07:12:11Z"),
    }));

  it("journey_acknowledged, with its ids as text", () =>
    expect(parseReceipt(sample("journey-acknowledged"))).toMatchObject({
      status: "journey_acknowledged",
      journeyId: "126052xxxx58967296",
      oaId: "30418xxxxxx05770721",
      acknowledgedAt: new Date(1720602861913),
      cost: { currency: "EUR", originalPrice: 130 },
    }));

  it("journey_time_out, of which only the status is sure", () => {
    expect(parseReceipt(sample("journey-time-out"))).toMatchObject({ status: "journey_time_out", eventId: null });
    expect(parseReceipt({ ...sample("journey-time-out"), journeyId: "1257624175686111232" })).toMatchObject({
      journeyId: "1257624175686111232",
      eventId: "journey_time_out:1257624175686111232:",
    });
  });
});

describe("what is read leniently", () => {
  it.each<[string, Record<string, unknown>]>([
    ["a new status", { status: "read", requestId: "r" }],
    ["no status", {}],
    ["an inherited name as status", { status: "toString" }],
    ["success without a request id", { ...sample("success"), requestId: undefined }],
    ["success with an empty request id", { ...sample("success"), requestId: "" }],
    [
      "a price that no number holds",
      { ...sample("success"), cost: { currency: "USD", originalPrice: JSON.parse("1e400") } },
    ],
    ["success without a cost", { ...sample("success"), cost: null }],
    ["a price that is no number", { ...sample("success"), cost: { currency: "USD", originalPrice: "free" } }],
    ["failed without Zalo's part", { ...sample("failed"), zaloRes: "none" }],
    ["delivered without a time", { ...sample("delivered"), sendTime: 12 }],
    ["a rounded id", { ...sample("journey-acknowledged"), journeyId: 2 ** 60 }],
    ["an acknowledgement without a time", { ...sample("journey-acknowledged"), timestamp: "soon" }],
  ])("%s is unknown, and nothing is lost", (_, raw) => {
    const receipt = parseReceipt(raw);
    expect(receipt.status).toBe("unknown");
    expect(receipt.raw).toBe(raw);
  });

  it("`msg` for `message`, codes and prices as text, an unreadable time, odd parts of Zalo's", () => {
    const raw = { ...sample("success"), message: undefined, msg: "ok", code: "0", sendTime: "yesterday" };
    const odd = { cost: { currency: "USD", originalPrice: "4.5" }, zaloRes: { error: [], data: { sent_time: {} } } };
    expect(parseReceipt({ ...raw, ...odd })).toMatchObject({
      status: "success",
      message: "ok",
      code: 0,
      sentAt: null,
      zalo: {},
      cost: { originalPrice: 4.5 },
    });
  });

  it.each<[unknown, unknown]>([
    [
      { remainingQuota: "4999", dailyQuota: "5000" },
      { remaining: 4999, daily: 5000 },
    ],
    [
      { remainingQuota: 0, dailyQuota: 5000 },
      { remaining: 0, daily: 5000 },
    ],
    [
      { remainingQuota: "unlimited", dailyQuota: "" },
      { remaining: null, daily: null },
    ],
    [
      { remainingQuota: "-1", dailyQuota: "4.5" },
      { remaining: null, daily: null },
    ],
    [{}, { remaining: null, daily: null }],
    ["5000", undefined],
    [null, undefined],
  ])("the quota %j is %j, and as it came in raw", (quota, expected) => {
    const raw = { ...sample("success"), zaloRes: { error: 0, data: { quota } } };
    const receipt = parseReceipt(raw);
    expect(receipt).toMatchObject({ status: "success", raw });
    expect("zalo" in receipt && receipt.zalo.quota).toEqual(expected);
  });

  it("has its currency in capitals where it is one, and is no other receipt where it is none", () => {
    const costOf = (currency: string) => parseReceipt({ ...sample("success"), cost: { currency, originalPrice: 1 } });
    expect(costOf(" vnd ")).toMatchObject({ status: "success", cost: { currency: "VND" } });
    expect(costOf("₫")).toMatchObject({ status: "success", cost: { currency: "₫" } });
  });

  it.each(["delivered", "journey-time-out"])("%s has its cost where there is one that can be read", (name) => {
    const raw = sample(name);
    const costOf = (cost: unknown) => Reflect.get(parseReceipt({ ...raw, cost }), "cost");
    expect(costOf({ currency: "USD", originalPrice: "0.1234" })).toEqual({ currency: "USD", originalPrice: 0.1234 });
    for (const odd of [undefined, null, 7, {}, { currency: "USD" }]) expect(costOf(odd)).toBeUndefined();
    expect(parseReceipt({ ...raw, cost: {} }).status).toBe(parseReceipt(raw).status);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["an ext that is no text", { ...sample("delivered"), ext: 42 }, "delivered"],
    ["a cost that delivered need not have", { ...sample("delivered"), cost: {} }, "delivered"],
    [
      "a time-out of which only the status is right",
      { status: "journey_time_out", code: {}, message: 7, oaId: 2 ** 60 },
      "journey_time_out",
    ],
  ])("%s does not make a receipt unknown", (_, raw, status) => expect(parseReceipt(raw).status).toBe(status));

  it("ids that came as numbers are text, and empty ones are none", () => {
    expect(parseReceipt({ ...sample("success"), requestId: 42 })).toMatchObject({ status: "success", requestId: "42" });
    const timedOut = { status: "journey_time_out", requestId: "", oaId: "" };
    expect(parseReceipt({ ...timedOut, journeyId: "" })).toEqual({
      status: "journey_time_out",
      raw: { ...timedOut, journeyId: "" },
      message: "",
      eventId: null,
    });
    expect(parseReceipt({ ...timedOut, journeyId: 7 })).toMatchObject({
      journeyId: "7",
      eventId: "journey_time_out:7:",
    });
  });

  it("keeps the digits of numeric ids when NXCLOUD's text is read", () =>
    expect(parseReceipt(parseJson('{"status":"journey_time_out","journeyId":1257624175686111232}'))).toMatchObject({
      journeyId: "1257624175686111232",
    }));
});

describe("any value", () => {
  it("gives a typed receipt that loses nothing, or an InputError", () => {
    const name = fc.constantFrom("status", "requestId", "journeyId", "sendTime", "timestamp", "cost", "zaloRes", "ext");
    const status = fc.constantFrom("success", "failed", "delivered", "journey_acknowledged", "journey_time_out");
    const near = fc.dictionary(fc.oneof(name, fc.string()), fc.oneof(fc.jsonValue(), status));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), near), (value) => {
        const copy = structuredClone(value);
        if (typeof value === "object" && value !== null && !Array.isArray(value)) {
          const { raw, status, eventId } = parseReceipt(value);
          expect(raw).toEqual(copy);
          expect(status).toBeTypeOf("string");
          expect(eventId === null || typeof eventId === "string").toBe(true);
        } else expect(() => parseReceipt(value)).toThrow(expect.objectContaining({ name: "InputError" }));
      }),
      { numRuns: 10_000 },
    );
  });

  it("one field of a sample changed: a typed receipt that loses nothing", () => {
    const samples = ["success", "failed", "delivered", "journey-acknowledged", "journey-time-out"].map(sample);
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.jsonValue(), (original, pick, value) => {
        const names = Object.keys(original);
        const text = JSON.stringify({ ...original, [names[pick % names.length] as string]: value });
        const { raw, status } = parseReceipt(parseJson(text));
        seen.add(status);
        // A number beyond 2^53 is kept as text, with all its digits.
        expect(JSON.stringify(raw).replaceAll('"', "")).toBe(text.replaceAll('"', ""));
      }),
      { numRuns: 10_000 },
    );
    expect([...seen].sort()).toEqual([
      "delivered",
      "failed",
      "journey_acknowledged",
      "journey_time_out",
      "success",
      "unknown",
    ]);
  });

  it("a copy of a receipt has the same eventId, another receipt another one", () => {
    expect(parseReceipt(sample("delivered")).eventId).toBe(parseReceipt(sample("delivered")).eventId);
    const ids = ["success", "failed", "delivered", "journey-acknowledged"].map((n) => parseReceipt(sample(n)).eventId);
    expect(new Set(ids).size).toBe(4);
    const acknowledged = sample("journey-acknowledged");
    const { eventId } = parseReceipt(acknowledged);
    expect(eventId).toBe("journey_acknowledged:zalomid.a941ccf8dd374dafxxxxxxacbe7a6ea5:1720602861913");
    expect(parseReceipt({ ...acknowledged, timestamp: "1720602861914" }).eventId).not.toBe(eventId);
  });

  it("an object that throws when it is read holds nothing", () => {
    const raw = Object.defineProperty({}, "status", { enumerable: true, get: () => expect.fail("read") });
    expect(parseReceipt(raw)).toMatchObject({ status: "unknown", eventId: null });
  });
});

/** Who can mend it, by Zalo's table of 2025 and 2026; written down here once more, so that the two can disagree. */
const groups = {
  wait: [-100, -133, -144, -1441, -147, -1471, -1472, -160],
  caller: [-108, -132, -153, -161, -162],
  recipient: [-110, -114, -118, -119, -134, -139, -140, -141],
  official_account: [-115, -120, -1201, -1202, -126, -135, -1351, -136, -137, -1381, -145],
  journey: [-148, -149, -1491, -150],
  // biome-ignore format: as a paragraph
  template: [
    -109, -1091, -111, -112, -1121, -1122, -1123, -1124, -113, -1131, -116, -117, -121, -127, -130, -131, -146, -151, -158,
    -159, -249,
  ],
  // biome-ignore format: as a paragraph
  nxcloud: [
    -101, -102, -103, -104, -105, -106, -107, -122, -123, -124, -1241, -125, -128, -129, -138, -142, -143, -152,
  ],
};

it("all 75 of Zalo's codes stand once each, in the group of who can mend them", () => {
  const known = zaloCodes();
  expect([known.length, new Set(known.map(({ code }) => code)).size]).toEqual([75, 75]);
  for (const [group, codes] of Object.entries(groups)) {
    expect(
      known
        .filter((row) => row.group === group)
        .map(({ code }) => code)
        .sort(),
    ).toEqual([...codes].sort());
  }
  expect(zaloCode(-9)).toMatchObject({ code: -9, group: "unknown" });
});
