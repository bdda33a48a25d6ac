import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { sign } from "@nxzalo/core";
import { readEnv } from "@nxzalo/core/internal";
import fc from "fast-check";
import { recordWork } from "nxzalo-testing/record-work";
import { Webhook } from "standardwebhooks";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import acknowledged from "../../../core/fixtures/receipt-journey-acknowledged.json" with { type: "json" };
import {
  createProxy,
  drWebhookFromEnv,
  forwardReceipts,
  type ProxyOptions,
  readReceiptConfig,
  toReceiptOptions,
} from "../index.ts";

const key = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const old = "0123456789abcdef0123456789abcdef";
const credentials = { accessKey: "ak", accessSecret: "as" };
const delivered = readFileSync(new URL("../../../core/fixtures/receipt-delivered.json", import.meta.url), "utf8");

interface Post {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** Posts a receipt as NXCLOUD would, to a proxy that hands it to `onReceipt`. */
async function post(
  { body = delivered, path = `/v1/receipts/${key}`, method = "POST", headers = {} }: Post,
  more: Partial<ProxyOptions["receipts"]> = {},
  options: Partial<ProxyOptions> = {},
) {
  const onReceipt = vi.fn(async () => {});
  const onFault = vi.fn();
  const stub = vi.fn();
  const proxy = createProxy({
    client: { initJourneyToken: stub, checkJourneyToken: stub, sendTemplate: stub, oaQuality: stub },
    authorize: () => null,
    receipts: { keys: [key, old], onReceipt, ...more },
    onFault,
    ...options,
  });
  const chunks = (async function* () {
    yield typeof body === "string" ? new TextEncoder().encode(body) : body;
  })();
  const reply = await proxy({ method, path, headers: new Headers(headers), body: chunks, env: "the bindings" });
  return { ...reply, onReceipt, onFault };
}

describe("POST /v1/receipts/:key", () => {
  it("hands the receipt over, then answers success", async () => {
    const { status, body, headers, onReceipt, report } = await post({});
    expect({ status, body }).toEqual({ status: 200, body: "success" });
    expect(headers["content-type"]).toBe("text/plain");
    expect(onReceipt).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ status: "delivered", requestId: expect.any(String) }),
      { verified: null, env: "the bindings" },
    );
    expect(JSON.stringify(report)).not.toContain(key);
    expect(report.route).toBe("/v1/receipts/:key");
  });

  it("takes the key that is being rotated out, and no other", async () => {
    expect((await post({ path: `/v1/receipts/${old}` })).status).toBe(200);
    for (const wrong of [`${key}x`, key.slice(1), "", `${key}/`]) {
      const { status, onReceipt } = await post({ path: `/v1/receipts/${wrong}` });
      expect(status, wrong).toBe(404);
      expect(onReceipt).not.toHaveBeenCalled();
    }
  });

  it("does not exist where nothing takes receipts", async () =>
    expect((await post({}, {}, { receipts: undefined })).status).toBe(404));

  it("is not accepted while the handler has not accepted it", async () => {
    let accept = () => {};
    const onReceipt = () => new Promise<void>((resolve) => (accept = resolve));
    let answered = false;
    const pending = post({}, { onReceipt }).then((reply) => {
      answered = true;
      return reply;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).toBe(false);
    accept();
    expect((await pending).status).toBe(200);
  });

  it("answers error where the handler fails, and tells the operator", async () => {
    const { status, body, onFault } = await post({}, { onReceipt: () => Promise.reject(new Error("disk full")) });
    expect({ status, body }).toEqual({ status: 500, body: "error" });
    expect(onFault).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ message: "disk full" }),
      expect.anything(),
    );
  });

  it("answers error where the handler does not end in twenty seconds, and tells the operator", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const answered = vi.fn();
    const posting = post({}, { onReceipt: () => new Promise<void>(() => {}) });
    void posting.then(answered);
    await vi.advanceTimersByTimeAsync(19_900);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(300);
    const { status, body, onFault } = await posting;
    expect({ status, body }).toEqual({ status: 500, body: "error" });
    expect(onFault.mock.calls[0]?.[0]).toMatchObject({ message: "The receipt was not accepted in time" });
  });

  it("answers error though the handler throws nothing at all, and the observer fails too", async () => {
    const onFault = () => {
      throw new Error("the observer's own");
    };
    expect((await post({}, { onReceipt: () => Promise.reject() }, { onFault })).body).toBe("error");
  });

  it("hands over what it does not know", async () =>
    expect((await post({ body: '{"status":"seen","more":1}' })).onReceipt).toHaveBeenCalledWith(
      expect.objectContaining({ status: "unknown", raw: { status: "seen", more: 1 } }),
      expect.anything(),
    ));

  it("takes what still comes while it shuts down", async () =>
    expect((await post({}, {}, { isReady: () => false })).body).toBe("success"));
});

