import { createNxZalo, upstreamCodes } from "@nxzalo/core";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import vectors from "../../core/fixtures/vectors-zalo.json" with { type: "json" };
import { clientOf, init } from "../test/client.ts";
import { createSandbox, type Fault, faultNames, phoneForCode, phoneForFault, type Sandbox } from "./index.ts";
import { readToken } from "./operations/token.ts";
import { authenticate } from "./signature.ts";

describe("a signed call", () => {
  it.each(["md5", "sha256"] as const)("is answered with a token as NXCLOUD gives it (%s)", async (algorithm) => {
    const sandbox = createSandbox();
    const { journeyId, token } = await init(sandbox, undefined, { algorithm });
    expect(journeyId).toMatch(/^[1-9]\d{18}$/);
    expect(token).toMatch(/^[A-Za-z0-9_-]{256}$/);
    expect(sandbox.calls).toMatchObject([{ path: "/v1/zalo/initJourneyToken", code: 0 }]);
    expect(sandbox.calls[0]?.body).toContain("84912345678");
    expect((await init(sandbox)).token).not.toBe(token);
  });

  it("carries a token that describes itself to any sandbox with the same secret, and to no other", async () => {
    const sandbox = createSandbox({ now: () => 1_720_638_317_487 });
    sandbox.advance(5);
    const { journeyId, token } = await init(sandbox, undefined, { now: () => 1_720_638_317_487 });
    const { accessSecret } = createSandbox().credentials;
    expect(readToken(accessSecret, token)).toEqual({
      journeyId,
      appKey: "sandbox-app",
      phone: "84912345678",
      tokenType: "token_logistics_7",
      createdAt: 1_720_638_317_492,
    });
    expect(readToken("another secret", token)).toBeUndefined();
    expect(readToken(accessSecret, `${token.slice(0, -5)}AAAAA`)).toBeUndefined();
    for (const text of ["", "a", "short", "not base64!"]) expect(readToken(accessSecret, text)).toBeUndefined();
  });
});

describe("the sandbox's own signature check", () => {
  it("holds for every computed vector", () => {
    expect(vectors.vectors).toHaveLength(34);
    for (const { accessKey, accessSecret, body, sign, ts, ...rest } of vectors.vectors) {
      const headers = new Headers({ accessKey, ts, sign, ...rest });
      const check = (signature: string) => {
        headers.set("sign", signature);
        authenticate(headers, body, { accessKey, accessSecret }, Number(ts));
      };
      expect(() => check(sign)).not.toThrow();
      expect(() => check(sign.replace(/^./, (first) => (first === "0" ? "1" : "0")))).toThrow("invalid signature");
    }
  });
});

