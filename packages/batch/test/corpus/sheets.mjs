// Writes the sheets that make.sh converts, as flat OpenDocument files: every cell with its type, as a person's spreadsheet has it.
import { mkdirSync, writeFileSync } from "node:fs";

const [folder = "."] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const namespaces = ["office", "style", "table", "text", "number", "fo", "of"]
  .map((name) => {
    const uri = { fo: "xsl-fo-compatible:1.0", number: "datastyle:1.0", of: "of:1.2" }[name] ?? `${name}:1.0`;
    return `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${uri}"`;
  })
  .join(" ");
const escapeText = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const part = (name, long = true) => `<number:${name}${long ? ' number:style="long"' : ""}/>`;
const day = `${part("day")}<number:text>/</number:text>${part("month")}<number:text>/</number:text>${part("year")}`;
const hour = `${part("hours")}<number:text>:</number:text>${part("minutes")}`;
const digits = (count) => `<number:number number:decimal-places="0" number:min-integer-digits="${count}"/>`;
const styles = {
  day: `<number:date-style style:name="n-day">${day}</number:date-style>`,
  moment: `<number:date-style style:name="n-moment">${day}<number:text> </number:text>${hour}</number:date-style>`,
  hour: `<number:time-style style:name="n-hour">${hour}</number:time-style>`,
  tenDigits: `<number:number-style style:name="n-tenDigits">${digits(10)}</number:number-style>`,
  scientific: `<number:number-style style:name="n-scientific"><number:scientific-number number:decimal-places="5" number:min-integer-digits="1" number:min-exponent-digits="2"/></number:number-style>`,
  money: `<number:number-style style:name="n-money"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>`,
};
const styleXml = Object.entries(styles)
  .map(
    ([name, xml]) =>
      `${xml}<style:style style:name="${name}" style:family="table-cell" style:data-style-name="n-${name}"/>`,
  )
  .join("");

const cell = (attributes, text = "", style = "") =>
  `<table:table-cell ${style && `table:style-name="${style}" `}${attributes}>${text
    .split("\n")
    .map((line) => `<text:p>${escapeText(line)}</text:p>`)
    .join("")}</table:table-cell>`;
const text = (value) => cell('office:value-type="string"', value);
const number = (value, style) => cell(`office:value-type="float" office:value="${value}"`, "", style);
const moment = (value) =>
  cell(`office:value-type="date" office:date-value="${value}"`, "", value.includes("T") ? "moment" : "day");
const time = (value) => cell(`office:value-type="time" office:time-value="${value}"`, "", "hour");
const formula = (value) => cell(`table:formula="of:=${escapeText(value)}" office:value-type="float" office:value="0"`);
const merged = (value, across) =>
  cell(`table:number-columns-spanned="${across}" table:number-rows-spanned="1" office:value-type="string"`, value) +
  "<table:covered-table-cell/>".repeat(across - 1);
const empty = "<table:table-cell/>";

const table = (name, rows, columns = "") =>
  `<table:table table:name="${name}">${columns}${rows.map((cells) => `<table:table-row>${cells.join("")}</table:table-row>`).join("")}</table:table>`;
const write = (name, tables, nullDate = "") =>
  writeFileSync(
    `${folder}/${name}.fods`,
    `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${namespaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles><style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="6cm"/></style:style>${styleXml}</office:automatic-styles>
<office:body><office:spreadsheet>${nullDate}${tables}</office:spreadsheet></office:body></office:document>
`,
  );

const column = (style, count = 1) =>
  `<table:table-column table:style-name="${style}" table:number-columns-repeated="${count}"/>`;
const headings = ["SĐT", "Mã đơn", "Tên khách", "Giờ khởi hành", "Ngày", "Giờ", "Số tiền", "Ghi chú"].map(text);

// What each row shows stands in corpus.test.ts.
write(
  "parcels",
  table(
    "Đơn hàng",
    [
      headings,
      [
        text("0912345678"),
        text("DH1"),
        text("Nguyễn Văn A"),
        moment("2026-11-28T07:30:00"),
        moment("2026-11-28"),
        time("PT07H30M00S"),
        number(1250000, "money"),
        text("giao; trước giờ"),
      ],
      [
        number(912345678),
        text("DH2"),
        text('Trần "Tý"'),
        moment("2026-11-28T23:59:59"),
        moment("2024-02-29"),
        time("PT23H59M00S"),
        number(1250000.5),
        text("hai\ndòng"),
      ],
      [
        number(912345678, "tenDigits"),
        text("DH3"),
        text("Đỗ Thị Ỷ"),
        moment("2026-01-01T00:00:00"),
        moment("1999-12-31"),
        time("PT00H00M00S"),
        number(0.1 + 0.2),
        text("'0912345678"),
      ],
      [
        number(84912345678),
        text("007"),
        text("Lê Ẩn"),
        moment("2030-06-15T12:00:00"),
        moment("2030-06-15"),
        time("PT12H00M00S"),
        number(3),
        text("=1+1"),
      ],
    ],
    column("wide", 8),
  ) + table("Khác", [[text("SĐT")], [text("0912345679")]]),
);
write(
  "long-numbers",
  table(
    "Đơn",
    [
      [text("SĐT"), text("Mã đơn")],
      [number(84912345678), number(123456789012, "scientific")],
      [number(84912345679), number(123456789099, "scientific")],
      [number(84912345677), text("123456789012")],
    ],
    column("wide", 2),
  ),
);
write(
  "faults",
  table(
    "Đơn",
    [
      [text("SĐT"), text("Mã đơn"), text("Ghi chú")],
      [text("0912345678"), formula("NA()"), text("lỗi")],
      [text("0912345678"), formula("1/0"), text("lỗi")],
      [
        text("0912345678"),
        cell('table:formula="of:=&quot;DH&quot;&amp;9" office:value-type="string"', "DH9"),
        text("công thức"),
      ],
      [text("0912345678"), merged("DH10", 2)],
      [text("0912345678"), number("1257624175686111232"), empty],
    ],
    column("wide", 3),
  ),
);
write(
  "since-1904",
  table(
    "Đơn",
    [
      [text("SĐT"), text("Ngày"), text("Giờ khởi hành")],
      [text("0912345678"), moment("2026-11-28"), moment("2026-11-28T07:30:00")],
    ],
    column("wide", 3),
  ),
  '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>',
);
