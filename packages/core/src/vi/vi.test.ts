import { readFileSync } from "node:fs";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { type OwnErrorCode, ownErrorCodes } from "../error-codes.ts";
import { createNxZalo, upstreamCodes, zaloCode, zaloCodes } from "../index.ts";
import { errorText, issueText, zaloText } from "./index.ts";
import { issueTexts } from "./texts.ts";
import { zaloTexts } from "./zalo-texts.ts";

describe("Vietnamese texts", () => {
  it("stand for every one of Zalo's codes, and for no other", () => {
    const documented = zaloCodes().map(({ code }) => code);
    expect(Object.keys(zaloTexts).map(Number).sort()).toEqual([...documented].sort());
    for (const row of zaloCodes()) expect(zaloText(row).meaning).not.toBe("");
  });

  it("fall back to the group's hint, and for a code that is not known to its documentation", () => {
    expect(zaloText(zaloCode(-118))).toEqual({
      meaning: "Số này không có tài khoản Zalo, hoặc tài khoản đã bị vô hiệu hóa.",
      hint: "Liên hệ người nhận bằng kênh khác.",
    });
    expect(zaloText(zaloCode(-99_999)).hint).toBe("Tra cứu mã này trong tài liệu của Zalo.");
  });

  it("stand for every error code", () => {
    const codes = [...upstreamCodes().map(({ error }) => error), ...(Object.keys(ownErrorCodes) as OwnErrorCode[])];
    for (const code of codes) expect(errorText(code)).toMatch(/[à-ỹ]/i);
  });

  it("blame the server for an answer that cannot be used: a gateway or a captive portal may have given it", () => {
    for (const code of ["network_error", "timeout", "response_unreadable", "response_invalid"] as const) {
      expect(errorText(code), code).toMatch(/máy chủ/i);
      expect(errorText(code), code).not.toContain("NXCLOUD");
    }
  });

  it("word what an input's issues say, field by field", async () => {
    const nx = createNxZalo({
      credentials: { accessKey: "k", accessSecret: "s" },
      appKey: "a",
      defaultCountryCode: "84",
    });
    const call = nx.initJourneyToken({ phone: "912345678", tokenType: "token_logistics_8" } as never);
    const { issues = [] } = await failureOf(call);
    expect(issues.map((issue) => [issue.path[0], issueText(issue)])).toEqual([
      ["phone", issueTexts["phone_zero_lost"]],
      ["tokenType", issueTexts["value_not_allowed"]],
    ]);
  });

  it("are told in docs/spreadsheets.md as they are", () => {
    const page = readFileSync(new URL("../../../../docs/spreadsheets.md", import.meta.url), "utf8").split("# Từ")[1];
    const rows = [...(page ?? "").matchAll(/^\| `(\w+)` +\| (.*?) +\|/gm)].map(([, code, text]) => [code, text]);
    expect(rows.length).toBeGreaterThan(5);
    for (const [code = "", text] of rows) expect(issueTexts).toHaveProperty(code, text);
  });

  it("say what there is where a sheet or a column is not", () => {
    const issue = { path: ["sheet"], message: "is no sheet", code: "sheet_unknown", choices: ["Đơn", "Kho"] };
    expect(issueText(issue)).toBe("Tệp không có trang tính này. Tệp có: Đơn, Kho.");
  });

  it("give the English message where a code is not known", () => {
    expect(issueText({ path: [], message: "is odd", code: "toString" })).toBe("is odd");
    expect(issueText({ path: [], message: "is odd", code: "of_a_later_version" })).toBe("is odd");
  });
});
