import { expectTypeOf, it } from "vitest";
import { createNxZalo, defineTemplates, type NxZalo, parseTemplates } from "../index.ts";

const account = { credentials: { accessKey: "key", accessSecret: "secret" }, appKey: "app" };
const templates = defineTemplates({
  templates: [
    {
      id: "133214",
      tag: 2,
      variables: {
        customer_name: { type: "text", maxLength: 30, onTooLong: "shorten" },
        day: { type: "date" },
        total: { type: "money" },
        note: { type: "text", required: false },
      },
    },
    { id: "133215", variables: { code: { type: "text", secret: true } } },
    { id: "133216" },
  ],
} as const);
const nx = createNxZalo({ ...account, templates });
const phone = "84912345678";
const data = { customer_name: "Nguyễn Văn An", day: "31/01/2026", total: 150_000 } as const;

it("takes the variables of each template", () => {
  nx.sendTemplate({ phone, templateId: "133214", templateData: data });
  nx.sendTemplate({ phone, templateId: "133214", templateData: { ...data, note: "Gọi trước", total: "150000" } });
  nx.sendTemplate({ phone, templateId: "133215", templateData: { code: 4_711 } });
});

it("refuses a wrong name, a missing one, a wrong type and the variables of another template", () => {
  // @ts-expect-error no variable has that name
  nx.sendTemplate({ phone, templateId: "133214", templateData: { ...data, nmae: "An" } });
  // @ts-expect-error one is missing
  nx.sendTemplate({ phone, templateId: "133214", templateData: { customer_name: "An", day: "31/01/2026" } });
  // @ts-expect-error a date is text
  nx.sendTemplate({ phone, templateId: "133214", templateData: { ...data, day: 46_053 } });
  // @ts-expect-error an amount has no currency
  nx.sendTemplate({ phone, templateId: "133214", templateData: { ...data, total: "150.000 đ" } });
  // @ts-expect-error these are another template's
  nx.sendTemplate({ phone, templateId: "133215", templateData: data });
});

it("refuses an id that the registry lacks; one that is listed without variables takes any", () => {
  // @ts-expect-error it is not listed
  nx.sendTemplate({ phone, templateId: "133217", templateData: {} });
  nx.sendTemplate({ phone, templateId: "133216", templateData: { anything: true } });
});

it("checks nothing where the registry is only read, or there is none", () => {
  const read = createNxZalo({ ...account, templates: parseTemplates("{}") });
  expectTypeOf(read).toEqualTypeOf<NxZalo>();
  read.sendTemplate({ phone, templateId: "any", templateData: { any: 1 } });
});

it("checks the registry itself", () => {
  // @ts-expect-error there is no such type
  defineTemplates({ templates: [{ id: "1", variables: { name: { type: "string" } } }] });
  // @ts-expect-error an id is text
  defineTemplates({ templates: [{ id: 1 }] });
});

it("is a client wherever one is wanted", () => {
  const client: NxZalo = nx;
  void client;
});
