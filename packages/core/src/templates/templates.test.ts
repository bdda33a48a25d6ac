import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import {
  createNxZalo,
  defineTemplates,
  type Issue,
  parseTemplates,
  type Transport,
  templatesFromEnv,
} from "../index.ts";
import { countCharacters, shorten } from "./characters.ts";
import type { TemplateVariable } from "./registry.ts";

const registryWith = (variables: Readonly<Record<string, TemplateVariable>>) =>
  defineTemplates({ templates: [{ id: "1", variables }] });
const holdOne = (variable: TemplateVariable, value: string | number | boolean) =>
  registryWith({ it: variable }).hold({ templateId: "1", templateData: { it: value } })["it"];
const refusal = (run: () => unknown) => failureOf(run) as Promise<{ issues?: readonly Issue[] } & Error>;
const codes = ({ issues = [] }: { issues?: readonly Issue[] }) =>
  issues.map(({ path, code }) => `${path.join(".")} ${code}`);

describe("a message held against its template", () => {
  const templates = registryWith({
    name: { type: "text", maxLength: 10 },
    day: { type: "date" },
    total: { type: "money" },
    note: { type: "text", required: false },
  });
  const good = { name: "An", day: "31/01/2026", total: 150_000 };
  const holdData = (templateData: Record<string, string | number | boolean>) =>
    templates.hold({ templateId: "1", templateData });

  it("passes as it is where it fits", () => {
    expect(holdData(good)).toEqual(good);
    expect(holdData({ ...good, note: "" })).toEqual({ ...good, note: "" });
  });

  it("is refused with one issue for each variable, and their limits and lengths", async () => {
    const error = await refusal(() => holdData({ name: "Nguyễn Văn An", day: "30/02/2026", toString: "x" }));
    expect(error).toMatchObject({ kind: "proxy", code: "template_mismatch", outcome: "not_sent", retryable: false });
    expect(codes(error)).toEqual([
      "templateData.total required",
      "templateData.name variable_too_long",
      "templateData.day variable_date_wrong",
      "templateData.toString variable_unknown",
    ]);
    expect(error.issues?.[1]).toMatchObject({ limit: 10, length: 13 });
    expect(error.issues?.map(({ message }) => message)).toEqual([
      "is required",
      "has 13 characters, and 10 are allowed",
      "must be a day that exists, as dd/mm/yyyy",
      "is no variable of the template: leave it out",
    ]);
    expect(JSON.stringify(error)).not.toMatch(/Nguyễn|30\/02/);
  });

  it("shows no phone that stands in a variable's name, and at most 20 issues", async () => {
    const names = Array.from({ length: 30 }, (_, index) => [`84912345678-${index}`, "x"]);
    const error = await refusal(() => holdData({ ...good, ...Object.fromEntries(names) }));
    expect(error.issues).toHaveLength(20);
    expect(JSON.stringify(error) + error.message).not.toContain("84912345678");
    expect(error.message).toContain("these are 20 of 30");
  });

  it("is not checked without an entry, or where the entry lists no variables", () => {
    const data = { any: true };
    expect(templates.hold({ templateId: "2", templateData: data })).toBe(data);
    const listed = defineTemplates({ templates: [{ id: "2", tag: 3 }] });
    expect(listed.hold({ templateId: "2", templateData: data })).toBe(data);
    expect(listed.find("2")?.tag).toBe(3);
    expect(listed.find("toString")).toBeUndefined();
  });

  it("finds a variable whose name is written in another normal form", () => {
    const name = "tên";
    const data = { [name.normalize("NFC")]: "An" };
    expect(
      registryWith({ [name.normalize("NFD")]: { type: "text" } }).hold({ templateId: "1", templateData: data }),
    ).toEqual(data);
  });

  it("is stored without what is secret", () => {
    const { withoutSecrets } = registryWith({
      ["mã".normalize("NFD")]: { type: "text", secret: true },
      day: { type: "date" },
    });
    const templateData = { ["mã".normalize("NFC")]: "4711", day: "31/01/2026" };
    expect(withoutSecrets({ templateId: "1", templateData })).toEqual({ day: "31/01/2026" });
    expect(withoutSecrets({ templateId: "2", templateData })).toEqual(templateData);
  });

  it("with an empty value lacks it, where it is required", async () => {
    const { issues } = await refusal(() => holdOne({ type: "text" }, ""));
    expect(issues).toEqual([{ path: ["templateData", "it"], code: "empty", message: "must not be empty" }]);
    expect(holdOne({ type: "date", required: false }, "")).toBe("");
  });
});

