import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Row } from "../row.ts";
import type { BenchRun } from "../run.ts";

const script = new URL("./main.ts", import.meta.url).pathname;

const row = (value: number, name: string): Row => ({
  row: name,
  against: "bare <undici>",
  n: 15,
  unit: "µs/call",
  ours: value * 10,
  theirs: 10,
  value,
  undisturbed: value,
  aim: "<= 1.4x",
  isMet: value <= 1.4,
});

const older: BenchRun = {
  measuredAt: "2026-11-21T03:00:00.000Z",
  commit: "1111111aaaa",
  node: "v24.0.0",
  cores: 4,
  rows: [row(1.9, "gateway"), row(2, "gone since")],
};
const newer: BenchRun = {
  ...older,
  measuredAt: "2026-11-28T03:00:00.000Z",
  commit: "2222222bbbb",
  rows: [row(1.3, "gateway"), row(1.1, "new")],
};

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nxzalo-history-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) =>
  execFileSync(process.execPath, [script, ...args], { encoding: "utf8", stdio: "pipe" });

it("draws each row over the runs, the oldest first, whatever the files are called", () => {
  writeFileSync(join(folder, "a.json"), JSON.stringify(newer));
  writeFileSync(join(folder, "b.json"), JSON.stringify(older));
  expect(run(folder)).toContain("2 runs");
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("<tr class="));
  expect(rows.map((line) => /<td>([^<]*)/.exec(line)?.[1])).toEqual(["gateway", "new", "gone since"]);
  expect([...(rows[0] as string).matchAll(/<title>([^<]*)/g)].map(([, about]) => about)).toEqual([
    "2026-11-21 1111111: 1.90",
    "2026-11-28 2222222: 1.30",
  ]);
  expect(rows[0]).toContain('<polyline points="4.0,4.0 236.0,36.0"/>');
  expect(rows[0]).toContain("<td>1.30</td><td>&#60;= 1.4x</td><td>met</td><td>2026-11-28</td>");
  expect(rows[2]).toContain('<tr class="missed">');
});

it("loads nothing from elsewhere, and no text of a result becomes markup", () => {
  writeFileSync(join(folder, "a.json"), JSON.stringify(newer));
  run(folder);
  const page = readFileSync(join(folder, "index.html"), "utf8");
  expect(page).not.toMatch(/https?:|<script|<link|@import|url\(/);
  expect(page).toContain("bare &#60;undici&#62;");
});

it("says so where no folder is named", () => {
  expect(() => run()).toThrow(/name a folder of results/);
});
