import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { inspect } from "node:util";
import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { recordWork } from "nxzalo-testing/record-work";
import { describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import failureSample from "../../fixtures/failure.json" with { type: "json" };
import successSample from "../../fixtures/init-success.json" with { type: "json" };
import {
  type CallOptions,
  createNxZalo,
  isNxZaloError,
  type NxZaloOptions,
  type Transport,
  TransportFailure,
} from "../index.ts";
import { call } from "./call.ts";
import type { Operation } from "./operations.ts";
import { resolveOptions } from "./options.ts";

const anything = z.any();

const credentials = { accessKey: "key", accessSecret: "hunter22-secret" };
const input = { phone: "+84 912 341 795", tokenType: "token_logistics_7" } as const;
const now = () => 1_720_638_317_487;

type Sent = Parameters<Transport>[0];

/** A client whose transport answers `reply` and keeps what was sent. */
function clientFor(
  reply: unknown,
  options: Partial<NxZaloOptions> & { status?: number; headers?: Record<string, string> } = {},
) {
  const sent: Sent[] = [];
  const { status = 200, headers = {}, ...rest } = options;
  const transport: Transport = async (made) => {
    sent.push(made);
    const bytes =
      reply instanceof Uint8Array
        ? reply
        : new TextEncoder().encode(typeof reply === "string" ? reply : JSON.stringify(reply));
    const body = (async function* () {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    })();
    return { status, headers: new Headers(headers), body };
  };
  return { sent, nx: createNxZalo({ credentials, appKey: "app", now, transport, retry: false, ...rest }) };
}

describe("what is sent", () => {
  it("is one signed request, as NXCLOUD documents it", async () => {
    const { nx, sent } = clientFor(successSample, { baseUrl: "https://x.example/base/" });
    expect(await nx.initJourneyToken(input)).toEqual(successSample.data);
    const body = '{"appkey":"app","phone":"84912341795","tokenType":"token_logistics_7"}';
    const signed = `accessKey=key&action=mt&bizType=9&ts=1720638317487&body=${body}&accessSecret=hunter22-secret`;
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ url: "https://x.example/base/v1/zalo/initJourneyToken", body });
    expect(sent[0]?.headers).toEqual({
      "content-type": "application/json",
      accessKey: "key",
      ts: "1720638317487",
      bizType: "9",
      action: "mt",
      sign: createHash("md5").update(signed).digest("hex"),
    });
  });

  it("names sha256, takes another application, and asks for the credentials each time", async () => {
    const ask = vi.fn(async () => credentials);
    const { nx, sent } = clientFor(successSample, { algorithm: "sha256", credentials: ask });
    await nx.initJourneyToken(input, { appKey: "other" });
    await nx.initJourneyToken(input);
    expect(sent[0]?.headers).toMatchObject({ algorithm: "sha256", sign: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({ appkey: "other" });
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("is the very text that was signed, whatever is in it", async () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "Đơn hàng của bạn",
        "牛小信",
        "🚚🏽",
        'a"b\\c',
        "line\nbreak",
        "x&body={}&accessSecret=y",
        "\ud800",
      ),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const sent: Sent[] = [];
        const transport: Transport = async (made) => {
          sent.push(made);
          throw new TransportFailure("stop", { sent: true });
        };
        const operation = {
          name: "any",
          path: "/any",
          repeatable: false,
          body: (_: string, value: unknown) => ({ value }),
        };
        const settings = resolveOptions({ credentials, appKey: "app", now, transport });
        const { initJourneyToken } = await import("./operations.ts");
        const any = { ...operation, input: () => anything, output: initJourneyToken.output } as unknown as Operation<
          string,
          never
        >;
        await call(settings, any, text).catch(() => {});
        const { body = "", headers = {} } = sent[0] ?? {};
        expect(JSON.parse(body)).toEqual({ value: text });
        const signed = `accessKey=key&action=mt&bizType=9&ts=${now()}&body=${body}&accessSecret=hunter22-secret`;
        expect(headers["sign"]).toBe(createHash("md5").update(Buffer.from(signed, "utf8")).digest("hex"));
      }),
    );
  });
});

