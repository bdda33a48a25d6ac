import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const read = (name: string) => readFileSync(join(dist, name), "utf8");
const built = readdirSync(dist).filter((name) => name.endsWith(".js"));
const imported = /^(?:import|export)\b.* from "([^"]+)"|\bimport\("([^"]+)"\)|__require\("([^"]+)"\)/gm;

it("the built gateway needs no package: what is deployed has none", () => {
  const names = built.flatMap((file) => [...read(file).matchAll(imported)].map((match) => match.slice(1).join("")));
  const packages = names.filter((name) => !name.startsWith(".") && !isBuiltin(name));
  expect(names.length).toBeGreaterThan(built.length);
  // pg asks for it where a program wants its native client.
  expect(packages).toEqual(["pg-native"]);
});

it("the built gateway has the console, compressed", () => {
  const names = readdirSync(join(dist, "console", "assets"));
  expect(read("console/index.html")).toContain('src="/console/assets/');
  for (const ending of [/-[\w-]{8}\.js$/, /\.js\.br$/, /\.js\.gz$/, /\.css$/])
    expect(names.filter((name) => ending.test(name)).length).toBeGreaterThan(0);
});

it("what it is made of is named with its licenses", () => {
  const notices = read("THIRD-PARTY.md");
  for (const name of ["hono", "pino", "undici", "pg", "zod", "@noble/hashes", "@opentelemetry/api"]) {
    expect(notices).toMatch(new RegExp(`^## .*${name}`, "m"));
  }
  expect(notices).toContain("Permission is hereby granted");
});