describe("types", () => {
  it.each<[TemplateVariable["type"], (string | number)[], (string | number | boolean)[]]>([
    ["text", ["An", 42, "https://x.example"], [true]],
    ["number", [1.5, -3, "1,5", "007"], ["1.000.000", "1e5", 1e21, "x", false]],
    ["money", [0, 150_000, "150000"], ["150.000", "150000đ", -1, 1.5, true]],
    [
      "date",
      ["31/01/2026", "29/02/2024", "01/12/1959"],
      ["29/02/2026", "1/2/2026", "2026-01-31", "00/01/2026", 46_053],
    ],
    [
      "phone",
      ["0912 345 678", "+84912345678", "1900 1234", "(028) 3812-3456", "84.912.345.678.901.2"],
      ["call me", "0912", "1900 123", "+", "8491234567812345", "0912345678 An", "84+912345678"],
    ],
    [
      "url",
      ["https://shop.example/đơn?x=1", "http://x.example"],
      ["shop.example", "javascript:alert(1)", "https://a b"],
    ],
  ])("%s", async (type, good, bad) => {
    for (const value of good) expect(holdOne({ type }, value)).toBe(value);
    for (const value of bad) {
      const [issue = "none"] = codes(await refusal(() => holdOne({ type }, value)));
      expect(issue, String(value)).toMatch(/type_wrong|variable_\w+_wrong/);
    }
  });

  it("a day is one of the calendar's, and no other", () =>
    fc.assert(
      fc.property(fc.nat(40), fc.nat(14), fc.integer({ min: 1, max: 9_999 }), (day, month, year) => {
        const date = new Date(Date.UTC(2000, month - 1, day));
        date.setUTCFullYear(year, month - 1, day);
        const isReal = date.getUTCDate() === day && date.getUTCMonth() === month - 1 && day > 0;
        const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
        const hold = () => holdOne({ type: "date" }, `${pad(day, 2)}/${pad(month, 2)}/${pad(year, 4)}`);
        if (isReal) expect(hold).not.toThrow();
        else expect(hold).toThrow();
      }),
    ));
});

describe("lengths", () => {
  it("are counted as a reader counts characters", async () => {
    expect(countCharacters("Nguyễn")).toBe(6);
    expect(countCharacters("👨‍👩‍👧🇻🇳")).toBe(2);
    expect(holdOne({ type: "text", maxLength: 2 }, "👨‍👩‍👧🇻🇳")).toBe("👨‍👩‍👧🇻🇳");
    const error = await refusal(() => holdOne({ type: "money", maxLength: 6 }, 1_500_000));
    expect(error.issues?.[0]).toMatchObject({ code: "variable_too_long", limit: 6, length: 7 });
  });

  it("that are too great are shortened where the registry says so", () => {
    const variable = { type: "text", maxLength: 10, onTooLong: "shorten" } as const;
    expect(holdOne(variable, "Nguyễn Văn An")).toBe("Nguyễn Vă…");
    expect(holdOne({ ...variable, maxLength: 8 }, "Nguyễn Văn An")).toBe("Nguyễn…");
    expect(holdOne({ ...variable, maxLength: 1 }, "An")).toBe("…");
    expect(holdOne(variable, 12_345_678_901)).toBe("123456789…");
    expect(holdOne(variable, "Nguyễn An")).toBe("Nguyễn An");
  });

  const texts = fc
    .array(
      fc.oneof(
        fc.string({ unit: "grapheme", maxLength: 6 }),
        fc.string({ unit: "binary", maxLength: 6 }),
        fc.constantFrom("👨‍👩‍👧", "🇻🇳", "e\u0323\u0302", " ", "\r\n", "\u0600", "ệ", "\u0301"),
      ),
    )
    .map((parts) =>
      parts
        .join("")
        .replace(/\p{Cs}/gu, "")
        .normalize("NFC"),
    );

  it("are never above the limit once shortened; no character is cut, and NFC stays NFC", () =>
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 20 }), (text, limit) => {
        const short = shorten(text, limit);
        expect(countCharacters(short)).toBeLessThanOrEqual(limit);
        expect(short.normalize("NFC")).toBe(short);
        expect(shorten(short, limit)).toBe(short);
        if (short === text) return;
        const kept = short.slice(0, -1);
        expect(short.endsWith("…") && text.startsWith(kept)).toBe(true);
        const segments = [...new Intl.Segmenter("vi", { granularity: "grapheme" }).segment(text)];
        expect(segments.map(({ index }) => index)).toContain(kept.length);
      }),
      { numRuns: 500 },
    ));
});

