import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createNxZalo, parseReceipt, parseTemplates, stagingFromEnv } from "@nxzalo/core";
import { createSandbox } from "@nxzalo/sandbox";
import { guardFetch } from "@nxzalo/sandbox/guard";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createDurableStore, JourneysObject, journeysFromEnv } from "./cloudflare.ts";
import { createJourneys } from "./journeys.ts";
import type { JourneyRecord } from "./store/records.ts";
import type { JourneyStore } from "./store/store.ts";

const { JOURNEYS: namespace } = env;
const storeKeys = [btoa("7".repeat(32))];
const parcel = { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" } as const;

/** An object of its own, so that tests do not meet. */
function createObject() {
  const objectName = crypto.randomUUID();
  const stub = () => namespace.get(namespace.idFromName(objectName));
  const storeWith = (keys: readonly string[]) => createDurableStore({ namespace, storeKeys: keys, objectName });
  return { stub, storeWith, store: storeWith(storeKeys) };
}

function journeysOn(store: JourneyStore) {
  const sandbox = createSandbox();
  const { credentials, appKey, fetch } = sandbox;
  const client = createNxZalo({ credentials, appKey, fetch });
  return { sandbox, journeys: createJourneys({ client, store, appKey }) };
}

const journeyOf = (journeyId: string, more: Partial<JourneyRecord> = {}): JourneyRecord => ({
  journeyId,
  appIndex: "app",
  phoneIndex: "phone",
  referenceIndex: null,
  tokenIndex: journeyId,
  ciphertext: "ciphertext",
  createdAt: 1,
  expiresAt: Date.now() + 1_000,
  liveUntil: 1,
  tokenType: null,
  labels: null,
  caller: null,
  ...more,
});

describe("a Durable Object in workerd", () => {
  it("asks NXCLOUD once, of many callers at once, and has it when it has been evicted", async () => {
    const { stub, store, storeWith } = createObject();
    const { journeys, sandbox } = journeysOn(store);
    const opened = await Promise.all(Array.from({ length: 40 }, () => journeys.open(parcel)));
    expect(new Set(opened.map(({ token }) => token)).size).toBe(1);
    expect(opened.filter(({ reused }) => !reused)).toHaveLength(1);
    await evictDurableObject(stub());
    const { token } = await journeysOn(storeWith(storeKeys)).journeys.open(parcel);
    expect(token).toBe(opened[0]?.token);
    expect(sandbox.calls).toHaveLength(1);
  });

  it("opens its data by the newest key when it has been opened by both, and by no other", async () => {
    const { store, storeWith } = createObject();
    const newest = btoa("8".repeat(32));
    const { token } = await journeysOn(store).journeys.open(parcel);
    const refused = journeysOn(storeWith([newest])).journeys.open(parcel);
    await expect(refused).rejects.toMatchObject({ code: "config_invalid", issues: [{ path: ["STORE_KEY"] }] });
    for (const keys of [[newest, ...storeKeys], [newest]]) {
      expect(await journeysOn(storeWith(keys)).journeys.open(parcel)).toMatchObject({ token, reused: true });
    }
  });

  it("does only what records do", async () => {
    const { stub } = createObject();
    for (const name of ["", "constructor", "toString", "__proto__", "sweep/", "fetch", "alarm"]) {
      const response = await stub().fetch(`https://journeys/${name}`, { method: "POST", body: "[]" });
      expect([name, response.status]).toEqual([name, 404]);
    }
  });

  it("says of a failure what SQLite calls it, and nothing of what it was given", async () => {
    const { stub, store } = createObject();
    const journey = { ...journeyOf("1", { tokenIndex: "confidential" }), ciphertext: null } as never;
    const post = (body: string) => stub().fetch("https://journeys/addJourney", { method: "POST", body });
    const response = await post(JSON.stringify([journey]));
    expect([response.status, await response.json()]).toEqual([500, { code: "SQLITE_CONSTRAINT" }]);
    await expect(store.records.addJourney(journey)).rejects.toMatchObject({
      code: "internal_error",
      cause: { name: "StoreFailure", message: "Error SQLITE_CONSTRAINT" },
    });
    for (const body of ["", "7", '{"a":', "[null]", '[{"journeyId":{}}]']) {
      const { status, statusText } = await post(body);
      expect([body, status, statusText]).toEqual([body, 500, "Internal Server Error"]);
    }
    expect(await store.records.search({ now: 1, limit: 9 })).toEqual([]);
  });

  it("is `unavailable` where it cannot be asked, whatever the runtime says", async () => {
    const broken = { idFromName: () => "id", get: () => ({ fetch: () => Promise.reject(new Error("84912345678")) }) };
    const { journeys, sandbox } = journeysOn(createDurableStore({ namespace: broken, storeKeys }));
    const failure = await journeys.open(parcel).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "unavailable", retryable: true, outcome: "unknown" });
    expect(String((failure as Error).cause)).toBe("StoreFailure: Error");
    expect(sandbox.calls).toEqual([]);
  });

  it("is `unavailable` where it does not answer", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const hanging = { idFromName: () => "id", get: () => ({ fetch: () => new Promise(() => {}) }) };
    const { records } = createDurableStore({ namespace: hanging, storeKeys });
    const asked = records.ping().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(20_000);
    const cause = expect.objectContaining({ message: "Error timeout" });
    expect(await Promise.race([asked, "nothing"])).toMatchObject({ code: "unavailable", retryable: true, cause });
  });

  it("has forgotten a message that was not sent before the caller hears of it", async () => {
    const { stub } = createObject();
    let breaks = 1;
    const breaking = async (url: string, init: { method: string; body: string }) => {
      const response = await stub().fetch(url, init);
      // Written, and broken off before anybody could know.
      if (url.endsWith("/start") && breaks-- > 0) throw new Error("The object was reset");
      return response;
    };
    const namespace = { idFromName: () => "id", get: () => ({ fetch: breaking }) };
    const { journeys, sandbox } = journeysOn(createDurableStore({ namespace, storeKeys }));
    const send = () =>
      journeys.send({ phone: parcel.phone, templateId: "133214", templateData: {} }, { idempotencyKey: "1" });
    await expect(send()).rejects.toMatchObject({ code: "unavailable", outcome: "unknown" });
    expect(sandbox.calls).toEqual([]);
    expect(await send()).toMatchObject({ requestId: expect.any(String) });
    expect(sandbox.calls).toHaveLength(1);
  });

  it("has room for a receipt as large as they come", async () => {
    const { store } = createObject();
    const { journeys } = journeysOn(store);
    await journeys.receive(parseReceipt({ status: "success", requestId: "q", ext: "x".repeat(512 * 1024) }));
    const [kept] = await store.records.searchUnmatched({ requestId: "q", limit: 1 });
    expect(kept?.ciphertext.length).toBeGreaterThan(512 * 1024);
    // Of Cloudflare's, which the local workerd does not hold anybody to.
    expect(kept?.ciphertext.length).toBeLessThan(2_000_000);
  });
});

