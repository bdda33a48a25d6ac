import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const built = fileURLToPath(new URL("../dist/index.js", import.meta.url));

/** A process with a log, which runs a script. */
const run = (script: string): ChildProcess => {
  const head = `import { createLog, createLogOutput } from ${JSON.stringify(built)};
const output = createLogOutput(1);
process.on("exit", output.flush);
const write = createLog(output);
let line = 0;
const writeMany = (count) => { for (; count > 0; count--) write({ level: "info", line: ++line, text: "x".repeat(line % 300) }); };
`;
  return spawn(process.execPath, ["--input-type=module", "--eval", head + script], {
    stdio: ["ignore", "pipe", "pipe"],
  });
};

const codeOf = async (child: ChildProcess) => (await once(child, "exit"))[0];

describe("every line is written, and whole, before the process ends", () => {
  it.concurrent.each([
    ["by itself", "writeMany(5_000);", 0],
    ["by process.exit", "writeMany(5_000); process.exit(4);", 4],
    [
      "by process.exit while some are being written",
      "writeMany(1_000); setImmediate(() => { writeMany(4_000); process.exit(4); });",
      4,
    ],
    ["by a crash", "writeMany(5_000); throw new Error('a bug');", 1],
  ])("%s", async (_, script, code) => {
    const child = run(script);
    const ended = codeOf(child);
    const lines = (await text(child.stdout as NodeJS.ReadableStream)).trimEnd().split("\n");
    const numbers = lines.map((line): number => JSON.parse(line).line).sort((one, other) => one - other);
    expect([numbers.length, new Set(numbers).size, numbers[0], numbers.at(-1)]).toEqual([5_000, 5_000, 1, 5_000]);
    expect(await ended).toBe(code);
  });
});

/** As on a disk that is full for so long. */
const fullFor = (ms: number) => `import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const { write: realWrite } = fs;
const isFullUntil = performance.now() + ${ms};
const full = Object.assign(new Error("full"), { code: "ENOSPC" });
fs.write = (fd, chunk, done) => (performance.now() < isFullUntil ? done(full) : realWrite(fd, chunk, done));
syncBuiltinESMExports();
`;

describe("a disk that is full", () => {
  it("is written to again, and nothing is missing", async () => {
    const child = run(`${fullFor(500)} writeMany(3); setTimeout(() => process.exit(0), 2_000);`);
    const lines = (await text(child.stdout as NodeJS.ReadableStream)).trimEnd().split("\n");
    expect(lines.map((line): number => JSON.parse(line).line)).toEqual([1, 2, 3]);
  });

  it("is written to once more at the end, what waits for room first", async () => {
    const child = run(`${fullFor(600_000)} writeMany(3); setTimeout(() => process.exit(0), 500);`);
    const lines = (await text(child.stdout as NodeJS.ReadableStream)).trimEnd().split("\n");
    expect(lines.map((line): number => JSON.parse(line).line)).toEqual([1, 2, 3]);
  });

  it("keeps no process from ending", async () => {
    expect(await codeOf(run(`${fullFor(600_000)} writeMany(3);`))).toBe(0);
  });
});

describe("a reader that is gone", () => {
  it("does not end the process, nor keep it from ending", async () => {
    const child = run("writeMany(1); setInterval(() => writeMany(50), 5); setTimeout(() => process.exit(7), 500);");
    const ended = codeOf(child);
    await once(child.stdout as NodeJS.ReadableStream, "data");
    child.stdout?.destroy();
    expect(await ended).toBe(7);
  });

  it("is not waited for where it went just before the end", async () => {
    const child = run(
      "writeMany(1); process.stderr.write('started'); setTimeout(() => { writeMany(5_000); process.exit(7); }, 500);",
    );
    const ended = codeOf(child);
    await once(child.stdout as NodeJS.ReadableStream, "data");
    child.stdout?.destroy();
    expect(await ended).toBe(7);
  });
});
