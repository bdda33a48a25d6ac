import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli, startCli } from "../../test/run-cli.ts";
import { startTestGateway } from "../../test/start-gateway.ts";

let at: Awaited<ReturnType<typeof startTestGateway>>;
const folder = mkdtempSync(join(tmpdir(), "nxzalo-send-file-"));

beforeAll(async () => {
  at = await startTestGateway();
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

const makeRows = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `09123${String(index).padStart(5, "0")};${name} ${index};Đang giao`);

/** A file as a spreadsheet writes it. */
const writeFile = (name: string, rows: readonly string[]) =>
  writeFileSync(join(folder, name), `\ufeff${["Số điện thoại;Mã đơn;status", ...rows].join("\r\n")}\r\n`);

const args = (file: string, ...more: string[]) => [
  "send-file",
  file,
  "--template",
  "133214",
  "--token-type",
  "token_logistics_7",
  ...more,
];
const send = (file: string, ...more: string[]) => runCli(args(file, ...more), { env: at.env, cwd: folder });

/** How many messages about such orders have reached the emulator. */
const sentOf = (status: string) =>
  at.sandbox.calls.filter(({ path, body }) => path === "/v1/zalo/mt" && body.includes(`"${status}"`)).length;

it("a dry run sends nothing; the run sends each row once, under any name of the file, and tells of what it refused", async () => {
  const rows = [...makeRows("A", 5).map((row) => row.replace("Đang giao", "once")), "02812345678;A 5;once"];
  writeFile("a.csv", rows);
  const dry = await send("a.csv", "--check", "--json");
  expect([dry.code, JSON.parse(dry.stdout)]).toMatchObject([4, { rows: 6, send: 5, refused: 1 }]);
  expect(sentOf("once")).toBe(0);
  const first = await send("a.csv", "--json");
  expect([first.code, JSON.parse(first.stdout)]).toMatchObject([4, { accepted: 5, refused: 1 }]);
  const result = readFileSync(join(folder, "a.result.csv"), "utf8");
  expect(result.split("\r\n")).toHaveLength(8);
  expect(result).toMatch(/02812345678;A 5;once;;refused;/);
  writeFile("a (1).csv", rows);
  expect(JSON.parse((await send("a (1).csv", "--json")).stdout)).toMatchObject({ accepted: 5, refused: 1 });
  expect(sentOf("once")).toBe(5);
});

it("Ctrl-C stops cleanly and says how to go on; the same command sends the rest, and nothing twice", async () => {
  writeFile(
    "b.csv",
    makeRows("B", 60).map((row) => row.replace("Đang giao", "stopped")),
  );
  const child = startCli(args("b.csv", "--rate", "20"), { env: at.env, cwd: folder });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  await expect.poll(() => sentOf("stopped"), { interval: 10 }).toBeGreaterThan(3);
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([130, null]);
  expect(said).toContain("run the same command again");
  expect(sentOf("stopped")).toBeLessThan(60);
  expect(await send("b.csv")).toMatchObject({ code: 0, stderr: "" });
  expect(sentOf("stopped")).toBe(60);
});

it("a file whose columns are not certain is refused, and nothing is asked", async () => {
  writeFileSync(join(folder, "c.csv"), "a;b\n1;2\n");
  expect(await send("c.csv")).toMatchObject({ code: 2, stderr: expect.stringMatching(/phone/) });
  expect((await send("missing.csv")).code).toBe(1);
});
