import { defineTemplates } from "@nxzalo/core";
import { describe, expect, it, vi } from "vitest";
import { callProxy, unaskedClient } from "../testing/call-proxy.ts";

const templates = defineTemplates({
  templates: [
    { id: "1", name: "Giao hàng", variables: { name: { type: "text", maxLength: 10, onTooLong: "shorten" } } },
    { id: "2", variables: { day: { type: "date" } } },
  ],
});
const path = "/v1/messages";
const message = (templateId: string, templateData: object) => ({ phone: "84912345678", templateId, templateData });

describe("GET /v1/templates", () => {
  it("gives the registry", async () => {
    const { status, json } = await callProxy({ path: "/v1/templates" }, { templates });
    expect({ status, json }).toEqual({ status: 200, json: { templates: templates.registry.templates } });
  });

  it("gives an empty one where there is none", async () =>
    expect((await callProxy({ path: "/v1/templates" })).json).toEqual({ templates: [] }));

  it("needs the scope read", async () => {
    const authorize = () => ({ caller: "shop", scopes: ["send" as const] });
    expect((await callProxy({ path: "/v1/templates" }, { templates, authorize })).status).toBe(403);
  });
});

describe("a message, where there is a registry and no journey store", () => {
  it("is refused before NXCLOUD is asked where it does not fit", async () => {
    const body = message("2", { day: "30/02/2026", hour: 8 });
    const { status, json } = await callProxy({ path, body }, { templates });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      code: "template_mismatch",
      outcome: "not_sent",
      retryable: false,
      issues: [
        { path: ["templateData", "day"], code: "variable_date_wrong" },
        { path: ["templateData", "hour"], code: "variable_unknown" },
      ],
    });
  });

  it("is sent shortened where the registry says so, and as it is where it is not listed", async () => {
    const sendTemplate = vi.fn(async (_message: { readonly templateData: object }) => ({ requestId: "r1" }));
    const client = { ...unaskedClient, sendTemplate };
    for (const body of [message("1", { name: "Nguyễn Văn An" }), message("3", { any: true })])
      expect((await callProxy({ path, body }, { templates, client })).status).toBe(202);
    expect(sendTemplate.mock.calls.map(([{ templateData }]) => templateData)).toEqual([
      { name: "Nguyễn Vă…" },
      { any: true },
    ]);
  });
});