describe("a client without options", () => {
  it.each([undefined, null])("%j: everything that is missing is named", async (options) =>
    expect(await failureOf(() => createNxZalo(options as never))).toMatchObject({
      name: "ConfigError",
      issues: [{ path: ["credentials", "accessKey"] }, { path: ["credentials", "accessSecret"] }, { path: ["appKey"] }],
    }),
  );
});

describe("an option", () => {
  it.each([
    [{ appKey: undefined }, "required"],
    [{ appKey: " app" }, "credential_wrong"],
    [{ algorithm: "sha1" }, "value_not_allowed"],
    [{ defaultCountryCode: "084" }, "country_code_wrong"],
    [{ defaultCountryCode: 84 }, "country_code_wrong"],
    [{ timeoutMs: 0.5 }, "number_out_of_range"],
    [{ deadlineMs: 2 ** 31 }, "number_out_of_range"],
    [{ templates: {} }, "templates_wrong"],
    [{ templates: null }, "templates_wrong"],
    [{ now: 1_700_000_000_000 }, "type_wrong"],
    [{ baseUrl: "http://api.nxcloud.com" }, "url_wrong"],
    [{ baseUrl: "https://api.nxcloud.com?a" }, "url_wrong"],
    [{ fetsh: 1 }, "option_unknown"],
  ])("%j is refused by its name, with a code", async (wrong, code) =>
    expect(await failureOf(() => clientFor({}, wrong as never))).toMatchObject({
      name: "ConfigError",
      issues: [{ path: Object.keys(wrong), code }],
    }),
  );

  it("is taken as far as timers hold", () =>
    expect(() => clientFor({}, { timeoutMs: 1, deadlineMs: 2 ** 31 - 1 })).not.toThrow());
});

describe("input", () => {
  it("is refused before anything is sent, by name, without its values", async () => {
    const { nx, sent } = clientFor(successSample);
    const bad = { phone: "0912341795", tokenType: "token_taxi", extra: 1, "84912341795": 2 };
    const error = await failureOf(nx.initJourneyToken(bad as never));
    expect(error).toMatchObject({ name: "InputError", code: "input_invalid", outcome: "not_sent", attempts: 0 });
    expect(error.issues?.map(({ path }) => path[0]).sort()).toEqual(["84*****1795", "extra", "phone", "tokenType"]);
    expect(error.message).toContain("country code");
    expect(sent).toHaveLength(0);
  });

  it.each([undefined, null, 7, [], { phone: 84912341795, tokenType: "token_logistics_7" }, { phone: "84912341795" }])(
    "%j is refused",
    async (value) =>
      expect(await failureOf(clientFor({}).nx.initJourneyToken(value as never))).toMatchObject({ kind: "input" }),
  );

  it("completes national numbers with the default country code", async () => {
    const { nx, sent } = clientFor(successSample, { defaultCountryCode: "84" });
    await nx.initJourneyToken({ ...input, phone: "0912 341 795" });
    expect(JSON.parse(sent[0]?.body ?? "")).toMatchObject({ phone: "84912341795" });
  });

  it.each([{ appKey: "bad\n" }, { timeoutMs: -1 }, { signal: {} }, { timeout: 5 }])(
    "call options %j are refused",
    async (options) =>
      expect(await failureOf(clientFor({}).nx.initJourneyToken(input, options as never))).toMatchObject({
        kind: "input",
      }),
  );

  it("may throw when it is read, and options may be null", async () => {
    const hostile = {
      get phone(): string {
        throw new Error("84912341795");
      },
      tokenType: "token_logistics_7",
    } as const;
    const { nx } = clientFor(successSample);
    expect(await failureOf(nx.initJourneyToken(hostile))).toMatchObject({ kind: "input", outcome: "not_sent" });
    expect(await nx.initJourneyToken(input, null as never)).toEqual(successSample.data);
  });

  it("is never a crash, whatever it is", async () => {
    const { nx } = clientFor(successSample);
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (value) => {
        expect(await failureOf(nx.initJourneyToken(value as never))).toMatchObject({ kind: "input" });
      }),
    );
  });
});

