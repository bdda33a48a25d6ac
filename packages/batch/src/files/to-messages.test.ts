import { defineTemplates } from "@nxzalo/core";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import type { BatchInput } from "../types.ts";
import { type Mapping, type MessageOptions, parseMapping, readRows, toMessages } from "./index.ts";

async function messagesOf(text: string, options: MessageOptions = {}) {
  const messages: BatchInput[] = [];
  for await (const message of toMessages(await readRows(new Blob([text])), options)) messages.push(message);
  return messages;
}
const issuesOf = async (text: string, options: MessageOptions) => {
  const error = await failureOf(() => messagesOf(text, options));
  return error.issues?.map(({ path, code }) => `${path.join(".")} ${code}`);
};
const refusals = async (text: string, options: MessageOptions) =>
  (await messagesOf(text, options)).map((message) =>
    "issues" in message ? message.issues.map(({ path, code }) => `${path.join(".")} ${code}`) : [],
  );
const templateId = "133214";

describe("rows become messages", () => {
  it("with the fields that headings are certain of, and the others as variables under their own headings", async () => {
    const text = "SĐT;Mã đơn;Tên khách;Số tiền\n912345678;DH1;Nguyễn Văn A;150000\n";
    expect(await messagesOf(text, { templateId })).toEqual([
      {
        row: 2,
        phone: "912345678",
        reference: "DH1",
        templateId,
        templateData: { "Tên khách": "Nguyễn Văn A", "Số tiền": "150000" },
        source: { SĐT: "912345678", "Mã đơn": "DH1", "Tên khách": "Nguyễn Văn A", "Số tiền": "150000" },
      },
    ]);
  });

  it("by a mapping: constants, values, formats, labels, the country, and times with an offset", async () => {
    const text = [
      "Người nhận;ĐT;Nước;Đơn;Giờ khởi hành;Hạn;Tiền;Ngày;Kho;Ghi chú",
      "Nguyễn Văn A;0912345678;Thái Lan;DH1;28/11/2026 07:30;28/11/2026 08:00;1.250.000 đ;1/12/2026;HN;x",
    ].join("\n");
    const mapping: Mapping = {
      fields: {
        phone: "ĐT",
        reference: "đơn",
        countryCode: { column: "Nước", values: { "thai lan": "66" } },
        templateId: { constant: templateId },
        tokenType: { constant: "token_coach_bus_7" },
        sendAt: { column: "Giờ khởi hành", offsetMinutes: -120 },
        notAfter: { column: "Hạn", timeZone: "UTC" },
      },
      variables: {
        name: "Người nhận",
        total: { column: "Tiền", format: "money" },
        day: { column: "Ngày", format: "date" },
        shop: { constant: "Cửa hàng A" },
      },
      labels: { hub: "Kho" },
      ignore: ["Ghi chú"],
    };
    const [message] = await messagesOf(text, { mapping });
    expect(message).toMatchObject({
      phone: "0912345678",
      reference: "DH1",
      countryCode: "66",
      templateId,
      tokenType: "token_coach_bus_7",
      sendAt: "2026-11-28T05:30:00+07:00",
      notAfter: "2026-11-28T08:00:00+00:00",
      templateData: { name: "Nguyễn Văn A", total: "1250000", day: "01/12/2026", shop: "Cửa hàng A" },
      labels: { hub: "HN" },
      changes: [
        { path: ["templateData", "total"], codes: ["amount_rewritten"], from: "1.250.000 đ", to: "1250000" },
        { path: ["templateData", "day"], codes: ["date_rewritten"], from: "1/12/2026", to: "01/12/2026" },
      ],
    });
    expect(Object.keys((message as { templateData: object }).templateData)).toHaveLength(4);
  });

  it("with the other fields that a mapping names, and a time zone that it names for all times", async () => {
    const text = "SĐT;Mã;Chủ đề;Ứng dụng;Loại;Lúc\n0912345678;DH1;giao;hai;token_coach_bus_7;28/11/2026 07:30\n";
    const fields = { reference: "Mã", topic: "Chủ đề", app: "Ứng dụng", tokenType: "Loại", sendAt: "Lúc" };
    const [message] = await messagesOf(text, { templateId, mapping: { fields, timeZone: "UTC" } });
    expect(message).toEqual({
      row: 2,
      phone: "0912345678",
      reference: "DH1",
      topic: "giao",
      app: "hai",
      tokenType: "token_coach_bus_7",
      sendAt: "2026-11-28T07:30:00+00:00",
      templateId,
      templateData: {},
      source: expect.anything(),
    });
  });

  it("with the template and the token type that options give every row", async () => {
    const options = { templateId, tokenType: "token_coach_bus_7" } as const;
    const messages = await messagesOf("SĐT;Mã đơn\n0912345678;DH1\n0912345679;DH2\n", options);
    expect(messages).toMatchObject([options, options]);
  });

  it("of a reference alone, where no column is a phone", async () => {
    const [message] = await messagesOf("Mã đơn\nDH1\n", { templateId });
    expect(message).toEqual({ row: 2, reference: "DH1", templateId, templateData: {}, source: { "Mã đơn": "DH1" } });
  });

  it("with a reference and a phone that a variable or a label shows as well; another field is then no field", async () => {
    const mapping: Mapping = { variables: { ma: "Mã đơn", nuoc: "Quốc gia" }, labels: { so: "SĐT" } };
    const [message] = await messagesOf("SĐT;Mã đơn;Quốc gia\n0912345678;DH1;66\n", { templateId, mapping });
    expect(message).toMatchObject({ phone: "0912345678", reference: "DH1", labels: { so: "0912345678" } });
    expect(message).toMatchObject({ templateData: { ma: "DH1", nuoc: "66" } });
    expect(message).not.toHaveProperty("countryCode");
  });

  it("without the columns that have no heading", async () => {
    const [message] = await messagesOf("SĐT;;Tên\n0912345678;x;An\n", { templateId });
    expect(message).toHaveProperty("templateData", { Tên: "An" });
  });

  it("where a fault of a cell is said once, also by a time, and in place of what else is wrong with it", async () => {
    const sendAt = { column: "Ngày đi", hourColumn: "Giờ đi" };
    const mapping: Mapping = { fields: { sendAt }, variables: { code: "Mã đơn" } };
    const text = "SĐT;Mã đơn;Ngày đi;Giờ đi\n0912345678;#N/A;#N/A;7h\n0912345678;DH2;01/01/2026;#N/A\n";
    expect(await refusals(text, { templateId, mapping })).toEqual([
      ["Mã đơn cell_error", "Ngày đi cell_error"],
      ["Giờ đi cell_error"],
    ]);
  });

  it("with a sign among the values that stands for itself alone, not for empty cells and other signs", async () => {
    const text = "SĐT;Tên\n0912345678;-\n0912345678;\n0912345678;?\n0912345678;AN\n";
    const values = { "-": "khách", an: "An" };
    const mapping: Mapping = { variables: { name: { column: "Tên", values } } };
    const messages = await messagesOf(text, { templateId, mapping });
    expect(messages.map((one) => "templateData" in one && one.templateData["name"])).toEqual(["khách", "", "?", "An"]);
  });

  it("with the hour in a column of its own", async () => {
    const sendAt = { column: "Ngày đi", hourColumn: "Giờ đi", offsetMinutes: -120 };
    const text = "SĐT;Ngày đi;Giờ đi\n0912345678;01/01/2026;1h00\n0912345678;01/01/2026;\n0912345678;;\n";
    const messages = await messagesOf(text, { templateId, mapping: { fields: { sendAt } } });
    expect(messages[0]).toMatchObject({ sendAt: "2025-12-31T23:00:00+07:00", templateData: {} });
    expect(messages[1]).toMatchObject({ row: 3, issues: [{ path: ["sendAt"], code: "local_time_wrong" }] });
    expect(messages[2]).not.toHaveProperty("sendAt");
    expect(messages[2]).not.toHaveProperty("issues");
  });

  it("that destroyed references are refused as that, and are no duplicates", async () => {
    const text =
      "SĐT;Mã đơn;Mã vé\n8.49123E+10;1.23457E+11;A\n84912345679;1,23457E+11;A\n84912345677;DH1;1.2E+15\n84912345677;1E5;2\n84912345677;1E+11;3\n84912345677;X1.2E+11;4\n84912345677;1.2E+11X;5\n";
    const messages = await messagesOf(text, { templateId });
    expect(await refusals(text, { templateId })).toEqual([
      ["reference spreadsheet_number"],
      ["reference spreadsheet_number"],
      ["templateData.Mã vé spreadsheet_number"],
      [],
      ["reference spreadsheet_number"],
      [],
      [],
    ]);
    expect(messages[0]).toMatchObject({ row: 2, source: { "Mã đơn": "1.23457E+11" } });
  });

  it("where a cell that is needed has nothing in it, or a fault, they are refused; other faults do no harm", async () => {
    const text =
      "SĐT;Mã đơn;Mẫu;Ghi chú\n;DH1;1;x\n0912345678;#N/A;1;x\n0912345678;DH3;;x\n0912345678;DH4;1;#N/A\n0912345678;DH5;1;x;y\n";
    const mapping: Mapping = { fields: { templateId: "Mẫu" }, ignore: ["Ghi chú"] };
    expect(await refusals(text, { mapping })).toEqual([
      ["phone required"],
      ["Mã đơn cell_error"],
      ["templateId required"],
      [],
      ["6 row_too_wide"],
    ]);
  });

  it("a reference is the same, whatever a spreadsheet has added to it; what may be thousands stays as it is", async () => {
    const text =
      "SĐT;Mã đơn\n0912345678;100500\n0912345678;100500.0\n0912345678;100500,00\n0912345678;'TMK1\n0912345678;V1.0\n0912345678;12.000\n0912345678;12,000\n0912345678;''7.0\n0912345678;1.00.0\n";
    const messages = await messagesOf(text, { templateId });
    const float = "reference_float_removed";
    const mark = "reference_text_mark_removed";
    const change = (from: string, to: string, ...codes: string[]) => [{ path: ["reference"], codes, from, to }];
    expect(messages.map((one) => ("issues" in one ? one.issues : [one.reference, one.changes]))).toEqual([
      ["100500", undefined],
      ["100500", change("100500.0", "100500", float)],
      ["100500", change("100500,00", "100500", float)],
      ["TMK1", change("'TMK1", "TMK1", mark)],
      ["V1.0", undefined],
      ["12.000", undefined],
      ["12,000", undefined],
      ["7", change("''7.0", "7", mark, float)],
      ["1.00.0", undefined],
    ]);
  });

  it("a country is digits, or Vietnam by its name", async () => {
    const read = {
      VN: "84",
      "+66": "66",
      "Việt Nam": "84",
      vietnam: "84",
      "": undefined,
      "0066": "66",
      "500": "500",
      "7": "7",
    };
    const wrong = Object.fromEntries(
      ["Thái Lan", "1234", "066", "66x", "x66"].map((text) => [text, "country_code_wrong"]),
    );
    const wanted = Object.entries({ ...read, ...wrong });
    const rows = wanted.map(([country]) => `0912345678;${country}`);
    const messages = await messagesOf(["SĐT;Quốc gia", ...rows].join("\n"), { templateId });
    const found = messages.map((one) => ("issues" in one ? one.issues[0]?.code : one.countryCode));
    expect(found).toEqual(wanted.map(([, code]) => code));
  });

  it("of a result file are those of its source", async () => {
    const text = "SĐT;Mã đơn;messageId;state;reason\n'+84912345678;DH1;0196;refused;phone_landline: …\n'-x;DH2;;;\n";
    const messages = await messagesOf(text, { templateId });
    expect(messages).toMatchObject([{ phone: "+84912345678", reference: "DH1" }, { phone: "-x" }]);
    for (const message of messages) expect(message).toHaveProperty("templateData", {});
  });
});

