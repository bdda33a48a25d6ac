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
      /spaces/,
    ],
    ["JSON in ASCII", signed({ body: body.replace("ễ", "\\u1ec5") }), /spaces/],
    ["sorted JSON", signed({ body: '{"appkey":"app","name":"Nguyễn, \\"A: B\\"","phone":"84912345678"}' }), /order/],
    ["no body", signed({ body: "" }), /left out/],
    ["a secret with a line end", signed({ accessSecret: `${credentials.accessSecret}\n` }), /line end/],
    ["the previous secret", signed({ accessSecret: "older" }), /previous secret/],
    ["an encoded body", signed({ body: encodeURIComponent(body) }), /URL-encoded/],
    ["an encoded key and secret", signed({ accessKey: "a%20key", accessSecret: "s3cret%2F%2B" }), /URL-encoded/],
    ["seconds", signed({ ts: "1655710885" }), /seconds/],
    ["upper-case hex", right.toUpperCase(), /lower-case/],
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

  it("names missing headers and another account", () => {
    expect(explain("").mistake).toContain("lack sign");
    expect(explain(right, { accessKey: "other" }).mistake).toContain("another access key");
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