describe("replies", () => {
  const data = { journeyId: "1257624175686111232", token: "t" };

  it.each<[string, unknown, number?]>([
    ["a code as text", { code: "0", data }],
    ["a byte-order mark", `\ufeff${JSON.stringify({ code: 0, data })}`],
    ["extra fields", { code: 0, data: { ...data, more: [1] }, other: null }],
    ["a failing HTTP status", { code: 0, data }, 500],
    ["a numeric journeyId", '{"code":0,"data":{"journeyId":1257624175686111232,"token":"t"}}'],
  ])("are read with %s", async (_, reply, status = 200) =>
    expect(await clientFor(reply, { status }).nx.initJourneyToken(input)).toEqual(data),
  );

  it("are refusals with message or msg, data null, and a traceId", async () => {
    expect(await failureOf(clientFor(failureSample).nx.initJourneyToken(input))).toMatchObject({
      name: "UpstreamError",
      code: "upstream_failure",
      upstreamCode: -1,
      outcome: "unknown",
      attempts: 1,
      traceId: failureSample.traceId,
    });
    const error = await failureOf(
      clientFor({ code: "9002", msg: "bad 84912341795", data: null }).nx.initJourneyToken(input),
    );
    expect(error).toMatchObject({
      code: "phone_rejected",
      upstreamCode: 9002,
      outcome: "rejected",
      responsibleParty: "caller",
    });
    expect(error.message).toContain("84*****1795");
    const nulls = clientFor({ code: 9002, message: null, msg: "odd number", traceId: null, data: null });
    expect((await failureOf(nulls.nx.initJourneyToken(input))).message).toMatch(/: odd number$/);
    const limited = clientFor({ code: 9010 }, { headers: { "retry-after": "7" } });
    expect(await failureOf(limited.nx.initJourneyToken(input))).toMatchObject({ retryable: true, retryAfterMs: 7000 });
  });

  it("say when to come back, also where they cannot be read; not for what must not be repeated", async () => {
    const { nx } = clientFor("<html>503</html>", { status: 503, headers: { "retry-after": "7" } });
    expect(await failureOf(nx.initJourneyToken(input))).toMatchObject({ retryable: true, retryAfterMs: 7000 });
    const message = { phone: input.phone, templateId: "1", templateData: {} };
    expect((await failureOf(nx.sendTemplate(message))).retryAfterMs).toBeUndefined();
  });

  it.each<[string, unknown, string, number?]>([
    ["HTML", "<html>502</html>", "response_unreadable", 502],
    ["nothing", "", "response_unreadable"],
    ["half a JSON", '{"code":0,"data":{"journeyId":"12","token":"secret-tok', "response_unreadable"],
    ["bytes that are not UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "response_unreadable"],
    ["more than 1 MiB", new Uint8Array(1024 * 1024 + 1).fill(0x20), "response_unreadable"],
    ["a redirect", "", "response_unreadable", 302],
    ["a hidden redirect", "", "response_unreadable", 0],
    ["a success without data", { code: 0 }, "response_invalid"],
    ["a success with data null", { code: 0, data: null }, "response_invalid"],
    ["an empty token", { code: 0, data: { ...data, token: "" } }, "response_invalid"],
    ["a rounded journeyId", '{"code":0,"data":{"journeyId":1.2576241756861112e18,"token":"t"}}', "response_invalid"],
    ["no code", { message: "hello" }, "response_invalid"],
    ["a code that is not whole", { code: 0.5, data }, "response_invalid"],
    ["an empty code", { code: "", data }, "response_invalid"],
    ["a code that is no number", { code: "9002x", data }, "response_invalid"],
    ["a code that may have been rounded", { code: 2 ** 60, data }, "response_invalid"],
    ["a list", [], "response_invalid"],
  ])("that are %s are typed errors", async (_, reply, code, status = 200) => {
    const error = await failureOf(clientFor(reply, { status }).nx.initJourneyToken(input));
    expect(error).toMatchObject({ name: "ResponseError", code, status, outcome: "unknown" });
    expect(error.message).not.toContain("secret-tok");
  });

  const whole = new TextEncoder().encode(JSON.stringify({ code: 0, data }));

  it.each<[string, Partial<Awaited<ReturnType<Transport>>>]>([
    ["is a redirect", { status: 302 }],
    ["is a redirect", { status: 399 }],
    ["is a redirect", { status: 0 }],
    ["is too large", { body: new Uint8Array(1024 * 1024 + 1).fill(0x20) }],
    ["is too large", { body: Readable.from([whole, new Uint8Array(1024 * 1024).fill(0x20)]) }],
    ["is not UTF-8", { body: new Uint8Array([...whole, 0xff]) }],
    ["is empty", { body: new TextEncoder().encode("\n") }],
    ["is not JSON", { body: whole.subarray(0, -1) }],
    [
      "is cut off",
      {
        body: (async function* () {
          yield whole;
          throw new Error("terminated");
        })(),
      },
    ],
  ])("%s: said so, and no success, whatever came of it", async (what, reply) => {
    const transport = async () => ({ status: 200, headers: new Headers(), body: whole, ...reply });
    const error = await failureOf(clientFor({}, { transport }).nx.initJourneyToken(input));
    expect(error).toMatchObject({ code: "response_unreadable", outcome: "unknown", retryable: true });
    expect(error.message).toContain(what);
  });

  it("that do not fit say where", async () => {
    const { nx } = clientFor({ code: 0, data: { ...data, token: "" } });
    expect((await failureOf(nx.initJourneyToken(input))).message).toContain(": data.token must not be empty");
  });

  it("are a typed result whatever JSON they are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.json(), fc.string(), fc.record({ code: fc.anything(), data: fc.jsonValue() })),
        async (reply) => {
          const text =
            typeof reply === "string"
              ? reply
              : JSON.stringify(reply, (_, value) => (typeof value === "bigint" ? 0 : value));
          const { nx } = clientFor(text);
          const result = await nx.initJourneyToken(input).catch((error: unknown) => error);
          expect(isNxZaloError(result) || typeof (result as { token?: unknown }).token === "string").toBe(true);
        },
      ),
    );
  });
});