describe("constants", () => {
  it("are trimmed as cells are, so that they make the same messages", async () => {
    const text = "SĐT\n0912345678\n";
    const mapping: Mapping = { variables: { shop: { constant: " A " } } };
    const [message] = await messagesOf(text, { templateId: " 133214", mapping });
    expect(message).toMatchObject({ templateId: "133214", templateData: { shop: "A" } });
    expect(await issuesOf(text, { templateId: " " })).toEqual(["fields.templateId.constant empty"]);
  });
});

describe("with a registry of templates", () => {
  const templates = defineTemplates({
    templates: [
      {
        id: templateId,
        variables: {
          ten_khach: { type: "text" },
          so_tien: { type: "money" },
          ngay: { type: "date", required: false },
          ma_don: { type: "text", required: false },
        },
      },
    ],
  });
  const heading = "SĐT;Mã đơn;Tên khách;Số tiền;Ngày";

  it("columns are its variables by their names, written as their types want it", async () => {
    const [message] = await messagesOf(`${heading}\n0912345678;DH1;An;1.250.000;1/2/2026\n`, { templateId, templates });
    expect(message).toMatchObject({
      reference: "DH1",
      templateData: { ten_khach: "An", so_tien: "1250000", ngay: "01/02/2026", ma_don: "DH1" },
    });
  });

  it("what a mapping wants in another way, or is right already, stays as it is", async () => {
    const mapping: Mapping = { variables: { so_tien: { column: "Số tiền", format: "text" } } };
    const text = `${heading}\n0912345678;DH1;An;1.250.000 đ;01/02/2026\n`;
    const [message] = await messagesOf(text, { templateId, templates, mapping });
    expect(message).toMatchObject({ templateData: { so_tien: "1.250.000 đ", ngay: "01/02/2026" } });
    expect(message).not.toHaveProperty("changes");
  });

  it("what it cannot write so is refused", async () => {
    const text = `${heading}\n0912345678;DH1;An;1250000,50;30/02/2026\n`;
    expect(await refusals(text, { templateId, templates })).toEqual([
      ["templateData.so_tien variable_money_wrong", "templateData.ngay variable_date_wrong"],
    ]);
  });

  it("unknown and missing variables are refused before any row", async () => {
    expect(await issuesOf("SĐT;Tên khách;Ghi chú\n0912345678;An;x\n", { templateId, templates })).toEqual([
      "Ghi chú variable_unknown",
      "so_tien variable_column_missing",
    ]);
    const mapping = { variables: { ten: "Tên khách" } };
    expect(await issuesOf("SĐT;Tên khách;Số tiền\n0912345678;An;1\n", { templateId, templates, mapping })).toEqual([
      "variables.ten variable_unknown",
      "ten_khach variable_column_missing",
    ]);
  });

  it("a column of a variable's own name wins over one that is like it; of two that are only like it, neither is taken", async () => {
    const row = "0912345678;first;second;1\n";
    const nameOf = async (headings: string, options: MessageOptions = {}) => {
      const text = `SĐT;${headings};Số tiền\n${row}`;
      const [message] = await messagesOf(text, { ...options, templateId, templates });
      return message && "templateData" in message && message.templateData["ten_khach"];
    };
    expect(await nameOf("ten_khach;Tên khách")).toBe("first");
    expect(await nameOf("Tên khách;ten_khach")).toBe("second");
    const text = `SĐT;Tên khách;TEN KHACH;Số tiền\n${row}`;
    expect(await issuesOf(text, { templateId, templates })).toEqual(["TEN KHACH column_twice"]);
    expect(await nameOf("Tên khách;TEN KHACH", { mapping: { variables: { ten_khach: "TEN KHACH" } } })).toBe("second");
    expect(await nameOf("Tên khách;TEN KHACH", { mapping: { ignore: ["Tên khách"] } })).toBe("second");
  });

  it("rows of several templates are held each against its own", async () => {
    const text = "SĐT;Template;Tên khách;Số tiền;Ghi chú\n0912345678;133214;An;1;x\n0912345678;9;An;1;x\n";
    expect(await refusals(text, { templates })).toEqual([["Ghi chú variable_unknown"], []]);
    const short = "SĐT;Template;Tên khách\n0912345678;133214;An\n0912345678;9;An\n";
    expect(await refusals(short, { templates })).toEqual([["so_tien variable_column_missing"], []]);
  });
});

