import { afterEach, describe, expect, it } from "vitest";
import type { JourneyRecord, JourneyRecords, JourneyStore, MessageRecord, ReceiptRecord } from "../store.ts";

const journeyOf = (journeyId: string, more: Partial<JourneyRecord> = {}): JourneyRecord => ({
  ...{ journeyId, appIndex: "app", phoneIndex: "phone", referenceIndex: "reference", tokenIndex: `token ${journeyId}` },
  ...{ sealed: `sealed ${journeyId}`, createdAt: 1, expiresAt: 2_000, liveUntil: 1_000 },
  ...more,
});
const known = (journey: JourneyRecord) => ({ ...journey, acknowledgedAt: null, endedAt: null });

const messageOf = (messageId: string, more: Partial<MessageRecord> = {}): MessageRecord => ({
  ...{ messageId, journeyId: null, appIndex: "app", phoneIndex: "phone", sealed: `sealed ${messageId}`, createdAt: 1 },
  ...more,
});

const receiptOf = (receiptId: string, more: Partial<ReceiptRecord> = {}): ReceiptRecord => ({
  ...{ receiptId, requestId: null, messageId: null, journeyId: null, acknowledges: false },
  ...{ ends: false, at: 5, receivedAt: 5, keepCallUntil: 0, sealed: `sealed ${receiptId}` },
  ...more,
});