describe("failures on the way", () => {
  const failing = (error: unknown) => clientFor({}, { transport: undefined, fetch: () => Promise.reject(error) }).nx;

  it.each([
    ["ECONNREFUSED", new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }), "not_sent"],
    [
      "a failed connect",
      new TypeError("fetch failed", { cause: { code: "ECONNRESET", syscall: "connect" } }),
      "not_sent",
    ],
    [
      "a reset while reading",
      new TypeError("fetch failed", { cause: { code: "ECONNRESET", syscall: "read" } }),
      "unknown",
    ],
    ["no evidence", new TypeError("Failed to fetch"), "unknown"],
    ["nothing at all", undefined, "unknown"],
  ])("tell the truth about %s", async (_, error, outcome) =>
    expect(await failureOf(failing(error).initJourneyToken(input))).toMatchObject({
      name: "TransportError",
      code: "network_error",
      outcome,
      attempts: 1,
      retryable: true,
    }),
  );

  it("become a timeout, also where the transport does not listen", async () => {
    const deaf = clientFor({}, { transport: () => new Promise(() => {}), timeoutMs: 20 });
    const error = await failureOf(deaf.nx.initJourneyToken(input));
    expect(error).toMatchObject({ code: "timeout", outcome: "unknown" });
    expect(error.message).toContain("did not answer in time");
  });

  it("become a timeout that was not sent, where the transport knows that it wrote nothing", async () => {
    const transport: Transport = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new TransportFailure("still connecting", { sent: false })));
      });
    const connecting = clientFor({}, { transport, timeoutMs: 20 });
    expect(await failureOf(connecting.nx.initJourneyToken(input))).toMatchObject({
      code: "timeout",
      outcome: "not_sent",
    });
  });

  it("are asked for with the time in which a request has to begin: the call's own, and less what an answer takes", async () => {
    const transport = vi.fn<Transport>(() => Promise.reject(new TransportFailure("busy", { sent: false })));
    const now = () => 1_700_000_000_000;
    const { nx } = clientFor({}, { transport, now, timeoutMs: 2_000, retry: false });
    const beginsOf = async (options?: CallOptions) => {
      await nx.initJourneyToken(input, options).catch(() => {});
      return transport.mock.lastCall?.[0].beginWithinMs;
    };
    expect(await beginsOf()).toBe(1_800);
    expect(await beginsOf({ beginWithinMs: 500 })).toBe(500);
  });

  it("become a timeout that was not sent, where the credentials take too long", async () => {
    const slow = clientFor({}, { credentials: () => new Promise(() => {}) });
    const error = await failureOf(slow.nx.initJourneyToken(input, { timeoutMs: 20 }));
    expect(error).toMatchObject({ code: "timeout", outcome: "not_sent" });
    expect(error.message).toContain("before the request was sent");
    expect(slow.sent).toHaveLength(0);
  });

  it("become a ConfigError where the credentials cannot be had or used", async () => {
    const broken = clientFor(
      {},
      { credentials: () => Promise.reject(new Error("secret store locked; pw=hunter22-hunter22-hunter22")) },
    );
    const error = await failureOf(broken.nx.initJourneyToken(input));
    expect(error).toMatchObject({ name: "ConfigError", outcome: "not_sent" });
    expect(inspect(error, { depth: 9 })).not.toContain("hunter22");
    const malformed = clientFor({}, { credentials: () => ({ accessKey: "key", accessSecret: "with\nnewline" }) });
    expect(await failureOf(malformed.nx.initJourneyToken(input))).toMatchObject({ name: "ConfigError" });
  });

  it("cut off in the middle of a reply are unreadable replies", async () => {
    const body = (async function* () {
      yield new TextEncoder().encode('{"code":');
      throw new Error("terminated");
    })();
    const { nx } = clientFor({}, { transport: async () => ({ status: 200, headers: new Headers(), body }) });
    expect(await failureOf(nx.initJourneyToken(input))).toMatchObject({
      code: "response_unreadable",
      outcome: "unknown",
    });
  });
});