describe("rows of several templates", () => {
  const text = { type: "text" } as const;
  const templates = defineTemplates({
    templates: [
      { id: "1", variables: { ten: text, ngay: text } },
      { id: "2", variables: { ten: text, kho: text } },
    ],
  });
  const rows = "0912345678;1;An;hôm nay;\n0912345678;2;An;;HN\n0912345678;2;An;hôm nay;HN\n";

  it("have cells that are empty where another's variable is: only what is filled in is refused", async () => {
    expect(await refusals(`SĐT;Template;Tên;Ngày;Kho\n${rows}`, { templates })).toEqual([
      [],
      [],
      ["Ngày variable_unknown"],
    ]);
    const mapping = { variables: { ngay: "Cột 1", kho: "Cột 2" } };
    expect(await refusals(`SĐT;Template;Tên;Cột 1;Cột 2\n${rows}`, { templates, mapping })).toEqual([
      [],
      [],
      ["variables.ngay variable_unknown"],
    ]);
    const constants: Mapping = { variables: { ngay: "Ngày", kho: { constant: "HN" } } };
    expect(
      (await refusals(`SĐT;Template;Tên;Ngày;x\n${rows}`, { templates, mapping: { ...constants, ignore: ["x"] } }))[0],
    ).toEqual(["variables.kho variable_unknown"]);
  });
});

