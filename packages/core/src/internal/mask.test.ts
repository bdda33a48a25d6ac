import { constants } from "node:os";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerptOf, mask, maskPhone, safeCause } from "./mask.ts";

describe("mask", () => {
  it("shows a phone number by its ends", () => {
    expect(maskPhone("84912341795")).toBe("84*****1795");
    expect(mask("no route to 84912341795!")).toBe("no route to 84*****1795!");
    expect(mask("call +84 912 341 795")).toBe("call +84*****1795");
  });

  it("takes out tokens, known secrets and values of telling fields", () => {
    expect(mask("x HmXFqeO5jM1Mw96XuhlVwR1 y")).toBe("x *** y");
    expect(mask("-a0000-0000-_0-a")).toBe("***");
    expect(mask("the secret is tiny", ["tiny"])).toBe("the secret is ***");
    expect(mask('{"token":"short","ok":"yes"}')).toBe('{"token":"***","ok":"yes"}');
  });

  it("takes out the whole value of a telling field, and no other, however deep its JSON is quoted", () => {
    const value = fc.string({
      unit: fc.oneof(fc.constantFrom("\\", '"', "8", "\n", ",", ":"), fc.string()),
      minLength: 1,
    });
    const name = fc.constantFrom("phone", "accessSecret", "journeyToken", "sign");
    const quoted = (fields: object, depth: number): string =>
      depth === 0 ? JSON.stringify(fields) : JSON.stringify(quoted(fields, depth - 1));
    fc.assert(
      fc.property(fc.nat(4), name, value, (depth, field, secret) => {
        const masked = mask(quoted({ a: "b", [field]: secret, ok: "yes" }, depth));
        expect(masked).toBe(quoted({ a: "b", [field]: "***", ok: "yes" }, depth));
      }),
    );
    expect(mask(String.raw`sent {\"phone\":\"84912345678\",\"token\":\"a\b\"} and failed`)).toBe(
      String.raw`sent {\"phone\":\"***\",\"token\":\"***\"} and failed`,
    );
  });

  it("never leaves 8 digits in a row or a known secret, in any text", () => {
    const secret = fc.stringMatching(/^[!-~]{4,30}$/);
    const digits = fc.stringMatching(/^\d{8,15}$/);
    const text = fc.string({ maxLength: 300, size: "max" });
    fc.assert(
      fc.property(text, digits, secret, text, (before, phone, known, after) => {
        const masked = excerptOf(`${before} ${phone} ${known} ${after}`, [known]);
        expect(masked).not.toMatch(/\d{8}/);
        expect(masked.length).toBeLessThanOrEqual(200);
        if (known.replaceAll("*", "").length > 3) expect(masked).not.toContain(known);
      }),
    );
  });

  it("takes out one secret that lies within another, and what JSON or a line makes of one", () => {
    const known = ["Lê Lợi", '12 Lê Lợi, "Q1"', "Tầng  2\nPhòng 5"];
    const text = known.join("|");
    expect(excerptOf(text, known)).toBe("***|***|***");
    expect(excerptOf(JSON.stringify(text), known)).toBe('"***|***|***"');
    const ascii = JSON.stringify(known[1]).replace(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    expect(excerptOf(ascii, known)).toBe('"***"');
    expect(excerptOf(`${"x".repeat(9_000)}!`, ["x".repeat(9_000)])).toBe("***!");
  });

  it("never leaves a known secret, however many there are and however the text quotes them", () => {
    const part = fc.string({
      unit: fc.oneof(fc.constantFrom('"', "\\", "\n", " ", "ễ", "🚚"), fc.string({ minLength: 1, maxLength: 1 })),
      minLength: 4,
      maxLength: 20,
      size: "max",
    });
    const secrets = fc
      .tuple(part, part, part)
      .map(([one, two, three]) => [one, `${two}${one}`, `${one}${three}`, three]);
    const quote = fc.constantFrom<(text: string) => string>(String, JSON.stringify, (text) => JSON.stringify({ text }));
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), secrets, quote, (order, all, quoted) => {
        const known = order.map((index) => all[index] ?? "");
        const masked = excerptOf(known.map(quoted).join(" | "), known);
        for (const secret of known) {
          const line = excerptOf(secret);
          if (/[^*\s|"\\]{4}/.test(line)) expect(masked).not.toContain(line);
        }
      }),
    );
  });

  it("masks no words that mean nothing, though a secret's line is short", () =>
    expect(excerptOf("a hub", [" a ", ""])).toBe("a hub"));

  it("gives one printable line", () => expect(excerptOf("a\u0000\n\tb\u202e\r\n c")).toBe("a b c"));
});