const nested = (depth: number) =>
  `{"status":"seen","requestId":"q","ids":[1257624175686111232],"extra":${"[".repeat(depth)}${"]".repeat(depth)}}`;
const gzipped = new Uint8Array(gzipSync(delivered));

describe("a receipt that cannot be taken", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };

  it.each<[string, Post, string, RegExp]>([
    ["empty", { body: "" }, "body_malformed", /: it is empty$/],
    ["not JSON", { body: "{" }, "body_malformed", /: it is not JSON$/],
    ["HTML", { body: "<html>0912345678</html>" }, "body_malformed", /: it is not JSON$/],
    ["an array", { body: "[]" }, "body_malformed", /: it is an array$/],
    ["null", { body: "null" }, "body_malformed", /: it is not a JSON object$/],
    ["a text", { body: '"success"' }, "body_malformed", /: it is not a JSON object$/],
    ["not UTF-8", { body: new Uint8Array([0x22, 0xff, 0x22]) }, "body_malformed", /: it is not UTF-8$/],
    ["compressed", { body: gzipped, headers: { "content-encoding": "gzip" } }, "media_type_unsupported", /compressed$/],
    ["form fields", { body: "status=delivered&requestId=q", headers: form }, "media_type_unsupported", /form fields$/],
    [
      "too large",
      { body: `{"padding":"${"x".repeat(600_000)}"}` },
      "body_too_large",
      /: it is larger than 524288 bytes$/,
    ],
    ["nested too deep", { body: nested(101) }, "body_malformed", /: it is nested too deep$/],
    ["nested far too deep", { body: nested(200_000) }, "body_malformed", /: it is nested too deep$/],
    ["deep and broken", { body: "[".repeat(500_000) }, "body_malformed", /: it is nested too deep$/],
    [
      "an id with a NUL",
      { body: '{"status":"seen","requestId":"q\\u0000"}' },
      "body_malformed",
      /: requestId must have/,
    ],
    [
      "an id too long",
      { body: `{"journeyId":"${"9".repeat(257)}"}` },
      "body_malformed",
      /: journeyId must have at most 256/,
    ],
    [
      "Zalo's id with a line break",
      { body: '{"zaloRes":{"data":{"msg_id":"5c\\n4e"}}}' },
      "body_malformed",
      /: zaloRes\.data\.msg_id must have/,
    ],
  ])("%s: error, and the operator reads why", async (_, request, code, message) => {
    const { status, body, onReceipt, onFault, report } = await post(request);
    expect({ status, body }).toEqual({ status: 500, body: "error" });
    expect(onReceipt).not.toHaveBeenCalled();
    expect(report.errorCode).toBe(code);
    expect(onFault).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ name: "ProxyError", code, isFault: true, message: expect.stringMatching(message) }),
      expect.any(String),
    );
    expect(JSON.stringify(onFault.mock.calls)).not.toMatch(/0912345678|delivered/);
  });

  it.each<[string, Post]>([
    ["what is called compressed and is not", { headers: { "content-encoding": "gzip" } }],
    ["what is called a form and is not", { headers: form }],
    ["what has a byte-order mark", { body: `\ufeff${delivered}` }],
    ["what is nested as deep as it may be", { body: nested(99) }],
  ])("is not %s", async (_, request) => expect((await post(request)).body).toBe("success"));

  it("any bytes: success, or error with a reason", async () => {
    const name = fc.constantFrom(
      "status",
      "requestId",
      "journeyId",
      "oaId",
      "sendTime",
      "timestamp",
      "cost",
      "zaloRes",
    );
    const status = fc.constantFrom("success", "failed", "delivered", "journey_acknowledged", "journey_time_out");
    const near = fc.dictionary(fc.oneof(name, fc.string()), fc.oneof(fc.jsonValue(), status, fc.string()));
    const json = fc.oneof(near, fc.jsonValue()).map((value) => JSON.stringify(value) ?? "");
    const bytes = fc.uint8Array({ maxLength: 200, size: "max" }).map((array) => new Uint8Array(array));
    await fc.assert(
      fc.asyncProperty(fc.oneof(json, fc.string({ unit: "binary" }), bytes), async (body) => {
        const { status, body: said, onFault, onReceipt } = await post({ body });
        expect([status, said]).toEqual(onReceipt.mock.calls.length > 0 ? [200, "success"] : [500, "error"]);
        if (status === 500) expect(onFault.mock.calls[0]?.[0]).toMatchObject({ name: "ProxyError", isFault: true });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("NXCLOUD's signature, should it come", () => {
  const signed = (accessSecret: string, algorithm: "md5" | "sha256" = "md5", body = delivered, accessKey = "ak") => {
    const input = { accessKey, action: "mt", bizType: "9", ts: "1720602861913", body };
    const { body: _, ...headers } = input;
    return { ...headers, algorithm, sign: sign({ ...input, accessSecret, algorithm }) };
  };
  const verifiedOf = async (headers: Record<string, string>, more = {}) =>
    (await post({ headers }, { credentials: [credentials], ...more })).onReceipt.mock.calls[0]?.[1 as never] as unknown;

  it.each([
    ["one that fits", signed("as"), true],
    ["one by SHA-256", signed("as", "sha256"), true],
    ["one by another secret", signed("other"), false],
    ["one of another account", { ...signed("as"), accessKey: "zz" }, false],
    ["one without its time", { sign: signed("as").sign }, false],
    ["one of another account, by our secret", { ...signed("as", "md5", delivered, "zz") }, false],
    [
      "one in upper case",
      { ...signed("as", "sha256"), algorithm: "SHA256", sign: signed("as", "sha256").sign.toUpperCase() },
      true,
    ],
    ["none", {}, null],
  ])("%s is reported", async (_, headers, verified) =>
    expect(await verifiedOf(headers as Record<string, string>)).toMatchObject({ verified }),
  );

  it("is not judged where there is no secret to check it with", async () =>
    expect(await verifiedOf(signed("as"), { credentials: undefined })).toMatchObject({ verified: null }));

  it.each([
    ["as", true],
    ["previous", true],
    ["the one before that", false],
  ])("may be by the secret that is being rotated out: %s %s", async (accessSecret, verified) => {
    const rotating = { ...credentials, previousAccessSecret: "previous" };
    const config = readEnv({ RECEIPT_KEYS: key }, readReceiptConfig);
    const taken = toReceiptOptions(config, { onReceipt: () => {}, credentials: rotating });
    expect(await verifiedOf(signed(accessSecret), { credentials: taken?.credentials })).toMatchObject({ verified });
  });

  it("is over the bytes that came, a byte-order mark among them", async () => {
    const body = `\ufeff${delivered}`;
    const verifiedBy = async (headers: Record<string, string>) =>
      (await post({ body, headers }, { credentials: [credentials] })).onReceipt.mock.calls[0]?.[1 as never];
    expect(await verifiedBy(signed("as", "md5", body))).toMatchObject({ verified: true });
    expect(await verifiedBy(signed("as"))).toMatchObject({ verified: false });
  });

  it("is demanded only where the operator says so", async () => {
    const strict = { credentials: [credentials], requireSignature: true };
    expect((await post({}, strict)).status).toBe(500);
    expect((await post({ headers: signed("other") }, strict)).status).toBe(500);
    expect((await post({ headers: signed("as") }, strict)).status).toBe(200);
  });

  it.each([
    [{ RECEIPTS_REQUIRE_SIGNATURE: "true" }, true],
    [{ RECEIPTS_REQUIRE_SIGNATURE: "false" }, false],
    [{}, false],
  ])("is demanded as the variable says: %j", (variable, requireSignature) => {
    const config = readEnv({ RECEIPT_KEYS: key, ...variable }, readReceiptConfig);
    expect(toReceiptOptions(config, { onReceipt: () => {}, credentials })).toMatchObject({ requireSignature });
  });
});

describe("forwardReceipts", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const url = "https://shop.example/zalo";

  async function forwarded(status: number, forwardSecret = secret) {
    const fetch = vi.fn(
      async (_url: string, _init: { headers: Record<string, string>; body: string }) => new Response(null, { status }),
    );
    const reply = await post({}, { onReceipt: forwardReceipts({ url, secret: forwardSecret, fetch }) });
    const [, init] = fetch.mock.calls[0] ?? [];
    return { reply, fetch, headers: init?.headers ?? {}, body: init?.body ?? "" };
  }

  it("is read by the library of Standard Webhooks", async () => {
    const { reply, headers, body } = await forwarded(204);
    expect(reply.body).toBe("success");
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: "receipt.delivered",
      timestamp: expect.any(String),
      data: { status: "delivered", verified: null, raw: JSON.parse(delivered), sentAt: "2023-07-13T07:12:11.000Z" },
    });
    expect(() => new Webhook(`whsec_${btoa("another key of 24 bytes!")}`).verify(body, headers)).toThrow();
  });

  it("passes the trace on, and says nothing of the URL's path", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const { around, works } = recordWork({ traceparent });
    const fetch = vi.fn(
      async (_url: string, _init: { headers: Record<string, string> }) => new Response(null, { status: 503 }),
    );
    await post({}, { onReceipt: forwardReceipts({ url, secret, fetch, around }) }, { around });
    expect(fetch.mock.calls[0]?.[1].headers).toMatchObject({ traceparent, "webhook-id": expect.any(String) });
    expect(works).toMatchObject([
      { name: "request", facts: { "http.route": "/v1/receipts/:key", "http.response.status_code": 500 } },
      {
        name: "forward receipt",
        within: ["request"],
        failed: true,
        facts: {
          "url.full": "https://shop.example/",
          "nxzalo.receipt.status": "delivered",
          "http.response.status_code": 503,
        },
      },
    ]);
    expect(JSON.stringify(works)).not.toContain(key);
  });

  it("gives every copy of a receipt one id", async () =>
    expect((await forwarded(200)).headers["webhook-id"]).toBe((await forwarded(200)).headers["webhook-id"]));

  it.each([300, 302, 404, 500])("takes %i for no acceptance", async (status) =>
    expect((await forwarded(status)).reply.body).toBe("error"),
  );

  it.each([200, 204, 299])("takes %i for an acceptance", async (status) =>
    expect((await forwarded(status)).reply.body).toBe("success"),
  );

  it("leaves a receipt its own journeyId where none is stored", async () => {
    const fetch = vi.fn(async (_url: string, _init: { body: string }) => new Response());
    const journeyId = "1257624175686111232";
    const body = JSON.stringify({ ...acknowledged, journeyId });
    await post({ body }, { onReceipt: forwardReceipts({ url, secret, fetch }) });
    expect(JSON.parse(fetch.mock.calls[0]?.[1].body ?? "").data).toMatchObject({
      status: acknowledged.status,
      journeyId,
    });
  });

  it("says that the target could not be reached, and not where it is", async () => {
    const onReceipt = forwardReceipts({ url, secret, fetch: () => Promise.reject(new TypeError("fetch failed")) });
    const { body, onFault } = await post({}, { onReceipt });
    expect(body).toBe("error");
    expect(onFault.mock.calls[0]?.[0]).toMatchObject({ message: "RECEIPTS_FORWARD_URL could not be reached" });
  });

  it("waits ten seconds by default", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const answered = vi.fn();
    const onReceipt = forwardReceipts({ url, secret, fetch: () => new Promise(() => {}) });
    const posting = post({}, { onReceipt }).then(({ body }) => answered(body));
    await vi.advanceTimersByTimeAsync(9_900);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(300);
    await posting;
    expect(answered).toHaveBeenCalledExactlyOnceWith("error");
  });

  it("ends at its timeout", async () => {
    const onReceipt = forwardReceipts({ url, secret, fetch: () => new Promise(() => {}), timeoutMs: 20 });
    const { body, onFault } = await post({}, { onReceipt });
    expect(body).toBe("error");
    expect(onFault.mock.calls[0]?.[0]).toMatchObject({
      name: "ProxyError",
      message: "RECEIPTS_FORWARD_URL did not answer in time",
    });
  });
});