describe("a caller's abort", () => {
  const reason = { my: "reason" };

  it("is rethrown untouched before, during and after the request, and leaves no listener", async () => {
    const controller = new AbortController();
    const add = vi.spyOn(controller.signal, "addEventListener");
    const remove = vi.spyOn(controller.signal, "removeEventListener");
    const hanging = clientFor({}, { transport: () => new Promise(() => {}) });
    const pending = hanging.nx.initJourneyToken(input, { signal: controller.signal });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    await expect(hanging.nx.initJourneyToken(input, { signal: controller.signal })).rejects.toBe(reason);
    expect(remove).toHaveBeenCalledTimes(add.mock.calls.length);

    const later = new AbortController();
    const done = vi.spyOn(later.signal, "removeEventListener");
    const { nx, sent } = clientFor(successSample);
    expect(await nx.initJourneyToken(input, { signal: later.signal })).toEqual(successSample.data);
    expect(done).toHaveBeenCalledTimes(1);
    later.abort(reason);
    expect(sent[0]?.signal.aborted).toBe(false);
  });

  it("ends a reply that is being read", async () => {
    const controller = new AbortController();
    const body = (async function* () {
      yield new TextEncoder().encode("{");
      controller.abort(reason);
      await new Promise(() => {});
    })();
    const { nx } = clientFor({}, { transport: async () => ({ status: 200, headers: new Headers(), body }) });
    await expect(nx.initJourneyToken(input, { signal: controller.signal })).rejects.toBe(reason);
  });
});