describe("before any row is read", () => {
  const text = "SĐT;Mã đơn\n0912345678;DH1\n";

  it.each<[string, MessageOptions, string[]]>([
    [
      "a column that the file has not",
      { templateId, mapping: { fields: { phone: "Phone" } } },
      ["fields.phone column_unknown"],
    ],
    [
      "each other such column",
      {
        templateId,
        mapping: {
          fields: { reference: { column: "a" }, sendAt: "b", notAfter: { column: "SĐT", hourColumn: "c" } },
          variables: { one: "d" },
          labels: { two: "e" },
          ignore: ["f"],
        },
      },
      [
        "variables.one column_unknown",
        "labels.two column_unknown",
        "ignore.0 column_unknown",
        "fields.reference.column column_unknown",
        "fields.sendAt column_unknown",
        "fields.notAfter.hourColumn column_unknown",
      ],
    ],
    ["no template", {}, ["templateId required"]],
    [
      "a template given twice",
      { templateId, mapping: { fields: { templateId: { constant: "1" } } } },
      ["templateId field_conflict"],
    ],
    [
      "a token type given twice",
      { templateId, tokenType: "token_coach_bus_7", mapping: { fields: { tokenType: "Mã đơn" } } },
      ["tokenType field_conflict"],
    ],
    ["an option that does not exist", { templateId, map: {} } as MessageOptions, ["map option_unknown"]],
    ["a mapping that is none", { templateId, mapping: { phone: "SĐT" } as Mapping }, ["phone unknown_field"]],
  ])("%s is refused", async (_, options, issues) => expect(await issuesOf(text, options)).toEqual(issues));

  it("a heading that could be two columns is none of them, but for one that is written just so", async () => {
    const mapping = (phone: string): Mapping => ({ fields: { phone } });
    const both = "Điện thoại;điện thoại\n0912345678;0987654321\n";
    expect(await issuesOf(both, { templateId, mapping: mapping("DIEN THOAI") })).toEqual([
      "fields.phone column_unknown",
    ]);
    const [message] = await messagesOf(both, { templateId, mapping: mapping("điện thoại") });
    expect(message).toMatchObject({ phone: "0987654321" });
  });

  it("no phone and no reference is refused, and a column is not taken because it is probable", async () => {
    const { issues } = await failureOf(() => messagesOf("SĐT người gửi;;Tên\n0912345678;x;An\n", { templateId }));
    expect(issues).toEqual([
      {
        path: ["phone"],
        code: "phone_column_missing",
        message: "is required, and there is no column for it among SĐT người gửi, Tên: map it",
        choices: ["SĐT người gửi", "Tên"],
      },
    ]);
  });

  it.each(["0912345678", "0912 345 678", "+84 (912) 345-678"])(
    "a first row that is a customer's, with the phone %s, is not shown",
    async (phone) => {
      const file = `Nguyễn Văn An;${phone};x\nTrần Thị Bình;0987654321;y\n`;
      const asked = [{ templateId }, { templateId, mapping: { fields: { phone: "SĐT" } } }];
      for (const options of asked) {
        const error = await failureOf(() => messagesOf(file, options));
        const shown = JSON.stringify([error.message, error.issues]);
        expect(shown).toContain("the row of the headings");
        expect(shown).not.toMatch(/Nguyễn|345/);
      }
    },
  );
});

