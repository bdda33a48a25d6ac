import { execFileSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createResultFile } from "@nxzalo/batch/files";
import { interleave } from "../measure.ts";
import { type Row, toRow } from "../row.ts";

const rounds = 5;
const checkRounds = 3;
const headings = ["SĐT", "Tên khách", "Mã đơn", "Giờ khởi hành", "Số tiền", "Ghi chú"];
const cellsOf = (index: number) => [
  `0${912_000_000 + index}`,
  `Nguyễn Văn ${index % 1_000}`,
  `DH${1_000_000 + index}`,
  "28/11/2026 07:30",
  String(1_250_000 + index),
  `"Giao tại kho số ${index % 20}; trước giờ"`,
];

function* csvLines(count: number) {
  yield `${headings.join(";")}\r\n`;
  for (let index = 0; index < count; index += 1) yield `${cellsOf(index).join(";")}\r\n`;
}

async function writeXlsx(path: string, count: number) {
  const stream = createWriteStream(path);
  const write = (bytes: Uint8Array) =>
    new Promise<void>((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve())));
  const file = await createResultFile({ headings, format: "xlsx", write });
  for (let index = 0; index < count; index += 1) {
    const source = Object.fromEntries(cellsOf(index).map((cell, column) => [headings[column] ?? "", cell]));
    await file.add({ row: index + 2, state: "accepted", messageId: String(index), changes: [], source });
  }
  await file.close();
  await new Promise<void>((resolve) => stream.end(resolve));
}

interface Figures {
  readonly cpuMs: number;
  readonly peakMebibytes: number;
}

/** What a process of its own costs that reads a file. */
function measure(code: string, path: string): Figures {
  const report =
    "const { user, system } = process.cpuUsage(); console.log(JSON.stringify({ cpuMs: (user + system) / 1e3, peakMebibytes: process.resourceUsage().maxRSS / 1024 }));";
  const output = execFileSync(
    process.execPath,
    ["--no-warnings", "--input-type=module", "-e", `${code}\n${report}`, path],
    {
      cwd: import.meta.dirname,
      encoding: "utf8",
    },
  );
  return JSON.parse(output) as Figures;
}

const ours = `import { openAsBlob } from "node:fs"; import { readRows } from "@nxzalo/batch/files";
let count = 0; for await (const row of await readRows(await openAsBlob(process.argv[1]))) count += row.row;`;
const checked = `import { openAsBlob } from "node:fs"; import { createBatch } from "@nxzalo/batch"; import { readRows, toMessages } from "@nxzalo/batch/files";
const rows = await readRows(await openAsBlob(process.argv[1]));
const check = createBatch({ send: () => Promise.reject(new Error("a dry run sends nothing")) }).check(toMessages(rows, { templateId: "133214" }));
for await (const { verdict, row } of check) if (verdict !== "send") throw new Error("row " + row + " is " + verdict);`;
const theirs = `import { createReadStream } from "node:fs"; import { parse } from "csv-parse";
let count = 0; for await (const cells of createReadStream(process.argv[1]).pipe(parse({ delimiter: ";" }))) count += cells.length;`;

/** Files of rows: a million lines of CSV, read alone and checked with their duplicates, and 200,000 rows of XLSX. */
export async function fileRows(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-bench-"));
  try {
    const [csv, xlsx] = [join(folder, "rows.csv"), join(folder, "rows.xlsx")];
    await pipeline(Readable.from(csvLines(1_000_000)), createWriteStream(csv));
    await writeXlsx(xlsx, 200_000);
    const pairs = await interleave(
      rounds,
      () => measure(ours, csv),
      () => measure(theirs, csv),
    );
    const checks = await interleave(
      checkRounds,
      () => measure(checked, csv),
      () => measure(theirs, csv),
    );
    const sheet = measure(ours, xlsx);
    return [
      toRow(
        { row: "CSV of 1,000,000 rows: CPU", against: "csv-parse alone", unit: "ms", sense: "at most", bound: 1.5 },
        pairs.map(([one, other]) => [one.cpuMs, other.cpuMs]),
      ),
      toRow(
        { row: "CSV of 1,000,000 rows: memory", against: "120 MiB", unit: "MiB", sense: "at most", bound: 1 },
        pairs.map(([one]) => [one.peakMebibytes, 120]),
      ),
      toRow(
        {
          row: "CSV of 1,000,000 rows, checked: CPU",
          against: "csv-parse alone",
          unit: "ms",
          sense: "at most",
          bound: 1.5,
        },
        checks.map(([one, other]) => [one.cpuMs, other.cpuMs]),
      ),
      toRow(
        { row: "CSV of 1,000,000 rows, checked: memory", against: "120 MiB", unit: "MiB", sense: "at most", bound: 1 },
        checks.map(([one]) => [one.peakMebibytes, 120]),
      ),
      toRow({ row: "XLSX of 200,000 rows: memory", against: "256 MiB", unit: "MiB", sense: "at most", bound: 1 }, [
        [sheet.peakMebibytes, 256],
      ]),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
