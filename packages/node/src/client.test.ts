import { ConfigError, configFromEnv, type NxZaloEvent } from "@nxzalo/core";
import { createSandbox, phoneForCode } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { failureOf } from "nxzalo-testing/failure-of";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { replyText, serveRaw } from "../test/raw-server.ts";
import { createNxZalo, type NodeNxZaloOptions } from "./index.ts";

const sandbox = createSandbox();
let upstream: ListeningSandbox;
beforeAll(async () => {
  upstream = await listen(sandbox);
});
afterAll(() => upstream.close());

const input = { phone: "84912345678", tokenType: "token_logistics_7" } as const;
const options = (more: Partial<NodeNxZaloOptions> = {}): NodeNxZaloOptions => ({
  credentials: sandbox.credentials,
  appKey: sandbox.appKey,
  baseUrl: upstream.url,
  ...more,
});

describe("the client", () => {
  it.each(["md5", "sha256"] as const)("makes every call, signed with %s", async (algorithm) => {
    await using nx = createNxZalo(options({ algorithm }));
    const { token } = await nx.initJourneyToken(input);
    expect(await nx.checkJourneyToken({ journeyToken: token })).toMatchObject({ tokenType: "token_logistics_7" });
    const { phone } = input;
    const sent = await nx.sendTemplate({ phone, templateId: "1", templateData: {}, journeyToken: token });
    expect(sent.requestId).toBeTypeOf("string");
  });

  it("throws what NXCLOUD refuses, and what did not fit", async () => {
    await using nx = createNxZalo(options());
    const refused = nx.initJourneyToken({ ...input, phone: phoneForCode(9004) });
    await expect(refused).rejects.toMatchObject({ kind: "upstream", code: "quotation_missing", outcome: "rejected" });
    await expect(nx.initJourneyToken({ ...input, phone: "?" })).rejects.toMatchObject({ kind: "input" });
  });

  it("rethrows the caller's own reason", async () => {
    await using nx = createNxZalo(options());
    const reason = new Error("the customer left");
    await expect(nx.initJourneyToken(input, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("under more calls than it has connections for, sends only those whose answer it can hear", async () => {
    const reply = replyText(JSON.stringify({ code: 0, data: { requestId: "r" } }));
    const slow = await serveRaw(({ socket }) => void setTimeout(() => socket.write(reply), 100));
    await using nx = createNxZalo(options({ baseUrl: slow.url, connections: 2, timeoutMs: 2_000, retry: false }));
    const message = { phone: input.phone, templateId: "1", templateData: {} };
    const calls = await Promise.allSettled(Array.from({ length: 40 }, () => nx.sendTemplate(message)));
    const failures = calls.flatMap((call) => (call.status === "rejected" ? [call.reason] : []));
    const sent = calls.length - failures.length;
    // Within half of the time, ten by each connection, and one that is on its way then; a busy machine serves fewer.
    expect(sent).toBeGreaterThanOrEqual(10);
    expect(sent).toBeLessThanOrEqual(22);
    expect(slow.requests).toHaveLength(sent);
    for (const failure of failures) expect(failure).toMatchObject({ outcome: "not_sent", retryable: true });
    await slow.close();
  });

  it("is closed by `await using`, and then sends nothing", async () => {
    const events: NxZaloEvent[] = [];
    const nx = createNxZalo(options({ onEvent: (event) => events.push(event) }));
    await nx.initJourneyToken(input);
    await nx[Symbol.asyncDispose]();
    await nx.close();
    const before = sandbox.calls.length;
    await expect(nx.initJourneyToken(input)).rejects.toMatchObject({
      name: "TransportError",
      code: "network_error",
      outcome: "not_sent",
      retryable: false,
    });
    expect(sandbox.calls.length).toBe(before);
  });

  it("needs no `this`", async () => {
    const { initJourneyToken, close } = createNxZalo(options());
    expect((await initJourneyToken(input)).token).toHaveLength(256);
    await close();
  });
});

describe("options", () => {
  const complaint = async (given: unknown) => {
    const error = await failureOf(() => createNxZalo(given as NodeNxZaloOptions));
    expect(error).toBeInstanceOf(ConfigError);
    return error.issues?.map(({ path }) => path.join("."));
  };

  it.each([
    ["no connections", { connections: 0 }, ["connections"]],
    ["more connections than ports", { connections: 65_536 }, ["connections"]],
    ["less than no queue", { queueLimit: -1 }, ["queueLimit"]],
    ["too long a queue", { queueLimit: 1_000_001 }, ["queueLimit"]],
    [
      "times that end at once",
      { connectTimeoutMs: 0, headersTimeoutMs: 0, bodyTimeoutMs: 0 },
      ["connectTimeoutMs", "headersTimeoutMs", "bodyTimeoutMs"],
    ],
    ["half a connection", { connections: 1.5 }, ["connections"]],
    ["a queue of text", { queueLimit: "10" }, ["queueLimit"]],
    ["a time that no timer can hold", { connectTimeoutMs: 2 ** 31 }, ["connectTimeoutMs"]],
    [
      "what this package fills itself",
      { fetch: globalThis.fetch, transport: () => {}, hash: () => "" },
      ["fetch", "transport", "hash"],
    ],
    [
      "a way past certificates",
      { rejectUnauthorized: false, connect: { rejectUnauthorized: false } },
      ["rejectUnauthorized", "connect"],
    ],
    ["options that do not exist", { connection: 8, baseURL: "https://x.example" }, ["connection", "baseURL"]],
    ["several at once, core's among them", { appKey: "", bodyTimeoutMs: -1 }, ["appKey", "bodyTimeoutMs"]],
  ])("%s: named in a ConfigError", async (_, more, issues) =>
    expect(await complaint({ ...options(), ...(more as object) })).toEqual(issues),
  );

  it("says where to take what this package fills itself", async () => {
    const error = await failureOf(() => createNxZalo({ ...options(), fetch: globalThis.fetch } as never));
    expect(error.issues?.[0]?.message).toBe("is not taken here: use createNxZalo of @nxzalo/core with it");
  });

  it.each([
    { connections: 1, queueLimit: 0, connectTimeoutMs: 1, headersTimeoutMs: 1, bodyTimeoutMs: 1 },
    { connections: 65_535, queueLimit: 1_000_000, connectTimeoutMs: 2 ** 31 - 1 },
    { fetch: undefined, transport: undefined, hash: undefined },
  ])("takes %j", async (more) => createNxZalo({ ...options(), ...(more as object) }).close());

  it("takes what configFromEnv gives", async () => {
    const variables = {
      NXCLOUD_ACCESS_KEY: "k",
      NXCLOUD_ACCESS_SECRET: "s",
      NXCLOUD_APP_KEY: "a",
      NXCLOUD_APPS: "b:c",
    };
    await createNxZalo(configFromEnv(variables)).close();
  });

  it("none at all: everything that is missing is named", async () =>
    expect(await complaint(undefined)).toEqual(["credentials.accessKey", "credentials.accessSecret", "appKey"]));

  it("the environment's proxy is no URL: named, and its password is not", () => {
    vi.stubEnv("HTTPS_PROXY", "http//user:hunter22@proxy");
    expect(() => createNxZalo(options())).toThrow(/HTTPS_PROXY must be the URL of a proxy/);
    expect(() => createNxZalo(options())).not.toThrow(/hunter22/);
    vi.unstubAllEnvs();
  });
});