describe("around", () => {
  it("is put around the call, and around each attempt of it, which says how it failed", async () => {
    const { around, works } = recordWork();
    const headers = { "retry-after": "0" };
    await failureOf(
      clientFor({ code: 9010 }, { around, headers, retry: {}, random: () => 0 }).nx.initJourneyToken(input),
    );
    const [call, first, second] = works;
    const facts = { "nxzalo.operation": "initJourneyToken" };
    expect(call).toEqual({ name: "initJourneyToken", within: [], incoming: null, facts, failed: true });
    expect(first).toMatchObject({
      name: "POST /v1/zalo/initJourneyToken",
      within: ["initJourneyToken"],
      facts: {
        ...facts,
        "http.request.method": "POST",
        "url.full": "https://api.nxcloud.com/v1/zalo/initJourneyToken",
        "error.type": "upstream_rate_limited",
        "nxzalo.upstream_code": 9010,
      },
    });
    expect(second?.facts["http.request.resend_count"]).toBe(1);
    expect(JSON.stringify(works)).not.toMatch(/84912341795|hunter22/);
  });

  it("is put around a call that is refused before anything is sent", async () => {
    const { around, works } = recordWork();
    await failureOf(clientFor({}, { around }).nx.initJourneyToken({ ...input, phone: "1" }));
    expect(works).toMatchObject([{ name: "initJourneyToken", failed: true }]);
  });

  it("sends nothing of a trace to NXCLOUD", async () => {
    const { around } = recordWork({ traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });
    const { nx, sent } = clientFor(successSample, { around });
    await nx.initJourneyToken(input);
    expect(JSON.stringify(sent[0]?.headers)).not.toContain("0af7651916cd43dd8448eb211c80319c");
  });
});