describe("a registry", () => {
  const wrong = async (registry: unknown) => codes(await refusal(() => parseTemplates(JSON.stringify(registry))));

  it("is refused with one issue for each thing that is wrong", async () => {
    const variables = {
      a: { type: "string" },
      b: { type: "text", maxLength: 0 },
      c: { type: "date", maxLength: 10, onTooLong: "shorten" },
      d: { type: "text", onTooLong: "shorten" },
      e: { type: "text", maxlength: 30 },
    };
    expect(
      await wrong({ templates: [{ id: "1", tag: 4, price: { amount: "1,5", currency: "đ" }, variables }] }),
    ).toEqual([
      "templates.0.tag value_not_allowed",
      "templates.0.variables.a.type value_not_allowed",
      "templates.0.variables.b.maxLength number_out_of_range",
      "templates.0.variables.c.onTooLong field_conflict",
      "templates.0.variables.d.onTooLong field_conflict",
      "templates.0.variables.e.maxlength unknown_field",
      "templates.0.price.amount amount_wrong",
      "templates.0.price.currency currency_wrong",
    ]);
  });

  const price = { amount: "200", currency: "VND" };
  it.each([
    [{ maxLength: 1 }, { maxLength: 0 }],
    [{ maxLength: 4_000 }, { maxLength: 4_001 }],
    [{ maxLength: 30 }, { maxLength: 1.5 }],
    [{ required: false }, { required: "no" }],
    [
      { onTooLong: "shorten", maxLength: 30 },
      { onTooLong: "cut", maxLength: 30 },
    ],
    [{ secret: true }, { secret: 1 }],
  ])("takes a variable with %j, and none with %j", async (good, bad) => {
    const registryOf = (rest: object) => ({ templates: [{ id: "1", variables: { it: { type: "text", ...rest } } }] });
    expect(() => parseTemplates(registryOf(good))).not.toThrow();
    expect(await wrong(registryOf(bad))).toHaveLength(1);
  });

  it.each([
    [{ name: "Giao hàng" }, { name: "" }],
    [{ language: "vi" }, { language: "" }],
    [{ variables: { a: { type: "text" } } }, { variables: { "": { type: "text" } } }],
    [{ price: { ...price, amount: "999999999999" } }, { price: { ...price, amount: "1000000000000" } }],
    [{ price: { ...price, amount: "0.123456" } }, { price: { ...price, amount: "0.1234567" } }],
    [{ price: { ...price, amount: "200.5" } }, { price: { ...price, amount: "-200.5" } }],
    [{ price }, { price: { ...price, amount: "200." } }],
    [{ price: { ...price, currency: "USD" } }, { price: { ...price, currency: "usd" } }],
    [{ price }, { price: { ...price, currency: "VNDV" } }],
    [{ price }, { price: { ...price, currency: "US" } }],
  ])("takes a template with %j, and none with %j", async (good, bad) => {
    expect(() => parseTemplates({ templates: [{ id: "1", ...good }] })).not.toThrow();
    expect(await wrong({ templates: [{ id: "1", ...bad }] })).toHaveLength(1);
  });

  it.each([
    ["an id that is a number", { templates: [{ id: 133_214 }] }, ["templates.0.id type_wrong"]],
    ["an id twice", { templates: [{ id: "1" }, { id: "1" }] }, ["templates.1.id listed_twice"]],
    ["a list without its name", [{ id: "1" }], [" type_wrong"]],
    ["nothing", {}, ["templates required"]],
    ["a field that does not exist", { templates: [], version: 2 }, ["version unknown_field"]],
  ])("refuses %s", async (_, registry, issues) => expect(await wrong(registry)).toEqual(issues));

  it("that is no JSON is refused without its text", async () => {
    const error = await refusal(() => parseTemplates('{ "templates": [secret'));
    expect(codes(error)).toEqual(["templates json_wrong"]);
    expect(error.message).not.toContain("secret");
  });

  it("may name its schema, and is read as any text never crashes", () => {
    expect(parseTemplates('{ "$schema": "x", "templates": [] }').registry.templates).toEqual([]);
    fc.assert(
      fc.property(fc.json(), (json) => {
        try {
          parseTemplates(json);
        } catch (error) {
          expect(error).toMatchObject({ kind: "config" });
        }
      }),
    );
  });

  it("is a Worker's variable, as text or as JSON", () => {
    const registry = { templates: [{ id: "7" }] };
    expect(templatesFromEnv({})).toBeUndefined();
    expect(templatesFromEnv({ TEMPLATES: "" })).toBeUndefined();
    expect(templatesFromEnv({ TEMPLATES: JSON.stringify(registry) })?.find("7")).toEqual({ id: "7" });
    expect(templatesFromEnv({ TEMPLATES: registry })?.find("7")).toEqual({ id: "7" });
    expect(() => templatesFromEnv({ TEMPLATES: "{" })).toThrow(/ TEMPLATES\.templates must be JSON/);
    expect(() => templatesFromEnv({ TEMPLATES: {} })).toThrow(/ TEMPLATES\.templates is required/);
  });
});

