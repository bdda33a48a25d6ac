import { request } from "node:http";
import { failureOf } from "nxzalo-testing/failure-of";
import { afterEach, describe, expect, it } from "vitest";
import { init, send } from "../test/client.ts";
import { isOfThisMachine } from "./control.ts";
import { createSandbox, type Sandbox } from "./index.ts";
import { type ListeningSandbox, listen } from "./node.ts";

const open: ListeningSandbox[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

/** Asks with headers that `fetch` does not let one set. */
function askAs(url: string, path: string, headers: Record<string, string> = {}, body?: string) {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const options = { method: body === undefined ? "GET" : "POST", headers };
    const outgoing = request(new URL(path, url), options, async (reply) => {
      let text = "";
      for await (const part of reply) text += String(part);
      resolve({ status: reply.statusCode, text });
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

async function controlled(options?: Parameters<typeof createSandbox>[0], host?: string) {
  const sandbox = createSandbox(options);
  const served = await listen(sandbox, { host });
  open.push(served);
  const ask = async (path: string, input?: unknown, headers?: Record<string, string>) => {
    const text = input === undefined || typeof input === "string" ? input : JSON.stringify(input);
    const reply = await askAs(served.url, `/_sandbox/${path}`, headers, text);
    return {
      status: reply.status,
      json: reply.text.startsWith("{") || reply.text.startsWith("[") ? JSON.parse(reply.text) : null,
    };
  };
  return { sandbox, served, ask };
}

describe("the control routes", () => {
  it("move time, break answers, show what arrived, and reset", async () => {
    const { sandbox, ask } = await controlled({ webhook: "http://127.0.0.1:9/receipts" });
    const { token } = await init(sandbox);
    await send(sandbox, { journeyToken: token });
    expect(await ask("advance", { ms: 7 * 86_400_000 })).toEqual({ status: 200, json: { ok: true } });
    expect((await ask("receipts")).json.at(-1)).toMatchObject({
      url: "http://127.0.0.1:9/receipts",
      state: "waiting",
      body: { status: "journey_time_out" },
    });
    expect(await ask("faults", ["html_502"])).toEqual({ status: 200, json: ["html_502"] });
    expect(await failureOf(init(sandbox))).toMatchObject({ status: 502 });
    expect((await ask("calls")).json).toMatchObject([{ code: 0 }, { path: "/v1/zalo/mt" }, { code: 0 }]);
    expect(await ask("reset", "")).toEqual({ status: 200, json: { ok: true } });
    expect(sandbox.calls).toEqual([]);
    expect((await ask("receipts")).json).toEqual([]);
  });

  it("are not taken for calls, and no fault waits for them", async () => {
    const { sandbox, ask } = await controlled();
    sandbox.faults.push("closed_before_read");
    expect((await ask("calls")).json).toEqual([]);
    expect(sandbox.faults).toHaveLength(1);
  });

  it.each<[number, string, unknown, RegExp]>([
    [400, "advance", "{", /must be JSON/],
    [400, "advance", { ms: "1" }, /a number of milliseconds/],
    [400, "advance", null, /a number of milliseconds/],
    [400, "advance", '{"ms":1e400}', /years 1970 and 9999/],
    [400, "advance", { ms: -1e15 }, /years 1970 and 9999/],
    [400, "faults", ["html_503"], /slow_answer, closed_before_read/],
    [400, "faults", ["html_502", "html_503"], /slow_answer, closed_before_read/],
    [400, "faults", { 0: "html_502" }, /a list of names/],
    [404, "toString", undefined, /GET \/_sandbox\/calls/],
    [405, "advance", undefined, /use POST/],
    [405, "calls", {}, /use GET/],
  ])("answer %i in words: %s %j", async (status, path, input, error) => {
    const { sandbox, ask } = await controlled();
    expect(await ask(path, input)).toEqual({ status, json: { error: expect.stringMatching(error) } });
    expect(sandbox.faults).toEqual([]);
  });

  it.each<[number, Record<string, string>]>([
    [403, { origin: "https://evil.example" }],
    [403, { origin: "null" }],
    [403, { origin: "http://localhost:5173" }],
    [404, { host: "evil.example" }],
    [404, { host: "127.0.0.1.evil.example" }],
  ])("refuse a page of another origin, and a rebound name: %i for %j", async (status, headers) => {
    const { sandbox, ask } = await controlled();
    sandbox.faults.push("html_502");
    for (const [path, input] of [["reset", ""], ["calls"]] as const) {
      expect(await ask(path, input, headers)).toMatchObject({ status });
    }
    expect(sandbox.faults).toHaveLength(1);
  });

  it("take a page of their own origin", async () => {
    const { served, ask } = await controlled();
    expect(await ask("calls", undefined, { origin: served.url })).toMatchObject({ status: 200 });
  });

  it("never show the secret, not even where a client sent it", async () => {
    const { sandbox, served, ask } = await controlled();
    const { accessSecret } = sandbox.credentials;
    await askAs(served.url, "/v1/zalo/mt", { accessSecret }, JSON.stringify({ accessSecret }));
    const { json } = await ask("calls");
    expect(json).toHaveLength(1);
    expect(JSON.stringify(json)).not.toContain(accessSecret);
  });
});

describe("in-process", () => {
  it("there are none", async () => {
    const sandbox: Sandbox = createSandbox();
    const reply = await sandbox.fetch("http://127.0.0.1/_sandbox/reset", { method: "POST" });
    expect(await reply.json()).toMatchObject({ code: 1001 });
  });
});

const here = { remoteAddress: "127.0.0.1", localAddress: "127.0.0.1", host: "127.0.0.1:8788", origin: undefined };

describe("isOfThisMachine", () => {
  it.each([
    {},
    { remoteAddress: "127.8.0.1", localAddress: "127.0.0.2" },
    { remoteAddress: "::1", localAddress: "::1", host: "[::1]:8788" },
    { remoteAddress: "::ffff:127.0.0.1", localAddress: "::ffff:127.0.0.1", host: "localhost" },
  ])("takes %j", (change) => expect(isOfThisMachine({ ...here, ...change })).toBe(true));

  it.each([
    { remoteAddress: "192.168.1.7" },
    { localAddress: "192.168.1.7" },
    { remoteAddress: undefined },
    { localAddress: undefined },
    { remoteAddress: "::ffff:10.0.0.1" },
    { remoteAddress: "fe80::1" },
    { host: undefined },
    { host: "sandbox.example:8788" },
    { host: "sandbox-localhost:8788" },
    { host: "sandbox.example-127.0.0.1" },
    { host: "localhost:8788.sandbox.example" },
    { remoteAddress: "10.127.0.0.1" },
  ])("refuses %j", (change) => expect(isOfThisMachine({ ...here, ...change })).toBe(false));
});
