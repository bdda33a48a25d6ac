import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainSignature } from "./explain.ts";
import { nobleHash } from "./hash.ts";
import { sign } from "./sign.ts";

const credentials = { accessKey: "a key", accessSecret: "s3cret/+", previousAccessSecret: "older" };
const body = '{"phone":"84912345678","appkey":"app","name":"Nguyễn, \\"A: B\\""}';
const fields = { accessKey: "a key", action: "mt", bizType: "9", ts: "1655710885431" };
const right = sign({ ...fields, body, accessSecret: credentials.accessSecret });
const explain = (signature: string, more: Record<string, string> = {}) =>
  explainSignature({ headers: { ...fields, sign: signature, ...more }, body, credentials });
const hashed = (text: string) => nobleHash("md5", text);
const signed = (change: Partial<Parameters<typeof sign>[0]>) =>
  sign({ ...fields, body, accessSecret: credentials.accessSecret, ...change });

describe("explainSignature", () => {
  it("says when it is right, whatever the case of the headers' names", () => {
    expect(explain(right)).toMatchObject({ isRight: true });
    const lower = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
    expect(explainSignature({ headers: { ...lower, SIGN: right }, body, credentials }).isRight).toBe(true);
  });

  it.each<[string, string, RegExp]>([
    ["SHA-256 without its header", signed({ algorithm: "sha256" }), /other algorithm/],
    ["JSON with spaces", signed({ body: JSON.stringify(JSON.parse(body), null, 2) }), /spaces/],
    [
      "JSON as Python writes it",
      signed({ body: '{"phone": "84912345678", "appkey": "app", "name": "Nguyễn, \\"A: B\\""}' }),
      /a space after each.*Python/,
    ],
    ["JSON in ASCII", signed({ body: body.replace("ễ", "\\u1ec5") }), /letters beyond ASCII/],
    [
      "sorted JSON",
      signed({ body: '{"appkey":"app","name":"Nguyễn, \\"A: B\\"","phone":"84912345678"}' }),
      /keys sorted/,
    ],
    ["a body with a line end", signed({ body: `${body}\n` }), /line end/],
    ["letters hashed as question marks", signed({ body: body.replace("ễ", "?") }), /hashed as `\?`/],
    [
      "everything sorted",
      hashed(`accessKey=a key&accessSecret=s3cret/+&action=mt&bizType=9&body=${body}&ts=${fields.ts}`),
      /another order/,
    ],
    [
      "lower-case names",
      hashed(`accesskey=a key&action=mt&biztype=9&ts=${fields.ts}&body=${body}&accessSecret=s3cret/+`),
      /lower case/,
    ],
    [
      "a secret without its name",
      hashed(`accessKey=a key&action=mt&bizType=9&ts=${fields.ts}&body=${body}s3cret/+`),
      /without its name/,
    ],
    [
      "no body, and SHA-256 without its header",
      signed({ body: "", algorithm: "sha256" }),
      /other algorithm; and the body was left out/,
    ],
    [
      "JSON as PHP writes it, and SHA-256 without its header",
      signed({ body: body.replace("ễ", "\\u1ec5"), algorithm: "sha256" }),
      /other algorithm; and other JSON.*PHP/,
    ],
    [
      "JSON as PHP writes it, and the previous secret",
      signed({ body: body.replace("ễ", "\\u1ec5"), accessSecret: "older" }),
      /previous secret; and other JSON.*PHP/,
    ],
    [
      "JSON as PHP writes it, and everything sorted, in SHA-256",
      nobleHash(
        "sha256",
        `accessKey=a key&accessSecret=s3cret/+&action=mt&bizType=9&body=${body.replace("ễ", "\\u1ec5")}&ts=${fields.ts}`,
      ),
      /other algorithm; and the parts were joined in another order; and other JSON.*PHP/,
    ],
    ["no body", signed({ body: "" }), /left out/],
    ["a secret with a line end", signed({ accessSecret: `${credentials.accessSecret}\n` }), /line end/],
    ["the previous secret", signed({ accessSecret: "older" }), /previous secret/],
    ["an encoded body", signed({ body: encodeURIComponent(body) }), /URL-encoded/],
    ["an encoded key and secret", signed({ accessKey: "a%20key", accessSecret: "s3cret%2F%2B" }), /URL-encoded/],
    ["seconds", signed({ ts: "1655710885" }), /seconds/],
    ["upper-case hex", right.toUpperCase(), /lower-case/],
    ["hex with a space after it", `${right} `, /lower-case/],
    ["upper-case hex, and no body", signed({ body: "" }).toUpperCase(), /left out/],
    ["a body with a line end of Windows", signed({ body: `${body}\r\n` }), /line end/],
    ["a secret with a line end of Windows", signed({ accessSecret: "s3cret/+\r\n" }), /secret was signed/],
    ["a secret with a space after it", signed({ accessSecret: "s3cret/+ " }), /secret was signed/],
    ["a secret with a space before it", signed({ accessSecret: " s3cret/+" }), /secret was signed/],
    [
      "an encoded key, body and secret",
      signed({ accessKey: "a%20key", body: encodeURIComponent(body), accessSecret: "s3cret%2F%2B" }),
      /URL-encoded/,
    ],
    [
      "an empty sign inside",
      hashed(`accessKey=a key&action=mt&bizType=9&sign=&ts=${fields.ts}&body=${body}&accessSecret=s3cret/+`),
      /part of what was signed/,
    ],
    [
      "the algorithm inside",
      nobleHash(
        "md5",
        `accessKey=a key&action=mt&algorithm=md5&bizType=9&ts=${fields.ts}&body=${body}&accessSecret=${credentials.accessSecret}`,
      ),
      /part of what was signed/,
    ],
  ])("names %s", (_, signature, mistake) => {
    const explanation = explain(signature);
    expect(explanation).toMatchObject({ isRight: false, mistake: expect.stringMatching(mistake) });
    expect(JSON.stringify(explanation)).not.toContain(credentials.accessSecret);
  });

  it.each([
    "accessKey action bizType body ts accessSecret",
    "accessKey action bizType ts accessSecret body",
    "accessSecret accessKey action bizType ts body",
    "accessKey ts bizType action body accessSecret",
  ])("names the order %s", (order) => {
    const values: Record<string, string> = { ...fields, body, accessSecret: credentials.accessSecret };
    const parts = order.split(" ").map((name) => `${name}=${values[name]}`);
    expect(explain(hashed(parts.join("&"))).mistake).toContain("another order");
  });

  it("names another order also where there is no body", () => {
    const sign = hashed(`accessKey=a key&accessSecret=s3cret/+&action=mt&bizType=9&ts=${fields.ts}`);
    const { mistake } = explainSignature({ headers: { ...fields, sign }, body: "", credentials });
    expect(mistake).toContain("another order");
  });

  it.each<[string, Partial<Parameters<typeof sign>[0]>, RegExp]>([
    ["a body", { body }, /without the spaces or line ends that were sent/],
    ["a secret", { accessSecret: "s3cret" }, /secret was signed with spaces.*, or without those that belong to it/],
    ["a time in seconds", { ts: "1655710885000" }, /seconds/],
  ])("names %s that was signed as it should have been sent", (_, change, mistake) => {
    const sent = { ...fields, ts: "1655710885", body: ` ${body}\n`, accessSecret: " s3cret " };
    const { accessSecret, body: text, ...headers } = sent;
    const request = { headers: { ...headers, sign: sign({ ...sent, ...change }) }, body: text };
    const explanation = explainSignature({ ...request, credentials: { accessKey: "a key", accessSecret } });
    expect(explanation.mistake).toMatch(mistake);
  });

  it("goes by the algorithm that was sent, however it is written", () => {
    for (const algorithm of ["sha256", "SHA256"]) {
      expect(explain(signed({ algorithm: "sha256" }), { algorithm }).isRight).toBe(true);
      expect(explain(right, { algorithm }).mistake).toContain("other algorithm");
    }
    expect(explain(right, { algorithm: "md5" }).isRight).toBe(true);
  });

  it("names missing headers and another account", () => {
    expect(explain("").mistake).toContain("lack sign");
    expect(explain(right, { accessKey: "other" }).mistake).toContain("another access key");
  });

  it("stops at the first that fits, and after some hundred hashes of a few million characters where none does", () => {
    const sizes = (body: string, signature: string) => {
      const lengths: number[] = [];
      const hash = (_: string, text: string) => String(lengths.push(text.length));
      explainSignature({ headers: { ...fields, sign: signature }, body, credentials }, hash);
      return lengths;
    };
    const rich = '{"a":"1/2 <Đ> \u2028\u007f\\b = \\"+\\"","z":1,"b":{"2":150000}}';
    expect(sizes(rich, "none").length).toBeLessThan(750);
    expect(sizes(rich, "9")).toHaveLength(9);
    const long = sizes(JSON.stringify({ a: "1/2 <Đ>".repeat(20_000) }), "none");
    expect(long.reduce((sum, length) => sum + length, 0)).toBeLessThan(6_000_000);
  });

  it("makes nothing up", () => expect(explain("0".repeat(32)).mistake).toBeUndefined());

  it("never throws and never shows the secret, whatever it is given", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.dictionary(fc.string(), fc.string()), (text, headers) => {
        const secret = "a-secret-nobody-writes";
        const input = {
          headers: { ...fields, ...headers, sign: text },
          body: text,
          credentials: { accessKey: "a key", accessSecret: secret },
        };
        expect(JSON.stringify(explainSignature(input))).not.toContain(secret);
      }),
    ));
});
