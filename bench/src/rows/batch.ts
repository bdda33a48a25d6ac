import { execFileSync } from "node:child_process";
import { type BatchMessage, createBatch } from "@nxzalo/batch";
import { createProxyClient } from "@nxzalo/client";
import { interleave } from "../measure.ts";
import { type Row, toRow } from "../row.ts";
import { startServer } from "../server-process.ts";

/** `BATCH_ROWS`: of a paced run; 100,000 take 500 s. */
const pacedRows = Number(process.env["BATCH_ROWS"] ?? 4_000);
const allowedPerSecond = 200;
/** As long as a round of load, for the same reason. */
const unlimitedRows = 20_000;
const concurrency = 16;
const rounds = 7;

function* parcelRows(count: number): Generator<BatchMessage> {
  for (let row = 2; row < count + 2; row += 1) {
    const phone = `0912${String(row).padStart(6, "0")}`;
    yield { row, phone, reference: `DH${row}`, templateId: "133214", templateData: { order: `DH${row}` } };
  }
}

/** A gateway that takes so many messages in every second. */
const startGateway = (perSecond = Number.POSITIVE_INFINITY) =>
  startServer("allowed-rate", { PER_SECOND: String(perSecond) });

const perSecondSince = (startedAt: number, count: number) => (count * 1_000) / (performance.now() - startedAt);

async function runBatch(options: Parameters<typeof createBatch>[0], count: number): Promise<number> {
  const startedAt = performance.now();
  const run = createBatch(options).run(parcelRows(count));
  for await (const { state } of run) if (state !== "accepted") throw new Error(`a row is ${state}`);
  return perSecondSince(startedAt, count);
}

/** The same client in a loop of workers, which knows nothing of rows. */
async function runBare(send: ReturnType<typeof createProxyClient>["sendTemplate"], count: number): Promise<number> {
  const startedAt = performance.now();
  let left = count;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await send({ phone: "84912345678", templateId: "133214", templateData: { order: `DH${left}` } });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return perSecondSince(startedAt, count);
}

async function pacedRow(): Promise<Row> {
  const gateway = await startGateway(allowedPerSecond);
  const { sendTemplate: send } = createProxyClient({ baseUrl: gateway.url });
  const perSecond = await runBatch({ send, concurrency, ratePerSecond: allowedPerSecond }, pacedRows);
  const refused = Number(await (await fetch(gateway.url)).text());
  gateway.stop();
  const from = { rows: pacedRows, refused };
  const aim = { row: `batch, ${pacedRows} rows`, against: "the rate that is allowed", unit: "rows/s", from } as const;
  return toRow({ ...aim, sense: "at least", bound: 0.98 }, [[perSecond, allowedPerSecond]]);
}

async function unlimitedRow(): Promise<Row> {
  const gateway = await startGateway();
  const { sendTemplate: send } = createProxyClient({ baseUrl: gateway.url });
  const pairs = await interleave(
    rounds,
    () => runBatch({ send, concurrency }, unlimitedRows),
    () => runBare(send, unlimitedRows),
  );
  gateway.stop();
  const aim = { row: "batch without a limit", against: "a loop over the same client", unit: "rows/s" } as const;
  return toRow({ ...aim, sense: "at least", bound: 0.9 }, pairs);
}

/** JavaScript: what takes the types out of a script stays in the memory of its process, 16 MiB of it. */
const dryRun = `import { createBatch } from "@nxzalo/batch";
const count = Number(process.argv[1]);
function* rows() {
  for (let row = 2; row < count + 2; row += 1) {
    const phone = "0912" + String(row % 1_000_000).padStart(6, "0");
    const templateData = { name: "Nguyễn Văn A", status: "Đang giao", total: "150000" };
    yield { row, phone, reference: "DH" + String(row).padStart(8, "0"), templateId: "133214", templateData };
  }
}
const check = createBatch({ send: () => Promise.reject(new Error("a dry run sends nothing")) }).check(rows());
for await (const { verdict, row } of check) if (verdict !== "send") throw new Error("row " + row + " is " + verdict);
console.log(process.resourceUsage().maxRSS / 1024);`;

/** Memory of a process of its own that checks so many rows, duplicates included. */
function checkedRow(): Row {
  const count = 1_000_000;
  const command = ["--input-type=module", "-e", dryRun, String(count)];
  const mebibytes = Number(execFileSync(process.execPath, command, { cwd: import.meta.dirname, encoding: "utf8" }));
  const aim = { row: "dry run of 1,000,000 rows: memory", against: "the most that is allowed", unit: "MiB" } as const;
  return toRow({ ...aim, sense: "at most", bound: 1 }, [[mebibytes, 120]]);
}

export async function batchRows(): Promise<Row[]> {
  return [await pacedRow(), await unlimitedRow(), checkedRow()];
}
