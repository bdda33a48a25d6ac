import { upstreamCodes, zaloCodes } from "@nxzalo/core";
import { describe, expect, it } from "vitest";
import { explainCode, needsCorrection, reasonOf, splitText } from "./reasons.ts";

describe("reasons", () => {
  it("are Zalo's and NXCLOUD's, in both languages", () => {
    expect(explainCode(-118, "vi")).toEqual({
      code: -118,
      from: "zalo",
      meaning: "Số này không có tài khoản Zalo, hoặc tài khoản đã bị vô hiệu hóa.",
      hint: "Liên hệ người nhận bằng kênh khác.",
    });
    expect(explainCode(1102, "vi")).toEqual({
      code: 1102,
      from: "nxcloud",
      meaning: "Tài khoản NXCLOUD không đủ số dư.",
      hint: "Hãy nạp thêm tiền.",
    });
    expect(explainCode(-118, "en").hint).toBe("Reach this recipient another way.");
  });

  it("stand for every code that is known, and for those that are not", () => {
    const codes = [...zaloCodes(), ...upstreamCodes()].map(({ code }) => code);
    for (const code of [...codes, -99_999, 31_337])
      for (const language of ["vi", "en"] as const) expect(explainCode(code, language).meaning).toMatch(/^\S.*\.$/u);
  });

  it("of a message are Zalo's where a receipt told them", () => {
    expect(reasonOf({ upstreamCode: 9001, zaloError: -141 }, "vi")?.code).toBe(-141);
    expect(reasonOf({}, "vi")).toBeUndefined();
  });

  it("of a message that surely was not sent leave no doubt about that", () => {
    expect(reasonOf({ state: "refused", upstreamCode: 9001 }, "vi")?.meaning).toMatch(/chắc chắn chưa được gửi/);
    expect(reasonOf({ state: "unknown", upstreamCode: 9001 }, "vi")?.meaning).toMatch(/chưa rõ kết quả/);
    expect(reasonOf({ state: "refused", upstreamCode: 1102 }, "vi")).toEqual(explainCode(1102, "vi"));
  });

  it.each([
    [{ zaloError: -118 }, true],
    [{ zaloError: -114 }, true],
    [{ zaloError: -1121 }, true],
    [{ upstreamCode: 9002 }, true],
    [{ upstreamCode: 9001 }, false],
    [{ zaloError: -139 }, true],
    [{ zaloError: -144 }, false],
    [{ upstreamCode: 1102 }, false],
    [{}, false],
  ])("%j: whether only a correction mends it: %s", (codes, isNeeded) => {
    expect(needsCorrection(codes)).toBe(isNeeded);
  });

  it("keep a text without advice whole", () => {
    expect(splitText("Không có đường dẫn này.")).toEqual({ meaning: "Không có đường dẫn này.", hint: "" });
  });
});
