import { defineTemplates, type TemplateRegistry } from "@nxzalo/core";
import { describe, expect, it } from "vitest";
import { createTestJourneys, parcel, rejected } from "../testing/journeys.ts";

const variables = {
  name: { type: "text", maxLength: 10, onTooLong: "shorten" },
  code: { type: "text", required: false, secret: true },
} as const;
const templates = defineTemplates({ templates: [{ id: "1", variables }] } as TemplateRegistry);
const message = { phone: parcel.phone, templateId: "1", templateData: { name: "Nguyễn Văn An" } };
const keyed = { caller: "shop", idempotencyKey: "k" };

describe("journeys with templates", () => {
  it("send what fits, shortened, and store what was sent", async () => {
    const harness = createTestJourneys();
    const journeys = harness.process({ templates });
    const { messageId = "" } = await journeys.send(message);
    expect(harness.sent().map(({ templateData }) => templateData)).toEqual([{ name: "Nguyễn Vă…" }]);
    const found = await journeys.messages.find(messageId, { shownTo: "desk" });
    expect(found?.templateData).toEqual({ name: "Nguyễn Vă…" });
  });

  it("store and send nothing that does not fit, and leave its key free", async () => {
    const harness = createTestJourneys();
    const journeys = harness.process({ templates });
    await expect(journeys.send({ ...message, templateData: {} }, keyed)).rejects.toMatchObject({
      code: "template_mismatch",
      outcome: "not_sent",
      issues: [{ path: ["templateData", "name"], code: "required" }],
    });
    expect(harness.sent()).toEqual([]);
    await journeys.send(message, keyed);
    expect(harness.sent()).toHaveLength(1);
  });

  it("know a repeat by what was asked, whatever the registry says by then", async () => {
    const harness = createTestJourneys();
    const first = await harness.process().send(message, keyed);
    const strict = defineTemplates({
      templates: [{ id: "1", variables: { other: { type: "date" } } }],
    } as TemplateRegistry);
    for (const known of [templates, strict, undefined])
      expect(await harness.process({ templates: known }).send(message, keyed)).toEqual(first);
    const shortened = { ...message, templateData: { name: "Nguyễn Vă…" } };
    await expect(harness.process({ templates }).send(shortened, keyed)).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
    expect(harness.sent()).toHaveLength(1);
  });

  it("send what is secret and do not store it", async () => {
    const harness = createTestJourneys();
    const journeys = harness.process({ templates });
    const { messageId = "" } = await journeys.send({ ...message, templateData: { name: "An", code: "4711" } });
    expect(harness.sent()[0]?.templateData).toEqual({ name: "An", code: "4711" });
    expect((await journeys.messages.find(messageId, { shownTo: "desk" }))?.templateData).toEqual({ name: "An" });
  });

  it("send again only what fits, and what is secret only where it is given anew", async () => {
    const harness = createTestJourneys();
    const journeys = harness.process({ templates });
    harness.client.sendTemplate.mockRejectedValueOnce(rejected());
    await expect(journeys.send({ ...message, templateData: { name: "An", code: "4711" } }, keyed)).rejects.toThrow();
    const [{ messageId = "" } = {}] = (await journeys.messages.search({})).messages;
    const resend = (templateData?: Record<string, string>) =>
      journeys.messages.resend(messageId, { templateData }, keyed);
    await expect(resend({ nmae: "An" })).rejects.toMatchObject({ code: "template_mismatch" });
    expect(harness.sent()).toHaveLength(1);
    await resend({ name: "Nguyễn Văn An", code: "4712" });
    expect(harness.sent()[1]?.templateData).toEqual({ name: "Nguyễn Vă…", code: "4712" });
  });

  it("are not made with a registry that nothing was made of", () =>
    expect(() => createTestJourneys().process({ templates: { templates: [] } as never })).toThrow(
      /templates must be made/,
    ));
});