/** What every backend has to do, whatever it is made of. */
export function describeStore(name: string, make: () => Promise<JourneyStore>): void {
  const opened: JourneyStore[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(({ records }) => records.close()));
  });
  async function recordsWith(...journeys: JourneyRecord[]): Promise<JourneyRecords> {
    const store = await make();
    opened.push(store);
    for (const journey of journeys) await store.records.add(journey);
    return store.records;
  }

  const claim = (records: JourneyRecords, owner: string, now = 10, more: { key?: string; waitedFor?: string } = {}) =>
    records.claim({ key: "k", owner, now, leaseUntil: now + 100, ...more });
  const complete = (records: JourneyRecords, owner: string, journey: JourneyRecord) =>
    records.complete({ key: "k", owner, journey });

  describe(`${name}: claims`, () => {
    it("gives a key to one of many at once", async () => {
      const records = await recordsWith();
      const claims = await Promise.all(Array.from({ length: 50 }, (_, index) => claim(records, `o${index}`)));
      const owner = `o${claims.findIndex(({ kind }) => kind === "claimed")}`;
      expect(claims.filter(({ kind }) => kind === "claimed")).toHaveLength(1);
      expect(claims.filter(({ kind }) => kind === "busy")).toEqual(Array(49).fill({ kind: "busy", owner }));
    });

    it("gives the live journey to everybody after that, as it was recorded", async () => {
      const records = await recordsWith();
      await claim(records, "a");
      expect(await complete(records, "a", journeyOf("1"))).toBe(true);
      expect(await claim(records, "b")).toEqual({ kind: "live", journey: known(journeyOf("1")) });
      expect(await records.find("1")).toEqual(known(journeyOf("1")));
      expect(await records.findByToken("token 1")).toEqual(known(journeyOf("1")));
      expect(await records.findByToken("nobody's")).toBeUndefined();
    });

    it("hands a key on when the lease is over, and fences the late owner off", async () => {
      const records = await recordsWith();
      await claim(records, "a", 10);
      expect((await claim(records, "b", 109)).kind).toBe("busy");
      expect((await claim(records, "b", 110)).kind).toBe("claimed");
      expect(await complete(records, "a", journeyOf("late"))).toBe(false);
      await records.release({ key: "k", owner: "a", failure: "late" });
      expect(await complete(records, "b", journeyOf("1"))).toBe(true);
      expect(await records.find("late")).toBeUndefined();
    });

    it("frees a released key at once; those who waited are told of the refusal, others are not", async () => {
      const records = await recordsWith();
      await claim(records, "a");
      expect(await claim(records, "b")).toEqual({ kind: "busy", owner: "a" });
      await records.release({ key: "k", owner: "a", failure: "refused" });
      expect(await claim(records, "b", 10, { waitedFor: "a" })).toEqual({ kind: "failed", failure: "refused" });
      expect((await claim(records, "c")).kind).toBe("claimed");
      expect(await claim(records, "b", 10, { waitedFor: "a" })).toEqual({ kind: "failed", failure: "refused" });
      await records.release({ key: "k", owner: "c", failure: null });
      expect((await claim(records, "b", 10, { waitedFor: "c" })).kind).toBe("claimed");
    });

    it("makes room when a journey is over, by time or by a receipt", async () => {
      const records = await recordsWith();
      await claim(records, "a");
      await complete(records, "a", journeyOf("1"));
      expect((await claim(records, "b", 999)).kind).toBe("live");
      await records.receive(receiptOf("r", { journeyId: "1", ends: true, at: 500 }));
      expect(await records.find("1")).toMatchObject({ endedAt: 500 });
      expect((await claim(records, "b", 501)).kind).toBe("claimed");
      expect(await complete(records, "b", journeyOf("2", { createdAt: 2 }))).toBe(true);
      expect(await claim(records, "c", 502)).toMatchObject({ kind: "live", journey: { journeyId: "2" } });
      expect((await claim(records, "c", 1_000)).kind).toBe("claimed");
      expect(await records.find("1")).toBeDefined();
    });

    it("keeps keys apart, also where two have one journey", async () => {
      const records = await recordsWith();
      expect((await claim(records, "a", 10)).kind).toBe("claimed");
      expect((await claim(records, "b", 10, { key: "other" })).kind).toBe("claimed");
      expect(await complete(records, "a", journeyOf("1"))).toBe(true);
      expect(await records.complete({ key: "other", owner: "b", journey: journeyOf("1", { sealed: "new" }) })).toBe(
        true,
      );
      expect(await claim(records, "c")).toMatchObject({ kind: "live", journey: { journeyId: "1", sealed: "new" } });
    });
  });

  const call = (owner: string, now = 10) => ({
    ...{ key: "c", fingerprint: "f", owner, now, leaseUntil: now + 100, keepUntil: now + 1_000 },
  });

  describe(`${name}: calls`, () => {
    it("begins a call once, of many at once", async () => {
      const records = await recordsWith();
      const begun = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          records.begin({ call: call(`m${index}`), message: messageOf(`m${index}`) }),
        ),
      );
      expect(begun.filter((seen) => seen === undefined)).toHaveLength(1);
      const owner = `m${begun.indexOf(undefined)}`;
      const seen = await records.look({ key: "c", now: 10 });
      expect(seen).toEqual({
        ...{ fingerprint: "f", state: "running", leaseUntil: 110, answer: null, messageId: owner },
        ...{ isAccepted: false, requestId: null, journeyId: null },
      });
      expect(begun.filter((one) => one !== undefined)).toEqual(Array(29).fill(seen));
    });

    it("keeps the answer for its time, then forgets it", async () => {
      const records = await recordsWith();
      const message = messageOf("m", { journeyId: "1" });
      await records.begin({ call: call("m"), message });
      const settled = { messageId: "m", isAccepted: true, requestId: "r", answer: "a" };
      expect(await records.settle({ call: { key: "c", owner: "m" }, ...settled })).toBe(true);
      expect(await records.look({ key: "c", now: 1_009 })).toMatchObject({
        ...{ state: "done", answer: "a", messageId: "m", isAccepted: true, requestId: "r", journeyId: "1" },
      });
      expect(await records.look({ key: "c", now: 1_010 })).toBeUndefined();
      expect(await records.begin({ call: call("n", 1_010), message: messageOf("n") })).toBeUndefined();
    });

    it("never hands on a call whose message may have been sent", async () => {
      const records = await recordsWith();
      await records.begin({ call: call("m"), message: messageOf("m") });
      expect(await records.begin({ call: call("n", 50_000), message: messageOf("n") })).toMatchObject({
        ...{ state: "running", messageId: "m" },
      });
      await records.settle({ call: { key: "c", owner: "m" }, messageId: "m", isAccepted: false, answer: "lost" });
      expect(await records.look({ key: "c", now: 50_000 })).toMatchObject({ state: "unknown", answer: "lost" });
      // The answer that a receipt has brought is kept for its time, also where the call's own is over.
      const receipt = receiptOf("r", { messageId: "m", requestId: "q", keepCallUntil: 60_000 });
      await records.receive(receipt);
      expect(await records.look({ key: "c", now: 59_999 })).toMatchObject({ isAccepted: true, requestId: "q" });
      await records.receive({ ...receipt, receiptId: "copy", keepCallUntil: 90_000 });
      expect(await records.look({ key: "c", now: 60_000 })).toBeUndefined();
    });

    it("hands on a call without a message when its lease is over, and fences the late owner off", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.begin({ call: call("a") });
      expect(await records.begin({ call: call("b", 109) })).toMatchObject({ state: "running" });
      expect(await records.begin({ call: call("b", 110) })).toBeUndefined();
      expect(await records.settle({ call: { key: "c", owner: "a" }, journeyId: "0", answer: "late" })).toBe(false);
      await records.drop({ call: { key: "c", owner: "a" } });
      expect(await records.settle({ call: { key: "c", owner: "b" }, journeyId: "1", answer: "b" })).toBe(true);
      expect(await records.look({ key: "c", now: 150 })).toMatchObject({ state: "done", answer: "b", journeyId: "1" });
      await records.forgetJourney("1");
      expect(await records.look({ key: "c", now: 150 })).toBeUndefined();
    });

    it("forgets a call that had no effect, with its message", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.begin({ call: call("m"), message: messageOf("m", { journeyId: "1" }) });
      await records.drop({ call: { key: "c", owner: "m" }, messageId: "m" });
      expect(await records.look({ key: "c", now: 10 })).toBeUndefined();
      expect(await records.messagesOf("1", 99)).toEqual([]);
    });

    it("records a message without a key", async () => {
      const records = await recordsWith();
      const [one, other] = [messageOf("m", { journeyId: "1" }), messageOf("n", { journeyId: "1", createdAt: 2 })];
      expect(await records.begin({ message: other })).toBeUndefined();
      expect(await records.begin({ message: one })).toBeUndefined();
      expect(await records.settle({ messageId: "m", isAccepted: true, requestId: "r", answer: "" })).toBe(true);
      expect(await records.messagesOf("1", 99)).toEqual([
        { ...one, isAccepted: true, requestId: "r" },
        { ...other, isAccepted: false, requestId: null },
      ]);
    });
  });

  describe(`${name}: receipts`, () => {
    it("find their message by our id, then by NXCLOUD's", async () => {
      const records = await recordsWith(journeyOf("1"));
      const message = messageOf("m", { journeyId: "1" });
      await records.begin({ message });
      const first = await records.receive(receiptOf("a", { messageId: "m", requestId: "q", receivedAt: 5 }));
      expect(first).toEqual({ ...message, isAccepted: true, requestId: "q" });
      expect(await records.receive(receiptOf("b", { requestId: "q", receivedAt: 6 }))).toEqual(first);
      expect(await records.receiptsOf("1", 99)).toEqual([
        { receiptId: "a", messageId: "m", receivedAt: 5, sealed: "sealed a" },
        { receiptId: "b", messageId: "m", receivedAt: 6, sealed: "sealed b" },
      ]);
    });

    it("that came before NXCLOUD's answer are adopted", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.begin({ message: messageOf("m", { journeyId: "1" }) });
      expect(await records.receive(receiptOf("a", { requestId: "q", ends: true, at: 7 }))).toBeUndefined();
      expect(await records.unmatched({ requestId: "q", limit: 9 })).toHaveLength(1);
      await records.settle({ messageId: "m", isAccepted: true, requestId: "q", answer: "" });
      expect(await records.receiptsOf("1", 99)).toMatchObject([{ receiptId: "a", messageId: "m" }]);
      expect(await records.unmatched({ limit: 9 })).toEqual([]);
      expect(await records.find("1")).toMatchObject({ endedAt: 7 });
    });

    it("tell of their journey, in any order and any number of copies", async () => {
      const records = await recordsWith(journeyOf("1"));
      for (const at of [9, 7, 8, 7]) {
        await records.receive(receiptOf(`a${at}`, { journeyId: "1", acknowledges: true, at }));
      }
      expect(await records.find("1")).toMatchObject({ acknowledgedAt: 7, endedAt: null });
      expect(await records.receiptsOf("1", 99)).toHaveLength(3);
    });

    it("find their message also where NXCLOUD's answer had another id, in any order", async () => {
      const first = receiptOf("a", { messageId: "m", requestId: "x" });
      const second = receiptOf("b", { requestId: "x" });
      for (const order of [
        [first, second],
        [second, first],
      ]) {
        const records = await recordsWith(journeyOf("1"));
        await records.begin({ message: messageOf("m", { journeyId: "1" }) });
        await records.settle({ messageId: "m", isAccepted: true, requestId: "y", answer: "" });
        for (const receipt of order) await records.receive(receipt);
        expect(await records.receiptsOf("1", 99)).toMatchObject([{ messageId: "m" }, { messageId: "m" }]);
        expect(await records.unmatched({ limit: 9 })).toEqual([]);
      }
    });

    it("are shown to a limit: the acknowledgements, and the newest of the others", async () => {
      const records = await recordsWith(journeyOf("1"));
      const told = ["a", "b", "c", "d"].map((id, receivedAt) => receiptOf(id, { journeyId: "1", receivedAt }));
      for (const receipt of told) await records.receive({ ...receipt, acknowledges: receipt.receiptId === "b" });
      const shown = await records.receiptsOf("1", 3);
      expect(shown.map(({ receiptId }) => receiptId)).toEqual(["b", "c", "d"]);
      for (const id of ["m", "n", "o"]) await records.begin({ message: messageOf(id, { journeyId: "1" }) });
      expect((await records.messagesOf("1", 2)).map(({ messageId }) => messageId)).toEqual(["n", "o"]);
    });

    it("that match nothing are kept, newest first, page by page", async () => {
      const records = await recordsWith();
      for (const id of ["a", "b", "c"]) {
        const receipt = { requestId: `q${id}`, journeyId: "404", receivedAt: id === "a" ? 1 : 2 };
        expect(await records.receive(receiptOf(id, receipt))).toBeUndefined();
      }
      const idsOf = async (query: Parameters<JourneyRecords["unmatched"]>[0]) =>
        (await records.unmatched(query)).map(({ receiptId }) => receiptId);
      expect(await idsOf({ limit: 2 })).toEqual(["c", "b"]);
      expect(await idsOf({ limit: 2, after: { at: 2, id: "b" } })).toEqual(["a"]);
      expect(await idsOf({ limit: 9, requestId: "qb" })).toEqual(["b"]);
      expect(await idsOf({ limit: 9, journeyId: "404" })).toHaveLength(3);
      expect(await idsOf({ limit: 9, journeyId: "405" })).toEqual([]);
    });

    it("many at once lose nothing", async () => {
      const records = await recordsWith(journeyOf("1"));
      await records.begin({ message: messageOf("m", { journeyId: "1" }) });
      await Promise.all([
        records.settle({ messageId: "m", isAccepted: true, requestId: "q", answer: "" }),
        ...Array.from({ length: 20 }, (_, index) =>
          records.receive(receiptOf(`r${index}`, { requestId: "q", acknowledges: true, at: 100 + index })),
        ),
        records.receive(receiptOf("end", { journeyId: "1", ends: true, at: 99 })),
      ]);
      expect(await records.receiptsOf("1", 99)).toHaveLength(21);
      expect(await records.unmatched({ limit: 9 })).toEqual([]);
      expect(await records.find("1")).toMatchObject({ acknowledgedAt: 100, endedAt: 99 });
    });
  });

  describe(`${name}: search`, () => {
    const many = [
      journeyOf("1", { createdAt: 1 }),
      journeyOf("2", { createdAt: 2, phoneIndex: "other", appIndex: "other" }),
      journeyOf("3", { createdAt: 2, referenceIndex: null }),
      journeyOf("4", { createdAt: 3, expiresAt: 50 }),
    ];
    const idsOf = async (records: JourneyRecords, query: Partial<Parameters<JourneyRecords["search"]>[0]>) =>
      (await records.search({ now: 100, limit: 9, ...query })).map(({ journeyId }) => journeyId);

    it("finds by every field, newest first", async () => {
      const records = await recordsWith(...many);
      await records.receive(receiptOf("a", { journeyId: "1", acknowledges: true }));
      expect(await records.search({ now: 100, limit: 1 })).toEqual([known(many[3] as JourneyRecord)]);
      expect(await idsOf(records, {})).toEqual(["4", "3", "2", "1"]);
      expect(await idsOf(records, { phoneIndex: "other" })).toEqual(["2"]);
      expect(await idsOf(records, { referenceIndex: "reference" })).toEqual(["4", "2", "1"]);
      expect(await idsOf(records, { appIndexes: ["app", "none"] })).toEqual(["4", "3", "1"]);
      expect(await idsOf(records, { appIndexes: [] })).toEqual([]);
      expect(await idsOf(records, { state: "over" })).toEqual(["4"]);
      expect(await idsOf(records, { state: "acknowledged" })).toEqual(["1"]);
      expect(await idsOf(records, { state: "open" })).toEqual(["3", "2"]);
      expect(await idsOf(records, { createdFrom: 2, createdBefore: 3 })).toEqual(["3", "2"]);
    });

    it("goes on behind a place, also between journeys of one moment", async () => {
      const records = await recordsWith(...many);
      expect(await idsOf(records, { limit: 2 })).toEqual(["4", "3"]);
      expect(await idsOf(records, { after: { at: 2, id: "3" }, limit: 2 })).toEqual(["2", "1"]);
    });
  });

  describe(`${name}: forgetting`, () => {
    it("a journey goes with its messages and receipts, and frees its key", async () => {
      const records = await recordsWith(journeyOf("2"));
      await claim(records, "a");
      await complete(records, "a", journeyOf("1"));
      await records.begin({ call: call("m"), message: messageOf("m", { journeyId: "1" }) });
      await records.receive(receiptOf("r", { messageId: "m", requestId: "q" }));
      expect(await records.forgetJourney("1")).toBe(true);
      expect(await records.forgetJourney("1")).toBe(false);
      expect(await records.find("1")).toBeUndefined();
      expect(await records.messagesOf("1", 99)).toEqual([]);
      expect(await records.receiptsOf("1", 99)).toEqual([]);
      expect((await claim(records, "b")).kind).toBe("claimed");
      expect(await records.find("2")).toBeDefined();
      // Its message was sent: that is all that stays.
      expect(await records.look({ key: "c", now: 20 })).toMatchObject({ state: "done", answer: null });
    });

    it("a person goes with journeys and messages, in the applications that are named", async () => {
      const records = await recordsWith(
        journeyOf("1"),
        journeyOf("2", { appIndex: "other" }),
        journeyOf("3", { phoneIndex: "x" }),
      );
      await records.begin({ message: messageOf("m") });
      await records.receive(receiptOf("r", { messageId: "m", requestId: "q" }));
      expect(await records.forgetPhone("phone", [])).toBe(0);
      expect(await records.forgetPhone("phone", ["other"])).toBe(1);
      expect(await records.receive(receiptOf("r", { messageId: "m" }))).toBeDefined();
      expect(await records.forgetPhone("phone")).toBe(1);
      expect(await records.receive(receiptOf("s", { requestId: "q" }))).toBeUndefined();
      expect(await records.find("3")).toBeDefined();
    });

    it("sweeps what is over, and nothing else", async () => {
      const records = await recordsWith(journeyOf("1", { expiresAt: 99 }), journeyOf("2", { expiresAt: 100 }));
      await records.begin({ message: messageOf("m", { journeyId: "1" }) });
      await records.begin({ call: call("n"), message: messageOf("n") });
      await records.settle({ call: { key: "c", owner: "n" }, messageId: "n", isAccepted: true, answer: "a" });
      await records.begin({ call: { ...call("u"), key: "unknown" }, message: messageOf("u", { createdAt: 5_000 }) });
      await records.receive(receiptOf("r", { requestId: "nobody's" }));
      await claim(records, "a");
      const swept = async (now: number, expiredBefore: number) => {
        let total = 0;
        for (let count = 1; count > 0; total += count) count = await records.sweep({ now, expiredBefore, limit: 1 });
        return total;
      };
      expect(await swept(500, 1)).toBe(0);
      // A journey, the message without one, the receipt.
      expect(await swept(500, 100)).toBe(3);
      expect(await records.find("1")).toBeUndefined();
      expect(await records.messagesOf("1", 99)).toEqual([]);
      expect(await records.find("2")).toBeDefined();
      expect(await records.look({ key: "c", now: 500 })).toBeDefined();
      expect((await claim(records, "b", 50)).kind).toBe("busy");
      // The journey, the claim that nobody finished, and the call whose day is over.
      expect(await swept(5_000, 200)).toBe(3);
      expect(await records.look({ key: "unknown", now: 9_000_000 })).toMatchObject({ state: "running" });
    });
  });

  it(`${name}: a sweep beside everything else takes nothing that lives`, async () => {
    const records = await recordsWith();
    const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
    // Refused before, so that each key has a claim that nobody holds.
    for (const key of keys) {
      await records.claim({ key, owner: "a", now: 1, leaseUntil: 2 });
      await records.release({ key, owner: "a", failure: null });
    }
    const open = async (key: string) => {
      const owner = `owner of ${key}`;
      await records.claim({ key, owner, now: 10, leaseUntil: 5_000 });
      await records.complete({ key, owner, journey: journeyOf(key, { expiresAt: 9_000, liveUntil: 9_000 }) });
    };
    const sweep = () => records.sweep({ now: 1_000, expiredBefore: 1_000, limit: 3 });
    await Promise.all([...keys.map(open), ...Array.from({ length: 8 }, sweep)]);
    for (const key of keys) {
      const seen = await records.claim({ key, owner: "b", now: 20, leaseUntil: 30 });
      expect([key, seen.kind]).toEqual([key, "live"]);
    }
  });

  describe(`${name}: settings`, () => {
    it("keeps the first, and replaces it only where it is unchanged", async () => {
      const records = await recordsWith();
      expect(await records.setting("s", "first")).toBe("first");
      expect(await records.setting("s", "second")).toBe("first");
      expect(await records.replaceSetting("s", { from: "other", to: "x" })).toBe(false);
      expect(await records.replaceSetting("s", { from: "first", to: "x" })).toBe(true);
      expect(await records.setting("s", "second")).toBe("x");
    });

    it("says that it can be used, again and again", async () => {
      const records = await recordsWith();
      await records.ping();
      await records.ping();
    });
  });
}
