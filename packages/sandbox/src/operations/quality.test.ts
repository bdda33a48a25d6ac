import { upstreamCodes } from "@nxzalo/core";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { clientOf, init } from "../../test/client.ts";
import { createSandbox, phoneForCheckCode } from "../index.ts";

describe("oaQuality", () => {
  it("rates the first application HIGH and the others lower, with a token or without", async () => {
    const sandbox = createSandbox();
    const { token: journeyToken } = await init(sandbox);
    const high = { current: "HIGH", sevenDays: "HIGH" };
    expect(await clientOf(sandbox).oaQuality()).toEqual(high);
    expect(await clientOf(sandbox).oaQuality({ journeyToken })).toEqual(high);
    expect(await clientOf(sandbox).oaQuality({}, { appKey: "sandbox-app-2" })).toEqual({
      current: "LOW",
      sevenDays: "MEDIUM",
    });
  });

  it("refuses an unknown application with 9003, and a token that is none with 9000", async () => {
    const sandbox = createSandbox();
    expect(await failureOf(clientOf(sandbox).oaQuality({}, { appKey: "nobody" }))).toMatchObject({
      upstreamCode: 9003,
    });
    expect(await failureOf(clientOf(sandbox).oaQuality({ journeyToken: "unknown" }))).toMatchObject({
      upstreamCode: 9000,
    });
  });

  it("answers every code for the tokens of a magic number", async () => {
    const sandbox = createSandbox();
    for (const { code } of upstreamCodes()) {
      const { token: journeyToken } = await init(sandbox, phoneForCheckCode(code));
      expect(await failureOf(clientOf(sandbox).oaQuality({ journeyToken }))).toMatchObject({ upstreamCode: code });
    }
  });

  it("breaks as `faults` says", async () => {
    const sandbox = createSandbox();
    sandbox.faults.push("success_without_data");
    expect(await failureOf(clientOf(sandbox).oaQuality())).toMatchObject({ code: "response_invalid" });
  });
});