describe("refusals", () => {
  const ask = async (
    sandbox: Sandbox,
    change: (headers: Headers) => void,
    path = "/v1/zalo/initJourneyToken",
    body?: string,
  ) => {
    let made: { headers: Record<string, string>; body: string } | undefined;
    const peek = createNxZalo({
      credentials: sandbox.credentials,
      appKey: sandbox.appKey,
      retry: false,
      fetch: async (_, request) => {
        made = request;
        throw new Error("peeked");
      },
    });
    await peek.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" }).catch(() => {});
    const headers = new Headers(made?.headers);
    change(headers);
    const response = await sandbox.fetch(`https://api.nxcloud.com${path}`, {
      method: "POST",
      headers,
      body: body ?? made?.body ?? "",
    });
    return response.json();
  };

  it.each(["accessKey", "ts", "bizType", "action", "sign"])("1001 without the header %s", async (name) => {
    const reply = await ask(createSandbox(), (headers) => headers.delete(name));
    expect(reply).toEqual({
      code: 1001,
      message: expect.any(String),
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it.each<[number, string, string]>([
    [1002, "bizType", "2"],
    [1002, "action", "send"],
    [1002, "algorithm", "sha1"],
    [1004, "ts", "1655710885431"],
    [1005, "accessKey", "somebody"],
    [1003, "sign", "0".repeat(32)],
    [1003, "algorithm", "sha256"],
  ])("%i for a wrong %s", async (code, name, value) =>
    expect(await ask(createSandbox(), (headers) => headers.set(name, value))).toMatchObject({ code }),
  );

  it.each(["/v1/zalo/sendTemplate", "/v1/zalo/mt/", "/v1/zalo/MT", "/toString", "/"])(
    "1002 for a path that NXCLOUD does not have: %s",
    async (path) => expect(await ask(createSandbox(), () => {}, path)).toMatchObject({ code: 1002 }),
  );

  it("1003 where the body is not the one that was signed", async () =>
    expect(await ask(createSandbox(), () => {}, undefined, "{}")).toMatchObject({ code: 1003 }));

  it("1004 from 60,001 ms on, either way", async () => {
    const now = 1_720_638_317_487;
    const sandbox = createSandbox({ now: () => now });
    for (const off of [60_000, -60_000]) expect(await init(sandbox, undefined, { now: () => now + off })).toBeTruthy();
    for (const off of [60_001, -60_001]) {
      expect(await failureOf(init(sandbox, undefined, { now: () => now + off }))).toMatchObject({
        upstreamCode: 1004,
        code: "clock_skew",
      });
    }
    sandbox.advance(86_400_000);
    expect(await init(sandbox, undefined, { now: () => now })).toBeTruthy();
  });

  it("9003 for an unknown application, which another sandbox may know", async () => {
    const sandbox = createSandbox();
    const named = (appKey: string) =>
      clientOf(sandbox).initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" }, { appKey });
    expect(await failureOf(named("nobody"))).toMatchObject({ upstreamCode: 9003 });
    expect(await named("sandbox-app-2")).toBeTruthy();
  });
});

describe("magic phone numbers", () => {
  it("answer every documented code, and any other", async () => {
    const sandbox = createSandbox();
    for (const code of [...upstreamCodes().map((row) => row.code), 1007, 17008, 54321]) {
      expect(await failureOf(init(sandbox, phoneForCode(code)))).toMatchObject({
        upstreamCode: code,
        traceId: expect.any(String),
      });
    }
    expect(phoneForCode(-1)).toBe("84900099991");
    expect(phoneForCode(17009)).toBe("84900017009");
  });

  const expected: Record<Exclude<Fault, "slow_answer" | "no_answer">, object> = {
    closed_before_read: { code: "network_error", outcome: "not_sent" },
    closed_after_read: { code: "network_error", outcome: "unknown" },
    html_502: { code: "response_unreadable", status: 502 },
    truncated_json: { code: "response_unreadable" },
    empty_200: { code: "response_unreadable" },
    oversized_body: { code: "response_unreadable" },
    redirect: { code: "response_unreadable", status: 302 },
    not_utf8: { code: "response_unreadable" },
    success_without_data: { code: "response_invalid" },
    code_as_string: {},
    numeric_journey_id: {},
  };

  it.each(Object.entries(expected) as [Fault, object][])("break the answer: %s", async (fault, error) => {
    for (const sandbox of [createSandbox(), createSandbox()]) {
      const phone = sandbox.calls.length === 0 ? phoneForFault(fault) : "84912345678";
      const call = init(sandbox, phone);
      if ("code" in error) expect(await failureOf(call)).toMatchObject(error);
      else expect(await call).toMatchObject({ journeyId: expect.stringMatching(/^\d{19}$/) });
      expect(sandbox.calls).toHaveLength(fault === "closed_before_read" ? 0 : 1);
    }
  });

  it.each(["slow_answer", "no_answer"] as const)("keep the caller waiting until it gives up: %s", async (fault) =>
    expect(await failureOf(init(createSandbox(), phoneForFault(fault), { timeoutMs: 50 }))).toMatchObject({
      code: "timeout",
      outcome: "unknown",
    }),
  );

  it("of faults are those of the README's table", () =>
    expect(faultNames.map((name) => [name, phoneForFault(name)])).toEqual([
      ["slow_answer", "84900300001"],
      ["closed_before_read", "84900300002"],
      ["closed_after_read", "84900300003"],
      ["html_502", "84900300004"],
      ["truncated_json", "84900300005"],
      ["empty_200", "84900300006"],
      ["code_as_string", "84900300007"],
      ["oversized_body", "84900300008"],
      ["redirect", "84900300009"],
      ["no_answer", "84900300010"],
      ["not_utf8", "84900300011"],
      ["success_without_data", "84900300012"],
      ["numeric_journey_id", "84900300013"],
    ]));

  it.each(["84900300000", "84900300014", "849003000041", "8490030004", "848490030004"])(
    "that are none of them bring about nothing: %s",
    async (to) => {
      const sandbox = createSandbox();
      const reply = await sandbox.fetch("https://api.nxcloud.com/v1/zalo/mt", {
        method: "POST",
        body: JSON.stringify({ phone: to }),
      });
      expect(await reply.json()).toMatchObject({ code: 1001 });
    },
  );
});

describe("faults and reset", () => {
  it("queue for the next requests, one each", async () => {
    const sandbox = createSandbox();
    sandbox.faults.push("html_502", "empty_200");
    expect(await failureOf(init(sandbox))).toMatchObject({ status: 502 });
    expect(await failureOf(init(sandbox))).toMatchObject({ status: 200 });
    expect(await init(sandbox)).toBeTruthy();
    sandbox.faults.push("html_502");
    sandbox.reset();
    expect(sandbox.calls).toEqual([]);
    expect(await init(sandbox)).toBeTruthy();
  });
});