describe("its alarm", () => {
  it("deletes journeys 90 days after their end, batch by batch, and nothing else", async () => {
    const { stub, store } = createObject();
    const endedAt = Date.now() - 90 * 86_400_000;
    const over = Array.from({ length: 520 }, (_, index) => journeyOf(`over ${index}`, { expiresAt: endedAt - 1_000 }));
    const kept = [journeyOf("kept", { expiresAt: endedAt + 60_000 }), journeyOf("running")];
    for (const journey of [...over, ...kept]) await store.records.addJourney(journey);
    const left = () => store.records.search({ now: 1, limit: 1_000 });
    expect(await left()).toHaveLength(522);
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await left()).toHaveLength(22);
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect((await left()).map(({ journeyId }) => journeyId).sort()).toEqual(["kept", "running"]);
    // And so on, every hour.
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await left()).toHaveLength(2);
  });

  it("is set by whatever is asked first", async () => {
    const { stub, store } = createObject();
    await store.records.ping();
    expect(await runDurableObjectAlarm(stub())).toBe(true);
  });
});

it("forgets a person with more journeys than one statement of Cloudflare's can name", async () => {
  const { store } = createObject();
  for (let index = 0; index < 230; index++) await store.records.addJourney(journeyOf(`${index}`));
  await store.records.addJourney(journeyOf("other", { phoneIndex: "somebody else's" }));
  const about = { action: "forget", caller: null, appIndex: null, subject: "phone", counts: null } as const;
  expect(await store.records.forgetPhone({ phoneIndex: "phone", entry: { auditId: "f", at: 1, ...about } })).toBe(230);
  expect(await store.records.search({ now: 1, limit: 9 })).toMatchObject([{ journeyId: "other" }]);
});

