import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const directory = fileURLToPath(new URL("..", import.meta.url));
const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: directory, encoding: "utf8" }).trim();
/** A built file's code, without the comments of what it is made of. */
const readCode = (name: string) =>
  readFileSync(`${directory}/dist/${name}`, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
const call = `console.log(sign({ accessKey: "a", action: "mt", bizType: "9", ts: "1", accessSecret: "s" }).length)`;

describe("the built package", () => {
  it("runs in Node by import", () =>
    expect(run("--input-type=module", "-e", `import { sign } from "@nxzalo/core"; ${call}`)).toBe("32"));

  it("runs in Node by require", () =>
    expect(run("--input-type=commonjs", "-e", `const { sign } = require("@nxzalo/core"); ${call}`)).toBe("32"));

  it("reads a configuration by an entry that holds neither the client nor a schema", () => {
    const script = `import { configFromEnv } from "@nxzalo/core/config";
      const env = { NXCLOUD_ACCESS_KEY: "key", NXCLOUD_ACCESS_SECRET: "secret", NXCLOUD_APP_KEY: "app" };
      console.log(configFromEnv(env).appKey);`;
    expect(run("--input-type=module", "-e", script)).toBe("app");
    const imported = (name: string): string[] =>
      [...readCode(name).matchAll(/from "\.\/([^"]+)"/g)].flatMap(([, other = ""]) => [other, ...imported(other)]);
    const code = ["config.js", ...imported("config.js")].map(readCode).join("\n");
    expect(code).not.toMatch(/createNxZalo|ZodMini/);
  });

  it("needs no other package: not to run, and not for its types", () => {
    for (const name of readdirSync(`${directory}/dist`).filter((one) => /\.(js|d\.ts)$/.test(one)))
      expect(readFileSync(`${directory}/dist/${name}`, "utf8"), name).not.toMatch(
        /^(?:import|export)\b.*\bfrom "[^.]|import\("[^.]/m,
      );
  });

  it("names the software inside it", () => {
    const maps = readdirSync(`${directory}/dist`).filter((name) => name.endsWith(".js.map"));
    const sources = maps.flatMap((name) => JSON.parse(readFileSync(`${directory}/dist/${name}`, "utf8")).sources);
    const packages = sources.flatMap((source) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
    const named = [...readFileSync(`${directory}/THIRD-PARTY.md`, "utf8").matchAll(/^## (.+)$/gm)].map(
      ([, name]) => name,
    );
    expect([...new Set(packages)].sort()).toEqual(named.sort());
  });

  it("holds none of zod's languages", () => {
    const maps = readdirSync(`${directory}/dist`).filter((name) => name.endsWith(".js.map"));
    const sources = maps.flatMap((name) => JSON.parse(readFileSync(`${directory}/dist/${name}`, "utf8")).sources);
    expect(sources.filter((source) => source.includes("node_modules/zod/"))).not.toEqual([]);
    expect(sources.filter((source) => source.includes("/locales/"))).toEqual([]);
  });

  it("has schemas that are Standard Schemas", () => {
    const script = `import { openJourneyInput } from "@nxzalo/core/schemas";
      const schema = openJourneyInput()["~standard"];
      const good = schema.validate({ phone: "+84 912 345 678", tokenType: "token_logistics_7" });
      const bad = schema.validate({ phone: "84912345678" });
      console.log(schema.version, good.value.phone, bad.issues.map(({ path }) => path.join(".")).join());`;
    expect(run("--input-type=module", "-e", script)).toBe("1 84912345678 tokenType");
  });

  it("imports nothing of Node's", () => {
    const files = readdirSync(`${directory}/dist`).filter((name) => name.endsWith(".js"));
    expect(files).toContain("index.js");
    for (const name of files) {
      expect(readCode(name), name).not.toMatch(/["']node:|\bBuffer\b|createRequire/);
    }
  });
});
