import { createNxZalo, upstreamCodes } from "@nxzalo/core";
import { bearerKeys, createProxy, proxyConfigFromEnv } from "@nxzalo/proxy";
import { createSandbox, phoneForCode, phoneForFault } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it, vi } from "vitest";
import { proxyFetch } from "../test/proxy-fetch.ts";
import { createProxyClient, type ProxyClientOptions } from "./index.ts";

const key = "0123456789abcdef";
const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: key });
const { credentials, appKey, fetch: sandboxFetch } = createSandbox();
const client = createNxZalo({ credentials, appKey, fetch: sandboxFetch, retry: false });
const throughProxy = proxyFetch(createProxy({ client, authorize: bearerKeys(apiKeys) }));

/** What is asked, as one request to look at. */
const asRequest =
  (fetch: NonNullable<ProxyClientOptions["fetch"]>): typeof fetch =>
  (url, init) =>
    fetch(new Request(url, init));
const clientWith = ({ fetch = throughProxy, ...options }: Partial<ProxyClientOptions> = {}) =>
  createProxyClient({
    baseUrl: "http://proxy.invalid/",
    headers: { authorization: `Bearer ${key}` },
    fetch: asRequest(fetch),
    ...options,
  });
const request = { phone: "+84 912 345 678", tokenType: "token_coach_bus_7" } as const;