describe("codes and names of errors", () => {
  const codes = [
    ...Object.keys(constants.errno),
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA",
    "UND_ERR_CONNECT_TIMEOUT",
    "UND_ERR_RES_EXCEEDED_MAX_SIZE",
    "SQLITE_CONSTRAINT_PRIMARYKEY",
  ];
  it.each(codes)("%s is left as it is", (code) => {
    expect(mask(`failed: ${code}, again`)).toBe(`failed: ${code}, again`);
    expect(safeCause(Object.assign(new Error("x"), { code }))).toMatchObject({ code });
  });

  it.each(["TransportFailure", "ConnectTimeoutError", "HeadersTimeoutError", "ResponseContentLengthMismatchError"])(
    "%s is left as it is",
    (name) => expect(mask(`${name}: broken`)).toBe(`${name}: broken`),
  );

  it.each([
    "SK_LIVE_aBcDeFgHiJkLmN",
    "sk_LIVE_ABCDEFGHIJKLMN",
    "A1_B2_C3_D4_E5_F6_G7",
    "ABCDEFGHIJKLMNOPQRST",
    "_SK_LIVE_ABCDEFGHIJKLM",
    "keyOfTransportFailure",
    "TransportFailureabcdef",
    "TransportAbcdefghijkl",
  ])("%s is none of them", (token) => expect(mask(`failed: ${token}, again`)).toBe("failed: ***, again"));

  it("no random token is taken for one of them", () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{16,64}$/), fc.constantFrom("", "_", "__"), (token, seam) => {
        fc.pre(/\d.*\d.*\d.*\d.*\d/.test(token) || (/[a-z]/.test(token) && !/(Error|Failure|Exception)$/.test(token)));
        expect(mask(`${seam}${token}`)).toBe("***");
      }),
    ));
});

describe("a cause", () => {
  const chain = (depth: number): object => ({ message: `at ${depth}`, ...(depth > 0 && { cause: chain(depth - 1) }) });

  it("keeps what names it, masked, and nothing else", () => {
    const token = "HmXFqeO5jM1Mw96XuhlVwR1";
    const error = Object.assign(new TypeError("call 84912341795"), { code: "E1", syscall: "connect", headers: token });
    const safe = safeCause(error);
    expect(safe).toMatchObject({ name: "TypeError", message: "call 84*****1795", code: "E1", syscall: "connect" });
    expect(Object.getOwnPropertyNames(safe)).not.toContain("stack");
    expect(safe).not.toHaveProperty("headers");
    const telling = { name: token, message: "tiny", code: token, syscall: token };
    expect(safeCause(telling, ["tiny"])).toMatchObject({ name: "***", message: "***", code: "***", syscall: "***" });
    for (const none of [undefined, null, "text", 7]) expect(safeCause(none)).toBeUndefined();
  });

  it("has its own causes, four of them at most in all", () => {
    const messages: string[] = [];
    for (let error = safeCause(chain(9)); error; error = error.cause as Error | undefined) messages.push(error.message);
    expect(messages).toEqual(["at 9", "at 8", "at 7", "at 6"]);
  });
});