describe("readReceiptConfig", () => {
  const read = (record: Record<string, string>) => readEnv(record, readReceiptConfig);
  /** A URL with which the webhook has so many characters. */
  const publicUrlOf = (length: number) =>
    `https://zalo.example/${"x".repeat(length - `https://zalo.example//v1/receipts/${key}`.length)}`;

  it("takes a public URL with which the webhook has the 256 characters that NXCLOUD takes", () =>
    expect(read({ PUBLIC_URL: publicUrlOf(256), RECEIPT_KEYS: key }).drWebhook).toHaveLength(256));

  it("takes the keys of 128 bits or more that a path can hold, and no other", () => {
    const characters = fc.constantFrom(..."0123456789abcdefABCDEFgXyz_-.~");
    const keys = fc.oneof(
      fc.string({ unit: characters, minLength: 1, maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF"), minLength: 20, maxLength: 34 }),
      fc.constantFrom("g".repeat(200), "g".repeat(201), "g".repeat(21), "g".repeat(22)),
    );
    const isStrong = (one: string) => {
      const bits = one.length * (/^[0-9A-Fa-f]*$/.test(one) ? 4 : 6);
      return bits >= 128 && one.length <= 200 && /^[\w-]+$/.test(one);
    };
    const isTaken = (one: string) => {
      try {
        return read({ RECEIPT_KEYS: one }).receiptKeys[0] === one;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(keys, (one) => {
        expect(isTaken(one)).toBe(isStrong(one));
      }),
      { numRuns: 500 },
    );
  });

  it("reads the variables, and mounts nothing where nothing takes receipts", () => {
    const config = read({ RECEIPT_KEYS: `${key}, ${old}` });
    expect(config.receiptKeys).toEqual([key, old]);
    expect(toReceiptOptions(config, { credentials })).toBeUndefined();
    expect(toReceiptOptions(config, { credentials, onReceipt: () => {} })).toMatchObject({
      keys: [key, old],
      credentials: [credentials],
    });
  });

  it("says the receipts' URL by the newest key, for routes of one's own", () => {
    const env = { RECEIPT_KEYS: `${key},an-older-one-of-the-same-strength`, PUBLIC_URL: "https://Zalo.example/base/" };
    const drWebhook = `https://zalo.example/base/v1/receipts/${key}`;
    expect(read(env)).toMatchObject({ publicUrl: "https://zalo.example/base", drWebhook });
    expect(drWebhookFromEnv(env)).toBe(drWebhook);
    expect([drWebhookFromEnv({ RECEIPT_KEYS: key }), drWebhookFromEnv({ PUBLIC_URL: "https://zalo.example" })]).toEqual(
      [undefined, undefined],
    );
  });

  it.each<[Record<string, string>, string]>([
    [{ RECEIPT_KEYS: "short" }, "RECEIPT_KEYS"],
    [{ RECEIPT_KEYS: "0123456789abcdef01234567" }, "RECEIPT_KEYS"],
    [{ RECEIPTS_FORWARD_URL: "https://shop.example", RECEIPT_KEYS: key }, "RECEIPTS_FORWARD_SECRET"],
    [
      {
        RECEIPTS_FORWARD_URL: "https://shop.example",
        RECEIPTS_FORWARD_SECRET: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      },
      "RECEIPT_KEYS",
    ],
    [{ RECEIPTS_FORWARD_URL: "http://shop.example", RECEIPT_KEYS: key }, "RECEIPTS_FORWARD_URL"],
    [{ PUBLIC_URL: `https://${"x".repeat(240)}.example`, RECEIPT_KEYS: key }, "PUBLIC_URL"],
    [{ PUBLIC_URL: publicUrlOf(257), RECEIPT_KEYS: key }, "PUBLIC_URL"],
    [{ PUBLIC_URL: "https://zalo.example\n" }, "PUBLIC_URL"],
    [{ PUBLIC_URL: " https://zalo.example" }, "PUBLIC_URL"],
    [{ PUBLIC_URL: "https://zalo.exa\tmple" }, "PUBLIC_URL"],
    [{ DR_WEBHOOK_HOSTS: "https://shop.example" }, "DR_WEBHOOK_HOSTS"],
  ])("%j: %s is complained of", (record, name) =>
    expect(() => read(record)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: [name], code: expect.any(String) })] }),
    ),
  );
});