describe("journeysFromEnv", () => {
  const { credentials, appKey, fetch } = createSandbox();
  const settings = { client: createNxZalo({ credentials, appKey, fetch }), appKey };

  it("is undefined without the binding", () => {
    expect(journeysFromEnv({ STORE_KEY: storeKeys[0] }, settings)).toBeUndefined();
  });

  it.each(["", "short", `${storeKeys[0]},short`, 7, undefined])(
    "refuses the binding with STORE_KEY %j",
    (STORE_KEY) => {
      expect(() => journeysFromEnv({ JOURNEYS: namespace, STORE_KEY }, settings)).toThrow(
        expect.objectContaining({ code: "config_invalid", issues: [expect.objectContaining({ path: ["STORE_KEY"] })] }),
      );
    },
  );

  it("stores journeys with both", async () => {
    const journeys = journeysFromEnv({ JOURNEYS: namespace, STORE_KEY: `${storeKeys[0]}` }, settings);
    expect(await journeys?.open(parcel)).toMatchObject({ reused: false });
    expect(await journeys?.open(parcel)).toMatchObject({ reused: true });
  });

  describe("with STAGING=true", () => {
    const other = { ...parcel, phone: "84987654321" };

    /** A staging Worker with an object of its own, and the NXCLOUD that its own routes ask. */
    function createStaging() {
      const objectName = crypto.randomUUID();
      const own = { idFromName: () => namespace.idFromName(objectName), get: (id: never) => namespace.get(id) };
      const bindings = { JOURNEYS: own, STORE_KEY: storeKeys[0], STAGING: "true", STAGING_PHONES: parcel.phone };
      const nxcloud = createSandbox({ credentials, appKeys: [appKey] });
      const clientBy = (ask: typeof fetch) => createNxZalo({ credentials, appKey, fetch: ask });
      return { bindings, nxcloud, unguarded: { client: clientBy(nxcloud.fetch), appKey }, clientBy };
    }

    it("sends nothing by a client of which it is not said that it is guarded", async () => {
      const { bindings, nxcloud, unguarded } = createStaging();
      const journeys = journeysFromEnv(bindings, unguarded);
      const content = { templateId: "133214", templateData: {} };
      for (const call of [journeys?.open(parcel), journeys?.send({ ...other, ...content })])
        await expect(call).rejects.toMatchObject({
          code: "config_invalid",
          outcome: "not_sent",
          issues: [{ path: ["STAGING"] }],
        });
      expect(nxcloud.calls).toEqual([]);
    });

    it("sweeps, as a cron does, and leaves the store one of staging, which a guarded client sends on", async () => {
      const { bindings, nxcloud, unguarded, clientBy } = createStaging();
      expect(await journeysFromEnv(bindings, unguarded)?.sweep()).toBe(0);
      const staging = stagingFromEnv(bindings);
      const client = clientBy((staging && guardFetch(staging, nxcloud.fetch)) as typeof fetch);
      const journeys = journeysFromEnv(bindings, { client, appKey, staging });
      expect(await journeys?.open(parcel)).not.toHaveProperty("simulated");
      expect(await journeys?.open(other)).toMatchObject({ simulated: true });
      expect(nxcloud.calls.map(({ body }) => JSON.parse(body).phone)).toEqual([parcel.phone]);
      const production = journeysFromEnv({ ...bindings, STAGING: "", STAGING_PHONES: "" }, unguarded);
      await expect(production?.sweep()).rejects.toMatchObject({ issues: [{ path: ["STAGING"] }] });
    });
  });

  it("stores once that BUDGET_PER_MONTH is reached, and refuses what is no amount", async () => {
    const bindings = {
      JOURNEYS: namespace,
      STORE_KEY: `${storeKeys[0]}`,
      RECEIPTS_FORWARD_URL: "https://shop.example/",
      RECEIPTS_FORWARD_SECRET: `whsec_${btoa("7".repeat(32))}`,
    };
    const from = (BUDGET_PER_MONTH: string) => journeysFromEnv({ ...bindings, BUDGET_PER_MONTH }, settings);
    expect(() => from("a lot")).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ path: ["BUDGET_PER_MONTH"], code: "amount_wrong" })],
      }),
    );
    const acknowledged = {
      status: "journey_acknowledged",
      requestId: "zalomid.1",
      code: 17006,
      journeyId: "1257624175686111232",
      timestamp: String(Date.now()),
      cost: { currency: "USD", originalPrice: 0.45 },
    };
    const journeys = from("1 USD");
    await journeys?.receive(parseReceipt(acknowledged));
    await journeys?.receive(
      parseReceipt({ ...acknowledged, requestId: "zalomid.2", journeyId: "1257624175686111233" }),
    );
    const { records } = createDurableStore({ namespace, storeKeys });
    const taken = await records.takeEvents({
      target: "test",
      types: ["budget.reached"],
      isExcept: false,
      now: Date.now(),
      leaseUntil: Date.now() + 1_000,
      limit: 10,
    });
    expect(taken).toMatchObject([{ event: { type: "budget.reached", facts: { percent: 80 } } }]);
  });

  it("erases the data of messages after DATA_RETAIN_DAYS, also of what its alarm ends, and refuses what is no such number", async () => {
    const { stub } = createObject();
    await onAlarm(stub());
    const own = { idFromName: () => undefined, get: () => stub() };
    const from = (DATA_RETAIN_DAYS: string) =>
      journeysFromEnv({ JOURNEYS: own, STORE_KEY: storeKeys[0], DATA_RETAIN_DAYS }, settings);
    for (const wrong of ["0", "731", "7.5", "7d", "1e2"])
      expect(() => from(wrong), wrong).toThrow(
        expect.objectContaining({
          issues: [expect.objectContaining({ path: ["DATA_RETAIN_DAYS"], code: "number_out_of_range" })],
        }),
      );
    const journeys = from("2");
    const message = { phone: parcel.phone, templateId: "133214", templateData: {} };
    const sent = await journeys?.send(message);
    const receipt = { message: "", sendTime: "2026-01-01 08:00:00", requestId: `${sent?.requestId}`, ext: "" };
    await journeys?.receive(parseReceipt({ ...receipt, status: "delivered", code: 17003 }));
    const hurried = { ...message, notAfter: new Date(Date.now() + 50) };
    await journeys?.send(hurried, { respondAsync: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await runAlarm(stub(), { DATA_RETAIN_DAYS: "3" }, () => Promise.reject(new Error("nothing is sent")));
    const stored = await runInDurableObject(stub(), async (_, { storage }) =>
      storage.sql.exec("SELECT state, erase_at FROM nxzalo_messages").toArray(),
    );
    const daysFromNow = (at: unknown) => Math.round((Number(at) - Date.now()) / 86_400_000);
    const days = stored.map((row) => [row["state"], daysFromNow(row["erase_at"])]);
    expect(Object.fromEntries(days)).toEqual({ delivered: 2, expired: 3 });
  });

  it("sends what waits by its alarm, in bounded runs, each once, also after it was evicted", async () => {
    const { stub, store } = createObject();
    const { NXCLOUD_ACCESS_KEY: accessKey, NXCLOUD_ACCESS_SECRET: accessSecret, NXCLOUD_APP_KEY: appKey } = env;
    const sandbox = createSandbox({ credentials: { accessKey, accessSecret }, appKeys: [appKey] });
    const { credentials, fetch } = sandbox;
    const journeys = createJourneys({ client: createNxZalo({ credentials, appKey, fetch }), store, appKey });
    const count = 30;
    for (let index = 0; index < count; index++) {
      const message = { phone: parcel.phone, templateId: "133214", templateData: { index } };
      await journeys.send(message, { respondAsync: true, idempotencyKey: `m ${index}` });
    }
    await evictDurableObject(stub());
    const sends = () => sandbox.calls.filter(({ path }) => path === "/v1/zalo/mt").length;
    const runs: number[] = [];
    for (let run = 0; run < 3; run++) {
      await runInDurableObject(stub(), async (object) => {
        (object as JourneysObject).upstream = fetch;
      });
      await runDurableObjectAlarm(stub());
      runs.push(sends());
    }
    expect(runs).toEqual([22, count, count]);
    expect((await journeys.messages.search({ state: "accepted", limit: 100 })).messages).toHaveLength(count);
  });

  it("sends what waits also where its storage fails once, at whatever it is asked before that", async () => {
    for (const level of ["error", "info"] as const) vi.spyOn(console, level).mockImplementation(() => {});
    onTestFinished(() => void vi.restoreAllMocks());
    const { stub, store } = createObject();
    const { NXCLOUD_ACCESS_KEY: accessKey, NXCLOUD_ACCESS_SECRET: accessSecret, NXCLOUD_APP_KEY: appKey } = env;
    const sandbox = createSandbox({ credentials: { accessKey, accessSecret }, appKeys: [appKey] });
    const { credentials, fetch } = sandbox;
    const journeys = createJourneys({ client: createNxZalo({ credentials, appKey, fetch }), store, appKey });
    const isSent = () => sandbox.calls.some(({ path }) => path === "/v1/zalo/mt");
    // It has swept.
    await store.records.setting("sweep at", String(Date.now() + 3_600_000));
    for (let failing = 1; failing < 99; failing++) {
      sandbox.reset();
      const message = { ...parcel, reference: `${failing}`, templateId: "133214", templateData: {} };
      const { messageId } = await journeys.send(message, { respondAsync: true });
      let asked = 0;
      await runInDurableObject(stub(), async (_, { storage }) => {
        const exec: typeof storage.sql.exec = (...given) => {
          if (!isSent()) asked += 1;
          if (!isSent() && asked === failing) throw new Error("internal error");
          return storage.sql.exec(...given);
        };
        const transactionSync = <T>(work: () => T) => storage.transactionSync(work);
        const alarm = { getAlarm: () => storage.getAlarm(), setAlarm: (at: number) => storage.setAlarm(at) };
        const sql = { exec, databaseSize: 0 };
        const object = new JourneysObject({ storage: { sql, transactionSync, ...alarm } } as never, env);
        object.upstream = fetch;
        await object.alarm();
      });
      const { state } = (await journeys.messages.find(messageId)) ?? {};
      expect([failing, state]).toEqual([failing, isSent() ? "accepted" : "scheduled"]);
      await journeys.messages.cancel(messageId).catch(() => {});
      if (asked < failing) return;
    }
    expect.unreachable("each statement has failed");
  });

  it("sends by its alarm what the templates of its class say is of tag 1, also after a receipt that holds others back", async () => {
    const { stub, store } = createObject();
    const { NXCLOUD_ACCESS_KEY: accessKey, NXCLOUD_ACCESS_SECRET: accessSecret, NXCLOUD_APP_KEY: appKey } = env;
    const { credentials, fetch } = createSandbox({ credentials: { accessKey, accessSecret }, appKeys: [appKey] });
    const templates = parseTemplates({ templates: [{ id: "otp", tag: 1 }] });
    const client = createNxZalo({ credentials, appKey, fetch });
    const journeys = createJourneys({ client, store, appKey, templates });
    const message = { phone: parcel.phone, templateId: "otp", templateData: {} };
    const { messageId: first } = await journeys.send(message);
    const failed = { status: "failed", code: 17004, zaloRes: { error: -118, message: "", data: null } };
    await journeys.receive(parseReceipt({ ...failed, requestId: "zalomid.1", ext: `nxzalo:${first}:1` }));
    const { messageId } = await journeys.send(message, { respondAsync: true });
    await runInDurableObject(stub(), async (_, state) => {
      const object = new JourneysObject(state as never, env);
      object.upstream = fetch;
      object.templates = templates;
      await object.alarm();
    });
    expect(await journeys.messages.find(messageId)).toMatchObject({ state: "accepted" });
  });

  it("delivers events by its alarm, in bounded runs, and again after the target was down", async () => {
    const { stub, store } = createObject();
    const { sandbox } = journeysOn(store);
    const { credentials, appKey, fetch } = sandbox;
    const variables = {
      RECEIPTS_FORWARD_URL: "https://shop.example/events",
      RECEIPTS_FORWARD_SECRET: "0123456789abcdef",
    };
    const targets = [
      { url: variables.RECEIPTS_FORWARD_URL, types: ["*"], secrets: [variables.RECEIPTS_FORWARD_SECRET] },
    ];
    const client = createNxZalo({ credentials, appKey, fetch });
    const journeys = createJourneys({ client, store, appKey, events: { targets } });
    const count = 60;
    for (let index = 0; index < count; index++)
      await journeys.receive(parseReceipt({ status: "delivered", requestId: `q ${index}`, code: 17003 }));
    const posted: string[] = [];
    let status = 503;
    const run = async () => {
      posted.length = 0;
      // What the object remembers beside its storage is gone, as after an eviction; its own has no targets.
      await runInDurableObject(stub(), async (_, state) => {
        const object = new JourneysObject(state as never, { ...env, ...variables });
        object.upstream = async (url, { headers }) => {
          expect(url).toBe(variables.RECEIPTS_FORWARD_URL);
          posted.push((headers as unknown as Record<string, string>)["webhook-id"] ?? "");
          return new Response(null, { status });
        };
        await object.alarm();
      });
      return posted.length;
    };
    const first = await run();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(10);
    // What is left alone until the target is asked again is not posted before.
    expect(await run()).toBe(0);
    await journeys.events.replay({ from: new Date(0), to: new Date(Date.now() + 1_000) });
    status = 204;
    expect(await run()).toBe(45);
    expect(new Set(posted).size).toBe(45);
    expect(await run()).toBe(count - 45 - first);
  });

  /** Runs the alarm of an object of which nothing is in memory, as after an eviction. */
  const runAlarm = (
    stub: ReturnType<typeof namespace.get>,
    variables: object,
    upstream: (url: string) => Promise<Response>,
  ): Promise<JourneysObject> =>
    runInDurableObject(stub, async (_, state) => {
      const object = new JourneysObject(state as never, { ...env, ...variables });
      object.upstream = upstream as never;
      await object.alarm();
      return object;
    });

  /** In place of its own alarm, which the runtime rings by itself as soon as something is due. */
  const onAlarm = (stub: ReturnType<typeof namespace.get>, ring = () => {}): Promise<void> =>
    runInDurableObject(stub, async (object) => {
      (object as JourneysObject).alarm = async () => ring();
    });

  /** What is on its way at once, at most, and where to. */
  function createSlowUpstream(fetch: (url: string, init?: never) => Promise<Response>) {
    const hosts = new Set<string>();
    let onTheWay = 0;
    let most = 0;
    const upstream = async (url: string, init?: never) => {
      hosts.add(new URL(url).host);
      most = Math.max(most, ++onTheWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      onTheWay -= 1;
      return url.includes("shop.example") ? new Response(null, { status: 204 }) : fetch(url, init);
    };
    return { upstream, hosts, most: () => most };
  }

  it("goes on sending with the keys that it has opened, while a Worker has a new STORE_KEY already", async () => {
    const { stub, store, storeWith } = createObject();
    await onAlarm(stub());
    const { NXCLOUD_ACCESS_KEY: accessKey, NXCLOUD_ACCESS_SECRET: accessSecret, NXCLOUD_APP_KEY: appKey } = env;
    const { credentials, fetch } = createSandbox({ credentials: { accessKey, accessSecret }, appKeys: [appKey] });
    const journeysWith = (store: JourneyStore) =>
      createJourneys({ client: createNxZalo({ credentials, appKey, fetch }), store, appKey });
    const message = { phone: parcel.phone, templateId: "133214", templateData: {} };
    await journeysWith(store).send(message, { respondAsync: true });
    const object = await runAlarm(stub(), {}, fetch as never);
    const journeys = journeysWith(storeWith([btoa("8".repeat(32)), ...storeKeys]));
    await journeys.send(message, { respondAsync: true });
    await runInDurableObject(stub(), () => object.alarm());
    expect((await journeys.messages.search({ state: "accepted" })).messages).toHaveLength(2);
  });

  it("asks others no more than six times at once, however many targets there are", async () => {
    const { stub, store } = createObject();
    await onAlarm(stub());
    const { NXCLOUD_ACCESS_KEY: accessKey, NXCLOUD_ACCESS_SECRET: accessSecret, NXCLOUD_APP_KEY: appKey } = env;
    const sandbox = createSandbox({ credentials: { accessKey, accessSecret }, appKeys: [appKey] });
    const secret = "0123456789abcdef";
    const targets = ["receipt.delivered", "*"].map((type, index) => {
      return { url: `https://${index}.shop.example/`, types: [type], secrets: [secret] };
    });
    const client = createNxZalo({ credentials: sandbox.credentials, appKey, fetch: sandbox.fetch });
    const journeys = createJourneys({ client, store, appKey, events: { targets } });
    const message = { phone: parcel.phone, templateId: "133214", templateData: {} };
    for (let index = 0; index < 8; index++) {
      await journeys.send(message, { respondAsync: true });
      const receipt = { message: "", sendTime: "2026-01-01 08:00:00", requestId: `${index}`, ext: "" };
      await journeys.receive(parseReceipt({ ...receipt, status: "delivered", code: 17003 }));
      await journeys.receive(parseReceipt({ ...receipt, status: "read", code: 17009 }));
    }
    const variables = {
      EVENTS_TARGETS: `receipt.delivered=${targets[0]?.url}`,
      RECEIPTS_FORWARD_URL: targets[1]?.url,
      RECEIPTS_FORWARD_SECRET: secret,
    };
    const slow = createSlowUpstream(sandbox.fetch as never);
    await runAlarm(stub(), variables, slow.upstream as never);
    expect((await journeys.messages.search({ state: "accepted", limit: 100 })).messages).toHaveLength(8);
    expect([...slow.hosts].filter((host) => host.endsWith("shop.example"))).toHaveLength(2);
    expect(slow.most()).toBe(6);
  });

  it("without its guard sends nothing, ends what may go out no more, tells of that, and logs it once", async () => {
    const lines: string[] = [];
    vi.spyOn(console, "error").mockImplementation((line) => void lines.push(line));
    onTestFinished(() => void vi.restoreAllMocks());
    const { stub, store } = createObject();
    await onAlarm(stub());
    const { sandbox } = journeysOn(store);
    const { credentials, appKey } = sandbox;
    const target = { url: "https://shop.example/", types: ["*"], secrets: ["0123456789abcdef"] };
    const client = createNxZalo({ credentials, appKey, fetch: sandbox.fetch });
    const staging = { phones: new Set<string>() };
    const journeys = createJourneys({ client, store, appKey, staging, events: { targets: [target] } });
    const message = { phone: parcel.phone, templateId: "133214", templateData: {} };
    const waiting = await journeys.send(message, { respondAsync: true });
    const hurried = await journeys.send({ ...message, notAfter: new Date(Date.now() + 200) }, { respondAsync: true });
    await new Promise((resolve) => setTimeout(resolve, 250));
    const asked: string[] = [];
    const upstream = async (url: string) => {
      asked.push(url);
      return new Response(null, { status: 204 });
    };
    const [RECEIPTS_FORWARD_SECRET] = target.secrets;
    const variables = { STAGING: "true", RECEIPTS_FORWARD_URL: target.url, RECEIPTS_FORWARD_SECRET };
    const object = await runAlarm(stub(), variables, upstream);
    await runInDurableObject(stub(), () => object.alarm());
    const stateOf = async ({ messageId }: { messageId: string }) => (await journeys.messages.find(messageId))?.state;
    expect([await stateOf(waiting), await stateOf(hurried)]).toEqual(["scheduled", "expired"]);
    expect(asked).toEqual([target.url]);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        level: "error",
        time: expect.any(String),
        message: "the alarm's dispatch fails",
        errorCode: "config_invalid",
        variables: ["STAGING"],
      },
    ]);
  });

  it.each([
    ["what waits", 5],
    ["the sweep in an hour, where what waits is due later", 180],
  ])("is set anew for %s, by whatever is asked first when it has woken, where it was lost", async (_, minutes) => {
    const { stub, store } = createObject();
    const { journeys } = journeysOn(store);
    const message = { phone: parcel.phone, templateId: "133214", templateData: {} };
    const dueAt = Date.now() + minutes * 60_000;
    await journeys.send({ ...message, sendAt: new Date(dueAt) });
    await runInDurableObject(stub(), (_, { storage }) =>
      (storage as unknown as { deleteAlarm(): Promise<void> }).deleteAlarm(),
    );
    await evictDurableObject(stub());
    const askedAt = Date.now();
    await store.records.ping();
    const alarm = (await runInDurableObject(stub(), (_, { storage }) => storage.getAlarm())) ?? Number.NaN;
    if (minutes < 60) expect(alarm).toBe(dueAt);
    else expect(alarm - askedAt).toBeLessThan(3_600_000 + 60_000);
  });

  it("wakes for the event of a message that was ended because its recipient asked for it", async () => {
    const { stub, store } = createObject();
    const { credentials, appKey, fetch } = createSandbox();
    const targets = [{ url: "https://shop.example/", types: ["*"], secrets: ["0123456789abcdef"] }];
    const client = createNxZalo({ credentials, appKey, fetch });
    const journeys = createJourneys({ client, store, appKey, events: { targets } });
    const sendAt = new Date(Date.now() + 7_200_000);
    await journeys.send({ phone: parcel.phone, templateId: "133214", templateData: {}, sendAt });
    const rings = vi.fn();
    await onAlarm(stub(), rings);
    await journeys.people.restrict({ phone: parcel.phone });
    await expect.poll(() => rings.mock.calls.length).toBe(1);
  });
});

it.each<[string, object]>([
  ["namespace", { namespace: {}, storeKeys }],
  ["storeKeys", { namespace }],
  ["objectName", { namespace, storeKeys, objectName: 5 }],
])("a wrong %s of a store is refused by name", (name, wrong) =>
  expect(() => createDurableStore(wrong as never)).toThrow(
    expect.objectContaining({ kind: "config", issues: [expect.objectContaining({ path: [name] })] }),
  ),
);