describe("events and errors", () => {
  it("tell attempts and ends, and an observer that throws changes nothing", async () => {
    const onEvent = vi.fn(() => {
      throw new Error("observer");
    });
    await clientFor(successSample, { onEvent }).nx.initJourneyToken(input);
    await failureOf(clientFor({ code: 9002 }, { onEvent }).nx.initJourneyToken(input));
    expect(onEvent.mock.calls.flat()).toMatchObject([
      { type: "attempt", operation: "initJourneyToken", attempt: 1 },
      { type: "settled", attempts: 1 },
      { type: "attempt", errorCode: "phone_rejected" },
      { type: "settled", errorCode: "phone_rejected", upstreamCode: 9002 },
    ]);
  });

  it("tell of which operation they are and how long it took, by the client's own clock", async () => {
    let time = now();
    let isAway = true;
    const transport: Transport = async () => {
      time += 250;
      if (isAway) throw new TransportFailure("refused", { sent: false });
      return { status: 200, headers: new Headers(), body: Readable.from([Buffer.from(JSON.stringify(successSample))]) };
    };
    const events: object[] = [];
    const options = { now: () => time, random: () => 0, onEvent: (event: object) => void events.push(event) };
    const { nx } = clientFor({}, { ...options, transport, retry: { maxAttempts: 2 } });
    await failureOf(nx.initJourneyToken(input));
    isAway = false;
    await nx.initJourneyToken(input);
    const operation = "initJourneyToken";
    const errorCode = "network_error";
    expect(events).toMatchObject([
      { type: "attempt", operation, attempt: 1, durationMs: 250, errorCode },
      { type: "retry", operation, attempt: 2, delayMs: 0, errorCode },
      { type: "attempt", operation, attempt: 2, durationMs: 250, errorCode },
      { type: "settled", operation, attempts: 2, durationMs: 500, errorCode, outcome: "not_sent" },
      { type: "attempt", operation, attempt: 1, durationMs: 250 },
      { type: "settled", operation, attempts: 1, durationMs: 250 },
    ]);
  });

  it("tell an observer whose promise is rejected, which is ignored", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    // No spy, which would handle the rejection.
    const onEvent = async () => {
      throw new Error("observer");
    };
    await clientFor(successSample, { onEvent }).nx.initJourneyToken(input);
    await new Promise(setImmediate);
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("tell of an abort, which is no failure", async () => {
    const onEvent = vi.fn();
    const controller = new AbortController();
    const transport: Transport = () => {
      controller.abort();
      return new Promise(() => {});
    };
    const { nx } = clientFor({}, { onEvent, transport });
    await nx.initJourneyToken(input, { signal: controller.signal }).catch(() => {});
    expect(onEvent.mock.calls.flat()).toMatchObject([
      { type: "attempt", isAborted: true, errorCode: undefined },
      { type: "settled", isAborted: true, attempts: 1 },
    ]);
  });

  it("tell how far NXCLOUD's clock is ahead, where its reply does", async () => {
    const onEvent = vi.fn();
    const headers = { date: new Date(now() + 90_000).toUTCString() };
    await clientFor(successSample, { onEvent, headers }).nx.initJourneyToken(input);
    expect(onEvent.mock.calls[0]?.[0].clockOffsetMs).toBeCloseTo(90_000, -3);
    await clientFor(successSample, { onEvent }).nx.initJourneyToken(input);
    expect(onEvent.mock.calls[2]?.[0].clockOffsetMs).toBeUndefined();
  });

  it("hold no secret, signature, token or whole phone number, whatever fails and however it is looked at", async () => {
    const token = "HmXFqeO5jM1Mw96XuhlVwR1uQQQAxvu8faW8";
    const leak = (sent: Sent) => `${JSON.stringify(sent.headers)} ${sent.body} hunter22-secret ${token} 84912341795`;
    const events: unknown[] = [];
    const onEvent = (event: unknown) => void events.push(event);
    const replying =
      (text: (sent: Sent) => string, status = 200): Transport =>
      async (sent) => {
        const body = (async function* () {
          yield new TextEncoder().encode(text(sent));
        })();
        return { status, headers: new Headers(), body };
      };
    const transports: Transport[] = [
      async (sent) => {
        throw Object.assign(new Error(leak(sent), { cause: new Error(leak(sent)) }), {
          headers: sent.headers,
          code: leak(sent),
        });
      },
      replying((sent) => `<html>${leak(sent)}</html>`, 502),
      replying((sent) => JSON.stringify({ code: 9001, message: leak(sent), traceId: leak(sent) })),
      replying((sent) => JSON.stringify({ code: 1003, message: "x", traceId: sent.headers["sign"] })),
      replying(() => JSON.stringify({ code: 0, data: { token, phone: "84912341795" } })),
      replying(() => `{"code":0,"data":{"token":"${token}`),
    ];
    for (const transport of transports) {
      const made: string[] = [];
      const watched: Transport = (sent) => {
        made.push(sent.headers["sign"] ?? "");
        return transport(sent);
      };
      const error = await failureOf(clientFor({}, { transport: watched, onEvent }).nx.initJourneyToken(input));
      const seen = [
        error.message,
        error.stack,
        JSON.stringify(error),
        inspect(error, { depth: 20, showHidden: true }),
        inspect(events),
      ];
      for (const secret of ["hunter22-secret", token, "84912341795", "912341795", made[0] ?? "-"]) {
        for (const text of seen) expect(text).not.toContain(secret);
      }
    }
  });
});
