import { defineTemplates, type NxZalo } from "@nxzalo/core";
import { expectTypeOf, it } from "vitest";
import { createNxZalo, type NodeNxZalo, type NodeNxZaloOptions } from "./index.ts";
import type { coreOptionNames, TransportLimits } from "./options.ts";

const options: NodeNxZaloOptions = { credentials: { accessKey: "k", accessSecret: "s" }, appKey: "a" };

it("is core's client with an end", () => {
  expectTypeOf(createNxZalo(options)).toEqualTypeOf<NodeNxZalo>();
  expectTypeOf<NodeNxZalo>().toExtend<NxZalo>();
  expectTypeOf<NodeNxZalo>().toExtend<AsyncDisposable>();
});

it("takes core's options and limits of its own", () => {
  createNxZalo({ ...options, baseUrl: "https://x.example", timeoutMs: 1, connections: 8, queueLimit: 0 });
});

it("hands on every option of core's that it takes", () => {
  type Own = keyof TransportLimits | (typeof coreOptionNames)[number] | "apps";
  expectTypeOf<Exclude<keyof NodeNxZaloOptions, Own>>().toBeNever();
});

it("has no way past the pool, and none past certificates", () => {
  // @ts-expect-error the pool is the transport
  createNxZalo({ ...options, transport: async () => {} });
  // @ts-expect-error the pool is the transport
  createNxZalo({ ...options, fetch });
  // @ts-expect-error certificates are always checked
  createNxZalo({ ...options, rejectUnauthorized: false });
  // @ts-expect-error certificates are always checked
  createNxZalo({ ...options, connect: { rejectUnauthorized: false } });
});

it("takes the messages of its templates alone", async () => {
  const templates = defineTemplates({ templates: [{ id: "1", variables: { day: { type: "date" } } }] } as const);
  const nx = createNxZalo({ ...options, templates });
  const phone = "84912345678";
  await nx.sendTemplate({ phone, templateId: "1", templateData: { day: "31/01/2026" } });
  // @ts-expect-error a variable is missing
  await nx.sendTemplate({ phone, templateId: "1", templateData: {} });
  // @ts-expect-error the registry lacks it
  await nx.sendTemplate({ phone, templateId: "2", templateData: {} });
  await nx.close();
});