describe("a client with templates", () => {
  const account = { credentials: { accessKey: "key", accessSecret: "secret" }, appKey: "app" };
  const templates = defineTemplates({
    templates: [{ id: "1", variables: { name: { type: "text", maxLength: 10, onTooLong: "shorten" } } }],
  } as const);
  const message = { phone: "84912345678", templateId: "1" } as const;

  function create() {
    const sent: { messageData: { templateData: unknown } }[] = [];
    const transport: Transport = async ({ body }) => {
      sent.push(JSON.parse(body));
      const reply = async function* () {
        yield new TextEncoder().encode('{"code":0,"data":{"requestId":"r1"}}');
      };
      return { status: 200, headers: new Headers(), body: reply() };
    };
    return { sent, nx: createNxZalo({ ...account, templates, transport }) };
  }

  it("sends what fits, shortened where the registry says so", async () => {
    const { nx, sent } = create();
    await nx.sendTemplate({ ...message, templateData: { name: "Nguyễn Văn An".normalize("NFD") } });
    expect(sent.map(({ messageData }) => messageData.templateData)).toEqual([{ name: "Nguyễn Vă…".normalize("NFC") }]);
  });

  it("sends nothing that does not fit", async () => {
    const { nx, sent } = create();
    const templateData = { name: "An", nmae: "An" } as { name: string };
    await expect(nx.sendTemplate({ ...message, templateData })).rejects.toMatchObject({
      code: "template_mismatch",
      attempts: 0,
      issues: [{ path: ["templateData", "nmae"], code: "variable_unknown" }],
    });
    expect(sent).toEqual([]);
  });

  it("is not made with a registry that nothing was made of", () =>
    expect(() => createNxZalo({ ...account, templates: { templates: [] } as never })).toThrow(
      /templates must be made by defineTemplates or parseTemplates/,
    ));
});