describe("createProxyClient", () => {
  it("gets a journey, with its end as a Date", async () => {
    const { journeyId, token, expiresAt, phone } = await clientWith().initJourneyToken({
      ...request,
      reference: "Đơn 1",
    });
    expect(journeyId).toMatch(/^\d{19}$/);
    expect(token).toHaveLength(256);
    expect(phone).toBe("84912345678");
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
  });

  it("calls headers() for each call", async () => {
    const headers = vi.fn(async () => ({ authorization: `Bearer ${key}` }));
    const client = clientWith({ headers });
    await client.initJourneyToken(request);
    await client.initJourneyToken(request);
    expect(headers).toHaveBeenCalledTimes(2);
  });

  it("throws what core would have thrown, for every documented code", async () => {
    for (const { code, error, outcome, hint, retryable } of upstreamCodes()) {
      expect(await failureOf(clientWith().initJourneyToken({ ...request, phone: phoneForCode(code) }))).toMatchObject({
        name: "UpstreamError",
        upstreamCode: code,
        code: error,
        outcome,
        hint,
        retryable,
        traceId: expect.any(String),
      });
    }
  });

  it("throws the other classes by their kind, with issues and waits", async () => {
    expect(await failureOf(clientWith().initJourneyToken({ ...request, phone: "0912" }))).toMatchObject({
      name: "InputError",
      issues: [{ path: ["phone"] }],
    });
    expect(await failureOf(clientWith({ headers: {} }).initJourneyToken(request))).toMatchObject({
      name: "ProxyError",
      code: "unauthorized",
    });
    const limited = clientWith().initJourneyToken({ ...request, phone: phoneForCode(9010) });
    expect(await failureOf(limited)).toMatchObject({ retryAfterMs: 1000 });
    const lost = clientWith().initJourneyToken({ ...request, phone: phoneForFault("closed_after_read") });
    expect(await failureOf(lost)).toMatchObject({ name: "TransportError", outcome: "unknown", status: 502 });
  });

  it.each([
    ["<html>portal</html>", 200],
    ["", 200],
    ["", 502],
    ['{"error":"other"}', 500],
    ["null", 200],
    ["[]", 200],
  ])("takes %j with %i for a reply that is not the proxy's", async (body, status) =>
    expect(
      await failureOf(clientWith({ fetch: async () => new Response(body, { status }) }).initJourneyToken(request)),
    ).toMatchObject({
      name: "ResponseError",
      code: "response_unreadable",
      outcome: "unknown",
      status,
      retryable: false,
      attempts: 1,
    }),
  );

  it("gives a network failure a hint at CORS", async () => {
    const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    const error = await failureOf(clientWith({ fetch }).initJourneyToken(request));
    expect(error).toMatchObject({ name: "TransportError", code: "network_error", outcome: "unknown" });
    expect(error).toMatchObject({ retryable: false, attempts: 1 });
    expect(error.hint).toContain("CORS");
  });

  it("says of an answer that breaks off that it did: the proxy was reached, and may have acted", async () => {
    const broken = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"journeyId":'));
        controller.error(new TypeError("terminated"));
      },
    });
    const fetch = async () => new Response(broken, { status: 201 });
    const error = await failureOf(clientWith({ fetch }).initJourneyToken(request));
    expect(error).toMatchObject({ code: "network_error", outcome: "unknown", retryable: false, attempts: 1 });
    expect(error.message).toBe("The proxy did not answer in full");
  });

  it("ends at its timeout, also where the signal is ignored, and says whether the request was sent", async () => {
    const hanging = () => new Promise<never>(() => {});
    expect(await failureOf(clientWith({ fetch: hanging, timeoutMs: 20 }).initJourneyToken(request))).toMatchObject({
      code: "timeout",
      outcome: "unknown",
      retryable: false,
      attempts: 1,
    });
    expect(
      await failureOf(clientWith({ headers: hanging }).initJourneyToken(request, { timeoutMs: 20 })),
    ).toMatchObject({
      code: "timeout",
      outcome: "not_sent",
      retryable: true,
      attempts: 0,
    });
  });

  it("says in words whether no answer came in time, or none at all, and keeps the cause", async () => {
    const cause = new TypeError("Failed to fetch");
    const hanging = () => new Promise<never>(() => {});
    const late = await failureOf(clientWith({ fetch: hanging, timeoutMs: 1 }).initJourneyToken(request));
    const away = await failureOf(
      clientWith({ fetch: () => Promise.reject(cause) }).initJourneyToken(request, { timeoutMs: 2 ** 31 - 1 }),
    );
    expect([late.message, away.message]).toEqual(["The proxy did not answer in time", "The proxy did not answer"]);
    expect(away.cause).toBe(cause);
  });

  it("follows no redirect, which would take the caller's headers elsewhere", async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(
      async () => new Response(null, { status: 307, headers: { location: "https://elsewhere.example" } }),
    );
    const error = await failureOf(
      createProxyClient({ baseUrl: "https://zalo.example", fetch }).initJourneyToken(request),
    );
    expect(error).toMatchObject({ code: "response_unreadable", outcome: "unknown", status: 307 });
    expect(error.hint).toContain("CORS_ORIGINS");
    expect(fetch).toHaveBeenCalledExactlyOnceWith(expect.anything(), expect.objectContaining({ redirect: "manual" }));
  });

  it("asks by the runtime's own fetch, where it is given none", async ({ onTestFinished }) => {
    const fetch = vi.fn(async () => Response.json({ journeyId: "1" }));
    vi.stubGlobal("fetch", fetch);
    onTestFinished(() => void vi.unstubAllGlobals());
    const { journeyId } = await createProxyClient({ baseUrl: "https://zalo.example" }).initJourneyToken(request);
    expect([journeyId, fetch.mock.calls.length]).toEqual(["1", 1]);
  });

  it("ends the request with the call, at its timeout and at an abort", async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const fetch: typeof globalThis.fetch = (_, init) => {
      signals.push(init?.signal);
      return new Promise(() => {});
    };
    const { initJourneyToken } = createProxyClient({ baseUrl: "https://proxy.example", fetch });
    await failureOf(initJourneyToken(request, { timeoutMs: 20 }));
    const controller = new AbortController();
    const pending = initJourneyToken(request, { signal: controller.signal }).catch(() => {});
    await vi.waitFor(() => expect(signals).toHaveLength(2));
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
    controller.abort();
    await pending;
    expect(signals[1]?.aborted).toBe(true);
  });

  it.each<[string, string, string, Partial<ProxyClientOptions>]>([
    ["baseUrl", "no scheme", "must be a URL", { baseUrl: "proxy.example" }],
    ["baseUrl", "no URL at all", "must be a URL", { baseUrl: undefined as unknown as string }],
    ["baseUrl", "a path where there is no page", "must be a URL", { baseUrl: "/zalo" }],
    ["baseUrl", "credentials", "must be a URL", { baseUrl: "https://user:secret@proxy.example" }],
    ["baseUrl", "a query", "must be a URL", { baseUrl: "https://proxy.example/?key=secret" }],
    ["headers", "no object", "must be an object of ASCII texts", { headers: 7 as never }],
    ["headers", "a placeholder", "must be an object of ASCII texts", { headers: { authorization: "Bearer …" } }],
    ["headers", "a line end", "must be an object of ASCII texts", { headers: { authorization: "Bearer secret\nkey" } }],
    [
      "headers",
      "headers() that fails",
      "must be an object of ASCII texts",
      { headers: () => Promise.reject(new Error("secret session")) },
    ],
    ["timeoutMs", "a negative timeout", "must be 1 to 2147483647", { timeoutMs: -1 }],
    ["timeoutMs", "a timeout that no timer holds", "must be 1 to 2147483647", { timeoutMs: 2 ** 31 }],
    ["timeoutMs", "no number", "must be 1 to 2147483647", { timeoutMs: Number.NaN }],
  ])("names %s (%s) in a ConfigError: nothing was sent, and nothing is quoted", async (name, _, message, options) => {
    const fetch = vi.fn(throughProxy);
    const error = await failureOf(clientWith({ fetch, ...options }).initJourneyToken(request));
    expect(error).toMatchObject({ name: "ConfigError", code: "config_invalid", outcome: "not_sent", attempts: 0 });
    expect(error.message).toBe(`The call cannot be made: ${name} ${message}`);
    expect(error.issues).toEqual([{ path: [name], message, code: "invalid" }]);
    expect(`${error.stack}${String(error.cause)}`).not.toContain("secret");
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each<[string, string, unknown]>([
    ["fetch", "must be a function", undefined],
    ["signal", "must be an AbortSignal", { signal: {} }],
    ["idempotencyKey", "must be 1 to 255 visible ASCII characters", { idempotencyKey: "Đơn 42" }],
    ["timeoutMs", "must be 1 to 2147483647", { timeoutMs: 0 }],
  ])("names %s of one call, too", async (name, message, limits) => {
    const options = { baseUrl: "https://proxy.example", ...(name === "fetch" ? { fetch: {} as never } : {}) };
    expect(await failureOf(createProxyClient(options).initJourneyToken(request, limits as object))).toMatchObject({
      name: "ConfigError",
      outcome: "not_sent",
      issues: [{ path: [name], message, code: "invalid" }],
    });
  });

  it("takes a path of the page's own origin", async ({ onTestFinished }) => {
    vi.stubGlobal("location", { href: "https://shop.example/orders/42" });
    onTestFinished(() => void vi.unstubAllGlobals());
    for (const baseUrl of ["", "/zalo", "/zalo/"]) {
      const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ journeyId: "1" }));
      await createProxyClient({ baseUrl, fetch }).initJourneyToken(request);
      expect(fetch.mock.calls[0]?.[0]).toBe(`${baseUrl.replace(/\/$/, "")}/v1/journeys`);
    }
  });

  it("names an option that does not exist as it is written", async () => {
    const options = { baseUrl: "https://zalo.example", "base url": "https://zalo.example" };
    expect(await failureOf(Promise.resolve().then(() => createProxyClient(options)))).toMatchObject({
      issues: [{ path: ["base url"], message: "is not an option", code: "option_unknown" }],
    });
  });

  it("names what else makes a call impossible", async () => {
    const fetch = vi.fn(throughProxy);
    const client = clientWith({ fetch });
    const unusable = { name: "ConfigError", outcome: "not_sent" };
    expect(await failureOf(client.initJourneyToken(request, { idempotencyKey: "Đơn 42" }))).toMatchObject({
      ...unusable,
      issues: [{ path: ["idempotencyKey"] }],
    });
    expect(await failureOf(client.initJourneyToken({ ...request, reference: 1n as never }))).toMatchObject({
      ...unusable,
      issues: [{ path: ["request"], message: "must be JSON" }],
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it("refuses an option that does not exist by its name, and quotes no value", async () => {
    const options = { baseUrl: "", baseURL: "https://secret.example" };
    const error = await failureOf(() => createProxyClient(options));
    expect(error).toMatchObject({ name: "ConfigError", code: "config_invalid", outcome: "not_sent" });
    expect(error.message).toBe("The call cannot be made: baseURL is not an option");
    expect(error.issues).toEqual([{ path: ["baseURL"], message: "is not an option", code: "option_unknown" }]);

    const fetch = vi.fn(throughProxy);
    const misspelt = { idempotencykey: "order 42" } as object;
    const message = { phone: "84912345678", templateId: "1", templateData: {} };
    expect(await failureOf(clientWith({ fetch }).sendTemplate(message, misspelt))).toMatchObject({
      name: "ConfigError",
      outcome: "not_sent",
      issues: [{ path: ["idempotencykey"], message: "is not an option", code: "option_unknown" }],
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it("sends its own content type and key, whatever the case of the given headers", async () => {
    const sent: (string | null)[] = [];
    const fetch = (input: RequestInfo | URL) => {
      const { headers } = input as Request;
      sent.push(headers.get("content-type"), headers.get("idempotency-key"));
      return throughProxy(input);
    };
    const headers = { authorization: `Bearer ${key}`, "Content-Type": "text/plain", "Idempotency-Key": "given" };
    await clientWith({ fetch, headers }).initJourneyToken(request, { idempotencyKey: "order 42" });
    expect(sent).toEqual(["application/json", "order 42"]);
  });

  it("gives the official account's quality, of an application or of the default one", async () => {
    const fetch = vi.fn(async (input: RequestInfo | URL) => {
      const { url } = input as Request;
      const { app = "default" } = (await (input as Request).json()) as { app?: string };
      return Response.json({ quota: null, quality: { current: url, sevenDays: app, at: "2026-01-01T00:00:00.000Z" } });
    });
    const client = clientWith({ fetch });
    expect((await client.oaQuality()).sevenDays).toBe("default");
    expect(await client.oaQuality({ app: "north" })).toEqual({
      current: expect.stringMatching(/\/v1\/account$/),
      sevenDays: "north",
    });
  });

  it("sends a message with a key of its own, and checks a token", async () => {
    const fetch = vi.fn(async (input: RequestInfo | URL) => {
      const { url, headers } = input as Request;
      if (url.endsWith("/check"))
        return Response.json({ createdAt: "2026-01-01T00:00:00.000Z", expiresAt: "2026-01-08T00:00:00.000Z" });
      return Response.json({ requestId: headers.get("idempotency-key") }, { status: 202 });
    });
    const client = clientWith({ fetch });
    const message = { phone: "84912345678", templateId: "1", templateData: {} };
    const keys = await Promise.all([1, 2].map(() => client.sendTemplate(message)));
    expect(new Set(keys.map(({ requestId }) => requestId)).size).toBe(2);
    expect((await client.sendTemplate(message, { idempotencyKey: "order-7" })).requestId).toBe("order-7");
    expect((await client.checkJourneyToken({ journeyToken: "t" })).expiresAt).toEqual(new Date("2026-01-08"));
  });

  it.each([
    { phone: "84912345678", journeyToken: "t" },
    { journeyId: "1" },
    { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" } as const,
  ])("sends a message as it is named (%j), and gives the proxy's answer", async (named) => {
    const answer = { requestId: null, messageId: "m", journeyId: "1" };
    const bodies: unknown[] = [];
    const fetch = async (input: RequestInfo | URL) => {
      bodies.push(await (input as Request).json());
      return Response.json(answer, { status: 202 });
    };
    const message = { ...named, templateId: "1", templateData: { sentAt: "8:00" } };
    expect(await clientWith({ fetch }).sendTemplate(message)).toEqual(answer);
    expect(bodies).toEqual([message]);
  });

  it("sends an idempotency key for a journey only where one is given, and says whether the journey had been made before", async () => {
    const names: unknown[] = [];
    const fetch = async (input: RequestInfo | URL) => {
      names.push((input as Request).headers.get("idempotency-key"));
      return Response.json({ journeyId: "1", expiresAt: "2026-01-08T00:00:00.000Z", reused: true });
    };
    const client = clientWith({ fetch });
    expect(await client.initJourneyToken(request)).toMatchObject({ reused: true, expiresAt: new Date("2026-01-08") });
    await client.initJourneyToken(request, { idempotencyKey: "order 42" });
    expect(names).toEqual([null, "order 42"]);
  });

  it("leaves no timer, however a call ends", async ({ onTestFinished }) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const answers = [async () => Response.json({ journeyId: "1" }), () => Promise.reject(new TypeError("away"))];
    for (const fetch of answers) {
      await createProxyClient({ baseUrl: "https://proxy.example", fetch })
        .initJourneyToken(request)
        .catch(() => {});
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it("never sends once a call has failed as not sent", async () => {
    const fetch = vi.fn(throughProxy);
    const headers = () => new Promise<Record<string, string>>((resolve) => setTimeout(resolve, 60, {}));
    await failureOf(clientWith({ fetch, headers }).initJourneyToken(request, { timeoutMs: 20 }));
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each(["toString", "__proto__", "constructor", "", 7, null, {}])(
    "a problem of the kind %j is no problem of ours",
    async (kind) => {
      const body = JSON.stringify({ type: "urn:nxzalo:problem:x", code: "x", outcome: "unknown", kind });
      const fetch = async () => new Response(body, { status: 500 });
      expect(await failureOf(clientWith({ fetch }).initJourneyToken(request))).toMatchObject({ name: "ResponseError" });
    },
  );

  it("rethrows the caller's abort untouched", async () => {
    const reason = { my: "reason" };
    const controller = new AbortController();
    const pending = clientWith({ fetch: () => new Promise(() => {}) }).initJourneyToken(request, {
      signal: controller.signal,
    });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    await expect(clientWith().initJourneyToken(request, { signal: controller.signal })).rejects.toBe(reason);
  });
});
