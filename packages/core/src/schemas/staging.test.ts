import { describe, expect, it } from "vitest";
import { isSimulated, stagingFromEnv } from "./staging.ts";

describe("a staging process", () => {
  it("writes to the listed phones alone, however they are written", () => {
    const staging = stagingFromEnv({ STAGING: "true", STAGING_PHONES: "0912345678, +84 987 654 321" });
    expect([...(staging?.phones ?? [])]).toEqual(["84912345678", "84987654321"]);
    expect(isSimulated(staging, "84912345678")).toBe(false);
    expect(isSimulated(staging, "84912345679")).toBe(true);
  });

  it("writes to nothing where no phone is listed", () =>
    expect(isSimulated(stagingFromEnv({ STAGING: "true" }), "84912345678")).toBe(true));

  it.each([{}, { STAGING: "" }, { STAGING: "false" }])("is none with %j: every phone is written to", (env) => {
    const staging = stagingFromEnv(env);
    expect(staging).toBeUndefined();
    expect(isSimulated(staging, "84912345678")).toBe(false);
  });

  it.each([
    [{ STAGING_PHONES: "0912345678" }, "STAGING_PHONES", "value_not_allowed"],
    [{ STAGING: "false", STAGING_PHONES: "0912345678" }, "STAGING_PHONES", "value_not_allowed"],
    [{ STAGING: "true", STAGING_PHONES: "0912345678,02438123456" }, "STAGING_PHONES", "phone_not_digits"],
    [{ STAGING: "yes" }, "STAGING", "value_not_allowed"],
  ])("is refused with %j", (env, name, code) =>
    expect(() => stagingFromEnv(env)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: [name], code })] }),
    ),
  );
});
