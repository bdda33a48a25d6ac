import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createResultFile } from "@nxzalo/batch/files";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli, startCli } from "../../test/run-cli.ts";
import { startTestGateway } from "../../test/start-gateway.ts";

const count = 1_000;
let at: Awaited<ReturnType<typeof startTestGateway>>;
const folder = mkdtempSync(join(tmpdir(), "nxzalo-killed-"));

beforeAll(async () => {
  at = await startTestGateway();
  const output = openSync(join(folder, "orders.xlsx"), "w");
  const headings = ["Số điện thoại", "Mã đơn", "Trạng thái"];
  const file = await createResultFile({ headings, format: "xlsx", write: (bytes) => void writeSync(output, bytes) });
  for (let index = 0; index < count; index += 1) {
    const cells = [`09123${String(index).padStart(5, "0")}`, `Đơn ${index}`, "Đang giao"];
    const source = Object.fromEntries(headings.map((heading, column) => [heading, cells[column] ?? ""]));
    await file.add({ row: index + 2, state: "skipped", changes: [], source });
  }
  await file.close();
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

const args = ["send-file", "orders.xlsx", "--template", "133214"];
const options = () => ({ env: at.env, cwd: folder });

/** The phones that NXCLOUD took, as often as it did. */
const taken = () =>
  at.sandbox.calls
    .filter(({ path, code }) => path.endsWith("/mt") && code === 0)
    .map(({ body }) => (JSON.parse(body) as { readonly phone: string }).phone);

it("an XLSX file of 1,000 rows is killed twice: the same command sends what is left, and each row once", {
  timeout: 120_000,
}, async () => {
  for (const rows of [150, 450]) {
    const child = startCli([...args, "--rate", "400"], options());
    await expect.poll(() => taken().length, { interval: 5, timeout: 60_000 }).toBeGreaterThan(rows);
    child.kill("SIGKILL");
    expect(await once(child, "close")).toEqual([null, "SIGKILL"]);
    expect(taken().length).toBeLessThan(count);
  }
  const last = await runCli([...args, "--json"], options());
  expect([last.code, JSON.parse(last.stdout)]).toMatchObject([0, { rows: count, accepted: count, unknown: 0 }]);
  expect([taken().length, new Set(taken()).size]).toEqual([count, count]);
  const lines = readFileSync(join(folder, "orders.result.csv"), "utf8").trimEnd().split("\r\n");
  expect(lines).toHaveLength(count + 1);
  expect(lines.slice(1).filter((line) => !/^09123\d{5},Đơn \d+,Đang giao,[0-9a-f-]{36},accepted,$/.test(line))).toEqual(
    [],
  );
});
