import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createProxyClient, type ProxyClientOptions } from "./index.ts";

/** What React Native, jsdom or an older browser lacks. */
beforeEach(() => {
  vi.stubGlobal("Request", undefined);
  vi.stubGlobal("DOMException", undefined);
  for (const name of ["any", "timeout"] as const) vi.spyOn(AbortSignal, name).mockImplementation(missing);
  vi.spyOn(AbortSignal.prototype, "throwIfAborted").mockImplementation(missing);
  vi.spyOn(crypto, "randomUUID").mockImplementation(missing);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
const missing = (): never => {
  throw new TypeError("undefined is not a function");
};

const message = { phone: "84912345678", templateId: "133214", templateData: {} };
const sent: { readonly url: string; readonly init: RequestInit }[] = [];
/** A response as React Native's, without a stream. */
const fetch = (async (url: string, init: RequestInit) => {
  sent.push({ url, init });
  return { ok: true, status: 202, headers: new Headers(), text: async () => '{"requestId":"zalomid.1"}' };
}) as unknown as typeof globalThis.fetch;
const clientWith = (options: Partial<ProxyClientOptions> = {}) =>
  createProxyClient({ baseUrl: "https://zalo.example/", fetch, ...options });

describe("where a runtime lacks what is new", () => {
  it("a message is sent, with a key of its own", async () => {
    expect(await clientWith().sendTemplate(message)).toEqual({ requestId: "zalomid.1" });
    const { url, init } = sent.at(-1) ?? {};
    expect(url).toBe("https://zalo.example/v1/messages");
    expect(new Headers(init?.headers).get("idempotency-key")).toMatch(/^\d+-\d+-\d+-\d+$/);
  });

  it("so it is without any `crypto`, and two keys are two", async () => {
    vi.stubGlobal("crypto", undefined);
    await clientWith().sendTemplate(message);
    await clientWith().sendTemplate(message);
    const keys = sent.slice(-2).map(({ init }) => new Headers(init.headers).get("idempotency-key"));
    expect(keys[0]).toMatch(/^\d+-0\.\d+$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it("a URL is asked for as it is written: React Native's own `href` ends in one more slash, and has no parts", async () => {
    vi.stubGlobal(
      "URL",
      class {
        readonly href: string;
        constructor(url: string) {
          this.href = `${url}/`;
        }
        get username(): string {
          throw new Error("URL.username is not implemented");
        }
      },
    );
    await clientWith().sendTemplate(message);
    expect(sent.at(-1)?.url).toBe("https://zalo.example/v1/messages");
  });

  it("a call ends at its timeout", async () => {
    const never = (() => new Promise(() => {})) as typeof globalThis.fetch;
    await expect(clientWith({ fetch: never, timeoutMs: 20 }).sendTemplate(message)).rejects.toMatchObject({
      code: "timeout",
      outcome: "unknown",
    });
  });

  it("a caller's abort comes back with its reason, or as an AbortError where there is none", async () => {
    const reason = new Error("the page was left");
    const early = new AbortController();
    early.abort(reason);
    await expect(clientWith().sendTemplate(message, { signal: early.signal })).rejects.toBe(reason);

    const late = new AbortController();
    const never = (() => new Promise(() => {})) as typeof globalThis.fetch;
    const pending = clientWith({ fetch: never }).sendTemplate(message, { signal: late.signal });
    late.abort(reason);
    await expect(pending).rejects.toBe(reason);

    const bare = { aborted: true, reason: undefined } as unknown as AbortSignal;
    await expect(clientWith().sendTemplate(message, { signal: bare })).rejects.toMatchObject({ name: "AbortError" });
  });

  it("leaves no listener on the caller's signal", async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, "addEventListener");
    const removed = vi.spyOn(signal, "removeEventListener");
    await clientWith().sendTemplate(message, { signal });
    expect(added).toHaveBeenCalledWith("abort", expect.any(Function));
    expect(removed.mock.calls).toEqual(added.mock.calls);
  });

  it("a missing `fetch` is named, and nothing is said to be sent", async () => {
    vi.stubGlobal("fetch", undefined);
    await expect(clientWith({ fetch: undefined }).sendTemplate(message)).rejects.toMatchObject({
      code: "config_invalid",
      outcome: "not_sent",
      issues: [{ path: ["fetch"] }],
    });
  });
});
