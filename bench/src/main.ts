// `pnpm bench [--json] [names…]`: measures and prints; asserts nothing.
import { printTable, type Row } from "./row.ts";
import { batchRows } from "./rows/batch.ts";
import { clientRows } from "./rows/client.ts";
import { commandLineRows } from "./rows/command-line.ts";
import { dueRows } from "./rows/due.ts";
import { fileRows } from "./rows/files.ts";
import { gatewayRows, memoryRows } from "./rows/gateway.ts";
import { importRows } from "./rows/imports.ts";
import { messageRows } from "./rows/messages.ts";
import { scaleRows } from "./rows/scale.ts";
import { signRows, signWorkerdRows } from "./rows/sign.ts";
import { sizeRows } from "./rows/sizes.ts";
import { storeRows } from "./rows/store.ts";
import { telemetryRows } from "./rows/telemetry.ts";
import { workerRows } from "./rows/worker.ts";
import { describeRun } from "./run.ts";

const groups = {
  sign: signRows,
  "sign-workerd": signWorkerdRows,
  client: clientRows,
  gateway: gatewayRows,
  memory: memoryRows,
  files: fileRows,
  store: storeRows,
  batch: batchRows,
  "command-line": commandLineRows,
  messages: messageRows,
  due: dueRows,
  scale: scaleRows,
  telemetry: telemetryRows,
  worker: workerRows,
  imports: importRows,
  sizes: sizeRows,
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const rows: Row[] = [];
for (const [name, measure] of Object.entries(groups)) {
  if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await measure()));
}
if (process.argv.includes("--json")) console.log(JSON.stringify(await describeRun(rows), undefined, 2));
else printTable(rows);
