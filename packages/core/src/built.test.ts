import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const directory = fileURLToPath(new URL("..", import.meta.url));
const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: directory, encoding: "utf8" }).trim();
const call = `console.log(sign({ accessKey: "a", action: "mt", bizType: "9", ts: "1", accessSecret: "s" }).length)`;

describe("the built package", () => {
  it("runs in Node by import", () =>
    expect(run("--input-type=module", "-e", `import { sign } from "@nxzalo/core"; ${call}`)).toBe("32"));

  it("runs in Node by require", () =>
    expect(run("--input-type=commonjs", "-e", `const { sign } = require("@nxzalo/core"); ${call}`)).toBe("32"));

  it("imports nothing of Node's", () => {
    const files = readdirSync(`${directory}/dist`).filter((name) => name.endsWith(".js"));
    expect(files).toContain("index.js");
    for (const name of files) {
      expect(readFileSync(`${directory}/dist/${name}`, "utf8"), name).not.toMatch(/["']node:|\bBuffer\b|createRequire/);
    }
  });
});
