import { readdirSync, readFileSync } from "node:fs";
import { explainSignature, sign, upstreamCodes } from "@nxzalo/core";
import { expect, it } from "vitest";
import { connectionHint } from "../../../core/src/client/connection-failure.ts";
import { mistakes } from "../../../core/src/signature/mistakes.ts";
import { otherTexts } from "../../../core/src/signature/other-json/other-texts.ts";
import { hintText } from "./hints.ts";
import { mistakeText } from "./mistakes.ts";

const vi = { language: "vi" } as const;
const en = { language: "en" } as const;

/** Words of English that no text in Vietnamese has, and no name in code that such a text quotes. */
const english =
  /\b(?:the|and|not|with|that|was|were|its?|as|for|of|or|ask|send|check|give|wait|use|letters|numbers|spaces|writes)\b/;

/** What is left of English, without what is code. */
const englishIn = (text: string) => english.exec(text.replace(/`[^`]*`|\([^)]*\)|\w+[.=_]\S+/g, ""))?.[0];

const sourceOf = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** The hints that stand in the source of what a gateway answers with. */
function writtenHints(): string[] {
  const service = "journeys/src/service/";
  const files = readdirSync(new URL(`../../../${service}`, import.meta.url)).filter((name) => /^[^.]+\.ts$/.test(name));
  const paths = ["proxy/src/problems.ts", "core/src/problem.ts", "core/src/client/reply.ts", "client/src/send.ts"];
  const text = [...paths, ...files.map((name) => service + name)].map(sourceOf).join("\n");
  const found = [...text.matchAll(/(?:[hH]int(?::| =)|notResendable\("[^"]*",|giveData =)\s*"([^"\n]+)"/g)];
  return found.map(([, hint]) => hint ?? "");
}

it("every hint of a refusal, a failed connection or a gateway is Vietnamese for a reader of it, and English as it is", () => {
  const connections = [
    "ECONNREFUSED",
    "ENOTFOUND",
    "CERT_HAS_EXPIRED",
    "ETIMEDOUT",
    "EPIPE",
    "TOO_MANY_SUBREQUESTS",
    undefined,
  ];
  const hints = [...upstreamCodes().map(({ hint }) => hint), ...connections.map(connectionHint), ...writtenHints()];
  expect(hints.length).toBeGreaterThan(50);
  for (const hint of hints) {
    expect(englishIn(hintText(vi, hint)), hint).toBeUndefined();
    expect(hintText(en, hint)).toBe(hint);
  }
  expect(hintText(vi, connectionHint("ECONNREFUSED"))).toMatch(/^không có gì lắng nghe.* \(ECONNREFUSED\)$/);
  expect(hintText(vi, "a hint of a later gateway")).toBe("a hint of a later gateway");
});

it("why a recipient is not written to is Vietnamese, but for what a person wrote", () => {
  const since = "since 2026-01-05T02:30:06.000Z, until";
  expect(
    hintText(vi, `${since} 2026-04-05T02:30:06.000Z: -141, the recipient refuses this official account (…)`),
  ).toMatch(/^từ 2026-01-05T02:30:06.000Z, đến 2026-04-05T02:30:06.000Z: -141, Người nhận /);
  expect(hintText(vi, `${since} it is removed: set by hand: ask again`)).toMatch(
    /, cho đến khi bỏ chặn: chặn thủ công: ask again$/,
  );
  expect(hintText(vi, `${since} it is removed: the recipient has asked not to be written to (…)`)).toMatch(
    /: người nhận đã yêu cầu không liên hệ$/,
  );
});

it("every mistake of a signature is named in Vietnamese, with what to do", () => {
  const named = mistakes.flatMap(({ name, hint }) => [name, hint]);
  const bodies = [
    '{"a":1,"b":[1.50,"x"],"n":"Đơn/42 <&=\'>","z":1}',
    '{"z": 15000000, "a": "\\u0110\\/", "m": {"2": 1, "1": 2.0}}\n',
    '{\n  "a": "đ",\n  "b": 1\n}',
  ];
  const others = bodies
    .flatMap(otherTexts)
    .flatMap(({ name, hint }) => [
      `other JSON was signed than was sent: ${name()}`,
      `sign the very text that is sent: ${hint()}`,
    ]);
  expect(others.length).toBeGreaterThan(50);
  for (const text of [...named, ...others]) {
    expect(englishIn(mistakeText(vi, text)), `${text} → ${mistakeText(vi, text)}`).toBeUndefined();
    expect(mistakeText(en, text)).toBe(text);
  }
});

it("what is said of a signature that was refused for another reason is Vietnamese too", () => {
  const credentials = { accessKey: "k", accessSecret: "s-0123456789" };
  const signed = { accessKey: "k", action: "mt", bizType: "9", ts: "1655710885431", body: "{}" };
  const right = sign({ ...signed, accessSecret: credentials.accessSecret });
  const headers = { ...signed, sign: right };
  const sha256 = sign({ ...signed, accessSecret: credentials.accessSecret, algorithm: "sha256" });
  for (const changed of [
    headers,
    { ...headers, sign: "" },
    { ...headers, accessKey: "other" },
    { ...headers, sign: right.toUpperCase() },
    { ...headers, sign: sha256 },
    { ...headers, sign: "0".repeat(32) },
  ]) {
    const { mistake = "", hint } = explainSignature({ headers: changed, body: "{}", credentials });
    for (const text of [mistake, hint]) expect(englishIn(mistakeText(vi, text)), text).toBeUndefined();
  }
});
