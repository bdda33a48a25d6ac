import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bearerKeys, createProxy, proxyConfigFromEnv } from "../index.ts";
import { unaskedClient } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";
import { createSlowWrongKey, networkOf } from "./wrong-keys.ts";

/** Counts wrong keys with a clock that the test moves, and says how long each had to wait. */
function createTable() {
  const clock = { at: 1_000_000 };
  const waits: number[] = [];
  const slow = createSlowWrongKey(
    () => clock.at,
    async (delayMs) => void waits.push(delayMs),
  );
  const wrong = async (address: string | undefined, times = 1) => {
    waits.length = 0;
    for (let count = 0; count < times; count++) await slow(address);
    return [...waits];
  };
  return { clock, wrong };
}

describe("wrong keys of one address", () => {
  it("wait longer and longer, up to 5 seconds, beyond twenty at once", async () => {
    const { wrong } = createTable();
    expect(await wrong("192.0.2.1", 20)).toEqual([]);
    expect(await wrong("192.0.2.1", 7)).toEqual([1_000, 2_000, 3_000, 4_000, 5_000, 5_000, 5_000]);
    expect(await wrong("192.0.2.2")).toEqual([]);
  });

  it("wait no more once a minute has passed without one", async () => {
    const { clock, wrong } = createTable();
    await wrong("192.0.2.1", 1_000);
    clock.at += 39_000;
    expect(await wrong("192.0.2.1")).toEqual([2_000]);
    clock.at += 60_000;
    expect(await wrong("192.0.2.1", 20)).toEqual([]);
  });

  it("do not wait for ever where the clock is set back", async () => {
    const { clock, wrong } = createTable();
    await wrong("192.0.2.1", 1_000);
    clock.at -= 10 ** 9;
    await wrong("192.0.2.1");
    clock.at += 60_000;
    expect(await wrong("192.0.2.1")).toEqual([]);
  });

  it("are counted together where no address is known", async () => {
    const { wrong } = createTable();
    await wrong(undefined, 20);
    expect(await wrong(undefined)).toEqual([1_000]);
  });

  it("are forgotten where thousands of other addresses have come since, and no sooner", async () => {
    const { wrong } = createTable();
    await wrong("192.0.2.1", 30);
    for (let index = 0; index < 4_999; index++) await wrong(`10.0.${index >> 8}.${index & 255}`);
    expect(await wrong("192.0.2.1")).toEqual([5_000]);
    // Its last wrong key counts, not its first.
    for (let index = 0; index < 4_999; index++) await wrong(`10.1.${index >> 8}.${index & 255}`);
    expect(await wrong("192.0.2.1")).toEqual([5_000]);
    for (let index = 0; index < 5_000; index++) await wrong(`10.2.${index >> 8}.${index & 255}`);
    expect(await wrong("192.0.2.1")).toEqual([]);
  });

  it("are refused at once where a hundred wait already", async () => {
    const ends: (() => void)[] = [];
    const slow = createSlowWrongKey(
      () => 0,
      () => new Promise<void>((resolve) => void ends.push(resolve)),
    );
    for (let count = 0; count < 20; count++) await slow("192.0.2.1");
    const waiting = Array.from({ length: 100 }, () => slow("192.0.2.1"));
    expect(await failureOf(slow("192.0.2.1"))).toMatchObject({
      code: "rate_limited",
      outcome: "not_sent",
      retryable: true,
      retryAfterMs: 5_000,
      hint: expect.stringContaining("check the key"),
    });
    await slow("192.0.2.2");
    for (const end of ends.splice(0)) end();
    await Promise.all(waiting);
    const next = slow("192.0.2.1");
    for (const end of ends) end();
    await next;
  });
});

describe("what one attacker has", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:192.0.2.1", "192.0.2.1"],
    ["::ffff:192.168.100.201", "192.168.100.201"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["2001:0db8:0000:0000:aaaa:bbbb:cccc:dddd", "2001:db8:0:0"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:db8:1:2::", "2001:db8:1:2"],
    ["2001::2:3:4:5:6:7", "2001:0:2:3"],
    ["::1", "0:0:0:0"],
    ["", ""],
  ])("%s is in %s", (address, network) => expect(networkOf(address)).toBe(network));

  it("is bounded, whatever a server calls an address", () =>
    fc.assert(fc.property(fc.string({ maxLength: 500, size: "max" }), (text) => networkOf(text).length <= 80)));
});

describe("a proxy", () => {
  const key = "0123456789abcdef";
  const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
  const proxy = () =>
    createProxy({
      client: unaskedClient,
      authorize: bearerKeys(proxyConfigFromEnv({ GATEWAY_API_KEYS: `shop:${key}` }).apiKeys),
      receipts: { keys: [receiptKey], onReceipt: () => {} },
      journeys: createTestJourneys({ sessions: { ...createTestJourneys().sessions, begin: async () => undefined } }),
    });
  const post = (path: string, headers: Record<string, string>, body = "") => ({
    method: "POST",
    path,
    headers: new Headers(headers),
    body: (async function* () {
      yield new TextEncoder().encode(body);
    })(),
    address: "192.0.2.1",
  });
  const request = (path: string, presented?: string) =>
    post(path, presented === undefined ? {} : { authorization: `Bearer ${presented}` });
  const cookie = `nxzalo-0123abcd=${"c".repeat(64)}`;
  const link = { type: { "content-type": "application/json" }, body: '{"token":"bad"}' };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const hasEnded = async (responding: Promise<unknown>) => {
    let isOver = false;
    void responding.then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(1);
    return isOver;
  };

  it.each([
    ["API keys", (ask: ReturnType<typeof proxy>) => ask(request("/v1/journeys", "fedcba9876543210")), 401],
    ["receipt keys", (ask: ReturnType<typeof proxy>) => ask(request("/v1/receipts/wrong")), 404],
    ["cookies", (ask: ReturnType<typeof proxy>) => ask(post("/v1/journeys", { cookie, host: "127.0.0.1" })), 401],
    ["links", (ask: ReturnType<typeof proxy>) => ask(post("/console/session", link.type, link.body)), 401],
  ])("has wrong %s wait, and never a right one of the same address", async (_, askWrongly, status) => {
    const ask = proxy();
    for (let count = 0; count < 20; count++) expect((await askWrongly(ask)).status).toBe(status);
    const slowed = askWrongly(ask);
    expect(await hasEnded(slowed)).toBe(false);
    const right = [ask(request("/v1/journeys", key)), ask(request(`/v1/receipts/${receiptKey}`))];
    for (const responding of right) expect(await hasEnded(responding)).toBe(true);
    expect((await Promise.all(right)).map((one) => one.status)).toEqual([415, 500]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await slowed).status).toBe(status);
  });

  it("has those wait who share an address, and not those who present nothing", async () => {
    const ask = proxy();
    for (let count = 0; count < 30; count++) expect((await ask(request("/v1/journeys"))).status).toBe(401);
    expect(await hasEnded(ask(request("/v1/journeys", "fedcba9876543210")))).toBe(true);
  });

  it("answers 429 with a wait where too many wait already", async () => {
    const ask = proxy();
    const wrong = () => ask(request("/v1/journeys", "fedcba9876543210"));
    const all = Array.from({ length: 121 }, wrong);
    const { status, headers } = (await Promise.race(all.slice(120))) ?? {};
    expect([status, headers?.["retry-after"]]).toEqual([429, "5"]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await Promise.all(all)).filter((one) => one.status === 401)).toHaveLength(120);
  });
});
