import { parseReceipt } from "@nxzalo/core";
import { describe, expect, it } from "vitest";
import type { JourneyStore } from "../../src/store/store.ts";
import { acknowledgement, createTestJourneys, parcel, receiptFor, template } from "../../src/testing/journeys.ts";

/** What `receive` of the service gives, over every backend. */
export function describeReceiving(name: string, open: () => Promise<JourneyStore>): void {
  const timeOut = (journeyId: string) =>
    parseReceipt({ status: "journey_time_out", code: 17007, message: "Journey expires", journeyId });

  describe(`${name}: a received receipt`, () => {
    it("names the parcel: a time-out by its journey alone, the others by their message as well", async () => {
      const store = await open();
      const { process, sent } = createTestJourneys(store);
      const journeys = process();
      const { journeyId, messageId } = await journeys.send({ ...parcel, ...template, ext: "mine" });
      const phoneIndex = await store.encryption.index("phone", "84912345678");
      const about = { journeyId, reference: parcel.reference, phoneIndex };
      const [input] = sent() as [ReturnType<typeof sent>[0] & object];
      expect(await journeys.receive(receiptFor(input))).toMatchObject({
        ...about,
        messageId,
        receipt: { ext: "mine" },
      });
      expect(await journeys.receive(acknowledgement(journeyId ?? ""))).toMatchObject({ ...about, messageId });
      // A copy says the same.
      for (const _ of [1, 2]) {
        const received = await journeys.receive(timeOut(journeyId ?? ""));
        expect(received).toEqual({ receipt: timeOut(journeyId ?? ""), messageId: undefined, ...about });
      }
      expect(await journeys.find(journeyId ?? "")).toMatchObject({ state: "over" });
    });

    it("has a phone without a journey, and a journey without a reference", async () => {
      const store = await open();
      const { process, sent } = createTestJourneys(store);
      const journeys = process();
      await journeys.send({ phone: parcel.phone, ...template });
      const { phone, tokenType } = parcel;
      const { journeyId } = await journeys.open({ phone, tokenType });
      const phoneIndex = await store.encryption.index("phone", "84912345678");
      const [input] = sent() as [ReturnType<typeof sent>[0] & object];
      expect(await journeys.receive(receiptFor(input))).toMatchObject({
        phoneIndex,
        journeyId: undefined,
        reference: undefined,
      });
      expect(await journeys.receive(timeOut(journeyId))).toMatchObject({ phoneIndex, journeyId, reference: undefined });
    });

    it("has nothing of what is not stored", async () => {
      const journeys = createTestJourneys(await open()).process();
      expect(await journeys.receive(timeOut("404"))).toEqual({ receipt: timeOut("404") });
    });

    it.each<[string, Record<string, unknown>, (string | number)[], string]>([
      ["a NUL", { journeyId: "1\0" }, ["journeyId"], "id_invalid"],
      ["a control character", { requestId: "zalomid.\u0007" }, ["requestId"], "id_invalid"],
      ["half a character", { requestId: "zalomid.\ud83d" }, ["requestId"], "id_invalid"],
      ["more than a database's index holds", { requestId: "9".repeat(257) }, ["requestId"], "id_invalid"],
      ["a NUL, in a field that is not searched", { oaId: "1\0" }, ["oaId"], "id_invalid"],
    ])("is refused where an id has %s, and nothing is stored", async (_, ids, path, code) => {
      const journeys = createTestJourneys(await open()).process();
      const receipt = parseReceipt({ status: "journey_time_out", ...ids });
      await expect(journeys.receive(receipt)).rejects.toMatchObject({ name: "InputError", issues: [{ path, code }] });
      expect((await journeys.searchReceipts({})).receipts).toEqual([]);
    });

    it.each(["₫", "V\0D", "0912345678 ".repeat(99)])(
      "is taken with a currency that is none, and charges nothing until one says what: %j",
      async (currency) => {
        const journeys = createTestJourneys(await open()).process();
        const { journeyId } = await journeys.open(parcel);
        const acknowledge = (cost: object, more: object = {}) => acknowledgement(journeyId, { cost, ...more });
        await journeys.receive(acknowledge({ currency, originalPrice: 180 }));
        const odd = await journeys.find(journeyId);
        expect(odd).toMatchObject({ state: "acknowledged", receipts: [{ receipt: { cost: { currency } } }] });
        expect(odd).not.toHaveProperty("cost");
        await journeys.receive(acknowledge({ currency: "vnd", originalPrice: 180 }, { timestamp: "1700000000001" }));
        expect(await journeys.find(journeyId)).toMatchObject({ cost: { amount: "180", currency: "VND" } });
        const days = { from: "2023-11-01", to: "2023-11-30" };
        const [charge] = (await journeys.reconcile({ ...days, rows: [] })).onlyOurs;
        expect(charge).toMatchObject({ journeyId, amount: "180", currency: "VND" });
      },
    );

    it("is taken with the longest ids, in any script", async () => {
      const journeys = createTestJourneys(await open()).process();
      const requestId = "🚚".repeat(256);
      await journeys.receive(parseReceipt({ status: "seen", requestId }));
      const { receipts } = await journeys.searchReceipts({ requestId });
      expect(receipts).toMatchObject([{ receipt: { requestId } }]);
    });

    it("is refused where it is nested too deep, and taken at the limit", async () => {
      const journeys = createTestJourneys(await open()).process();
      const nested = (depth: number) =>
        parseReceipt({ status: "seen", requestId: "q", extra: JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`) });
      await journeys.receive(nested(99));
      const deep = { name: "InputError", issues: [{ code: "nested_too_deep" }] };
      for (const depth of [101, 5_000]) await expect(journeys.receive(nested(depth))).rejects.toMatchObject(deep);
    });
  });
}
