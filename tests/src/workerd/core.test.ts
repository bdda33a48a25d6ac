import { type SignInput, sign } from "@nxzalo/core";
import { expect, inject, it } from "vitest";
import zalo from "../../../packages/core/fixtures/vectors-zalo.json" with { type: "json" };
import { describeContract } from "../contract/contract.ts";
import { describeFetchKinds } from "../contract/fetch-kinds.ts";
import { directly } from "../contract/subject.ts";

it("runs in workerd", () => expect(navigator.userAgent).toBe("Cloudflare-Workers"));

it("signs the vectors as everywhere, Unicode included", () => {
  for (const { sign: expected, ...input } of zalo.vectors) expect(sign(input as SignInput)).toBe(expected);
});

describeContract("core in workerd", directly(inject("servers")));
describeFetchKinds("core in workerd", inject("servers"));