describe("a mapping file", () => {
  const issues = async (value: unknown) => {
    const error = await failureOf(() => parseMapping(JSON.stringify(value)));
    expect(error.kind).toBe("config");
    return error.issues?.map(({ path, code }) => `${path.join(".")} ${code}`);
  };

  it("is read as it is", () => {
    const mapping: Mapping = {
      $schema: "./mapping.schema.json",
      fields: { phone: "SĐT", sendAt: { column: "Giờ", offsetMinutes: -129_600 } },
      ignore: ["x"],
    };
    expect(parseMapping(`\ufeff${JSON.stringify(mapping)}`)).toEqual(mapping);
  });

  it.each<[unknown, string[]]>([
    [[], [" type_wrong"]],
    [{ field: {} }, ["field unknown_field"]],
    [{ fields: { phon: "SĐT" } }, ["fields.phon unknown_field"]],
    [{ fields: { phone: 5, reference: "" } }, ["fields.phone type_wrong", "fields.reference empty"]],
    [{ fields: { phone: { colunm: "SĐT" } } }, ["fields.phone.column required", "fields.phone.colunm unknown_field"]],
    [
      { fields: { sendAt: { constant: "x" } } },
      ["fields.sendAt.column required", "fields.sendAt.constant unknown_field"],
    ],
    [{ fields: { sendAt: { column: "x", offsetMinutes: 1.5 } } }, ["fields.sendAt.offsetMinutes number_out_of_range"]],
    [
      { fields: { sendAt: { column: "x", offsetMinutes: -129_601 } } },
      ["fields.sendAt.offsetMinutes number_out_of_range"],
    ],
    [{ fields: { sendAt: { column: "x", timeZone: 7 } } }, ["fields.sendAt.timeZone time_zone_unknown"]],
    [{ fields: { phone: { column: 5 } } }, ["fields.phone.column type_wrong"]],
    [{ labels: 5, ignore: ["x", " ", 6] }, ["labels type_wrong", "ignore.1 empty", "ignore.2 type_wrong"]],
    [{ variables: { a: { column: "x", format: "dates" } } }, ["variables.a.format value_not_allowed"]],
    [{ variables: { a: { column: "x", values: { y: 1 } } } }, ["variables.a.values.y type_wrong"]],
    [{ ignore: "x" }, ["ignore type_wrong"]],
    [{ timeZone: "Asia/Saigonn" }, ["timeZone time_zone_unknown"]],
    [{ constructor: {} }, ["constructor unknown_field"]],
  ])("%j is refused", async (value, expected) => expect(await issues(value)).toEqual(expected));

  it("that is no JSON is refused without its text", async () => {
    const error = await failureOf(() => parseMapping('{ "fields": 0912345678'));
    expect(error.issues?.map(({ code }) => code)).toEqual(["json_wrong"]);
    expect(error.message).not.toContain("0912");
  });
});

it("a time with its zone on a day that does not exist is refused, not taken for another day", async () => {
  const day = [
    "2026-11-31T08:00:00+07:00",
    "2026-11-30T08:00:00+07:00",
    "2026-11-30T01:00:00.250Z",
    "2026-11-30 01:00Z",
    "2026-11-30T24:00Z",
  ];
  const text = ["SĐT,At", ...day.map((at) => `0912345678,${at}`)].join("\n");
  const read = async (offsetMinutes: number) => {
    const mapping: Mapping = { fields: { sendAt: { column: "At", offsetMinutes } } };
    const messages = await messagesOf(text, { templateId, mapping });
    return messages.map((message) => ("issues" in message ? message.issues[0]?.code : message.sendAt));
  };
  const wrong = "local_time_wrong";
  expect(await read(0)).toEqual([
    wrong,
    "2026-11-30T01:00:00.000Z",
    "2026-11-30T01:00:00.250Z",
    "2026-11-30T01:00:00.000Z",
    wrong,
  ]);
  expect(await read(-90)).toEqual([
    wrong,
    "2026-11-29T23:30:00.000Z",
    "2026-11-29T23:30:00.250Z",
    "2026-11-29T23:30:00.000Z",
    wrong,
  ]);
});
