import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { Readable } from "node:stream";
import { failureOf } from "nxzalo-testing/failure-of";
import { freePort, listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import successSample from "../../fixtures/init-success.json" with { type: "json" };
import { createNxZalo, type FetchLike, fetchTransport, type NxZaloOptions, TransportFailure } from "../index.ts";

const input = { phone: "84912345678", tokenType: "token_logistics_7" } as const;
const clientWith = (options: Partial<NxZaloOptions>) =>
  createNxZalo({
    credentials: { accessKey: "hunter22", accessSecret: "hunter22-secret" },
    appKey: "app",
    retry: false,
    ...options,
  });
const failureWith = (options: Partial<NxZaloOptions>) => failureOf(clientWith(options).initJourneyToken(input));

/** A response of a `fetch` that is none of the runtime's own. */
const responseWith = (more: object) => ({ status: 200, headers: { get: () => null }, ...more });
const text = JSON.stringify(successSample);
const bytes = new TextEncoder().encode(text);

describe("any kind of body is read", () => {
  const bodies: readonly (readonly [string, object])[] = [
    ["a web stream", { body: new Response(text).body }],
    ["a stream of Node's, as node-fetch gives", { body: Readable.from([bytes.subarray(0, 40), bytes.subarray(40)]) }],
    ["a stream of texts", { body: Readable.from([text.slice(0, 40), text.slice(40)]) }],
    ["text alone, as React Native gives", { text: async () => text }],
    ["text beside a body that is null", { body: null, text: async () => text }],
    ["text beside a body of another kind", { body: { _blob: {} }, text: async () => text }],
  ];
  it.each(bodies)("%s", async (_, more) => {
    const fetch = (async () => responseWith(more)) as unknown as FetchLike;
    expect(await clientWith({ fetch }).initJourneyToken(input)).toEqual(successSample.data);
  });

  it.each([
    ["a short body is read in one piece", { "content-length": "600" }, 1],
    ["a long one is not", { "content-length": "20000" }, 0],
    ["one of no known length is not", {}, 0],
    ["one that is going to be unpacked is not", { "content-length": "600", "content-encoding": "gzip" }, 0],
  ])("%s", async (_, headers, times) => {
    const { body } = new Response(text);
    const arrayBuffer = vi.fn(async () => bytes.slice().buffer);
    const fetch = (async () => ({
      status: 200,
      headers: new Headers(headers),
      body,
      arrayBuffer,
    })) as unknown as FetchLike;
    expect(await clientWith({ fetch }).initJourneyToken(input)).toEqual(successSample.data);
    expect(arrayBuffer).toHaveBeenCalledTimes(times);
  });

  it("a short body that breaks is a reply that cannot be read, which may have been a success", async () => {
    const { body } = new Response(text);
    const headers = new Headers({ "content-length": "600" });
    const arrayBuffer = () => Promise.reject(new Error("terminated"));
    const fetch = (async () => ({ status: 200, headers, body, arrayBuffer })) as unknown as FetchLike;
    const error = await failureWith({ fetch });
    expect(error).toMatchObject({ code: "response_unreadable", outcome: "unknown" });
    expect(error.message).toContain("is cut off");
  });

  it("too large a text is refused like too large a stream", async () => {
    const fetch = (async () => responseWith({ text: async () => " ".repeat(1024 * 1024 + 1) })) as FetchLike;
    expect(await failureWith({ fetch })).toMatchObject({ code: "response_unreadable", outcome: "unknown" });
  });

  it("no body at all is an empty one", async () => {
    const fetch = (async () => responseWith({})) as FetchLike;
    const error = await failureWith({ fetch });
    expect(error).toMatchObject({ code: "response_unreadable" });
    expect(error.message).toContain("is empty");
  });
});

it("a custom `fetch` is enough: the runtime need have none", async ({ onTestFinished }) => {
  vi.stubGlobal("fetch", undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const fetch = (async () => responseWith({ text: async () => text })) as unknown as FetchLike;
  expect(await clientWith({ fetch }).initJourneyToken(input)).toEqual(successSample.data);
});

describe("what surely was not sent is said to be so", () => {
  it("a connection that nothing listens for", async () =>
    expect(await failureWith({ baseUrl: `http://127.0.0.1:${await freePort()}` })).toMatchObject({
      code: "network_error",
      outcome: "not_sent",
      retryable: true,
      hint: "nothing listens at the base URL: check its host and port (ECONNREFUSED)",
    }));

  it("a host that has no address", async () => {
    const error = await failureWith({ baseUrl: "https://nothing.invalid" });
    expect(error).toMatchObject({ outcome: "not_sent", hint: expect.stringContaining("no address here") });
  });

  describe("over TLS", () => {
    const file = (name: string) => readFileSync(new URL(`../../../../testing/fixtures/${name}`, import.meta.url));
    const server = createTlsServer({ cert: file("loopback-cert.pem"), key: file("loopback-key.pem") });
    let seen = 0;
    server.on("request", () => seen++);
    let port = 0;
    beforeAll(async () => {
      ({ port } = await listenOnLoopback(server));
    });
    afterAll(() => void server.close());

    it("a certificate that is refused", async () => {
      const error = await failureWith({ baseUrl: `https://127.0.0.1:${port}` });
      expect(error).toMatchObject({
        outcome: "not_sent",
        hint: expect.stringMatching(/^the server's certificate was refused: .+ \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/),
      });
      expect(JSON.stringify(error)).not.toContain("***");
      expect(seen).toBe(0);
    });
  });

  it("what `fetch` can make no request of", async () => {
    const { signal } = new AbortController();
    const request = { url: "http://127.0.0.1:1", headers: { sign: "a\nb" }, body: "{}", signal };
    await expect(fetchTransport()(request)).rejects.toMatchObject({ name: "TransportFailure", sent: false });
  });

  it("what is one request more than a Worker may make", async () => {
    const fetch = async () => {
      throw new Error("Too many subrequests by single Worker invocation. To configure this limit, refer to the docs.");
    };
    expect(await failureWith({ fetch })).toMatchObject({
      code: "network_error",
      outcome: "not_sent",
      hint: "one request of a Worker may ask others no more often: do the rest in another one (TOO_MANY_SUBREQUESTS)",
    });
  });

  it("where the runtime has no `fetch`", async () => {
    vi.stubGlobal("fetch", undefined);
    const error = await failureWith({});
    vi.unstubAllGlobals();
    expect(error).toMatchObject({ outcome: "not_sent" });
    expect(String(error.cause)).toContain("this runtime has no `fetch`");
  });

  it("a failure of a custom `fetch` that says so, and not one that says the contrary", async () => {
    const cause = { code: "ECONNREFUSED" };
    const failing = (sent: boolean) => () => Promise.reject(new TransportFailure("busy", { sent, cause }));
    expect(await failureWith({ fetch: failing(false) })).toMatchObject({ code: "network_error", outcome: "not_sent" });
    expect(await failureWith({ fetch: failing(true) })).toMatchObject({ code: "network_error", outcome: "unknown" });
  });

  it("what our own code fails at before it sends anything", async () => {
    const hash = () => {
      throw new TypeError("a hash that does not work");
    };
    expect(await failureWith({ hash })).toMatchObject({ outcome: "not_sent", attempts: 1 });
  });
});

describe("what may have been sent is not said to be unsent", () => {
  it("a TypeError of a custom fetch, which may have sent it before", async () => {
    const fetch = async () => {
      throw new TypeError("cannot read properties of undefined");
    };
    expect(await failureWith({ fetch })).toMatchObject({ code: "network_error", outcome: "unknown" });
  });

  it("a connection that is closed after the request was read", async () => {
    const server = createHttpServer((request) => request.resume().on("end", () => request.socket.destroy()));
    const { url } = await listenOnLoopback(server);
    const error = await failureWith({ baseUrl: url });
    server.close();
    expect(error).toMatchObject({ outcome: "unknown", hint: expect.stringContaining("closed before a reply came") });
  });

  it("a failure of a transport that says so", async () => {
    const transport = () => Promise.reject(new TransportFailure("broken", { sent: true }));
    expect(await failureWith({ transport })).toMatchObject({ outcome: "unknown" });
  });
});
