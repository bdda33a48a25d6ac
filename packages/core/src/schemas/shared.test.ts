import { describe, expect, it } from "vitest";
import { check, validateInput } from "../internal/validate.ts";
import {
  checkJourneyTokenData,
  openJourneyInput,
  searchAuditInput,
  searchMessagesInput,
  sendMessageInput,
} from "./index.ts";

const journey = { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" };
const message = { ...journey, templateId: "133214" };
const templateData = { note: "one\ttwo\r\nthree\u0007\u0085" };
const controls = ["\0", "\u0007", "\u001f", "\u007f", "\u0085", "\n", "a\tb"];
const codesOf = (check: () => unknown) => {
  try {
    check();
    return [];
  } catch (error) {
    return (error as { issues: { path: unknown[]; code: string }[] }).issues.map(({ path, code }) => [
      path.at(-1),
      code,
    ]);
  }
};

describe("a control character", () => {
  it.each(controls)("is refused in what names something: %j", (text) => {
    const named = `1${text}2`;
    const inputs = [
      () => validateInput(sendMessageInput(), { ...message, templateData, templateId: named }),
      () => validateInput(searchMessagesInput(), { templateId: named }),
      () => validateInput(searchAuditInput(), { caller: named }),
      () => validateInput(searchAuditInput(), { subject: named }),
    ];
    expect(inputs.flatMap(codesOf)).toEqual([
      ["templateId", "control_character"],
      ["templateId", "control_character"],
      ["caller", "control_character"],
      ["subject", "control_character"],
    ]);
  });

  it.each(controls.filter((text) => text !== "a\tb"))("is refused in references, topics and labels: %j", (text) => {
    const named = `1${text}2`;
    const send = (more: object) => () => validateInput(sendMessageInput(), { ...message, templateData, ...more });
    const inputs = [
      () => validateInput(openJourneyInput(), { ...journey, reference: named }),
      send({ reference: named }),
      send({ topic: named }),
      send({ labels: { shop: named } }),
    ];
    expect(inputs.flatMap(codesOf).map(([, code]) => code)).toEqual([
      "reference_invalid",
      "reference_invalid",
      "reference_invalid",
      "label_wrong",
    ]);
  });

  it("is taken in a template's data and in ext, which NXCLOUD takes as they are", () => {
    const ext = "a\u0007\nb";
    expect(validateInput(sendMessageInput(), { ...message, templateData, ext })).toMatchObject({ templateData, ext });
  });

  it("in what NXCLOUD answers is no reason to refuse the answer", () => {
    const data = { tokenType: "token\n9", createdAt: "1", expiredAt: "2", appId: "a\u0007", oaId: "3" };
    expect(validateInput(checkJourneyTokenData(), data)).toMatchObject({ tokenType: "token\n9", appId: "a\u0007" });
  });
});

describe("a reference", () => {
  const codesFor = (reference: string) => codesOf(() => validateInput(openJourneyInput(), { ...journey, reference }));

  it.each(["x", "x".repeat(128), "🚚".repeat(128), ` ${"x".repeat(128)} `])("is taken: %j", (text) =>
    expect(codesFor(text)).toEqual([]),
  );

  it.each(["", " \u200b", "x".repeat(129), "🚚".repeat(129), "half \ud83d"])("is refused: %j", (text) =>
    expect(codesFor(text)).toEqual([["reference", "reference_invalid"]]),
  );
});

describe("a reference that has lost a character", () => {
  const reference = "Đ\ufffdn 42";
  const phone = "84912345678";
  const tokenType = "token_logistics_7";
  const message = { phone, tokenType, templateId: "1", templateData: {} };
  const refusal = (field: string) => ({ issues: [{ path: [field], code: "text_incomplete" }] });

  it("opens no journey and goes with no message: it may be another order's as well", () => {
    expect(check(openJourneyInput(), { phone, tokenType, reference })).toMatchObject(refusal("reference"));
    expect(check(sendMessageInput(), { ...message, reference })).toMatchObject(refusal("reference"));
    expect(check(sendMessageInput(), { ...message, reference: "1", topic: reference })).toMatchObject(refusal("topic"));
  });

  it("is looked for, since an earlier version may have stored it", () =>
    expect(check(searchMessagesInput(), { reference })).toMatchObject({ value: { reference } }));
});
