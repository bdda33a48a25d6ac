import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";

/** The layers, lowest first: a file imports from its own layer and from those below. The entries stand above all of them. */
const layers = [
  ["errors.ts"],
  ["problem.ts", "error-codes.ts"],
  ["internal/"],
  ["signature/"],
  ["config/"],
  ["schemas/"],
  ["templates/"],
  ["receipts/"],
  ["client/"],
  ["journeys/", "vi/"],
  ["index.ts", "internal.ts", "phone.ts", "config.ts"],
];

const source = import.meta.dirname;
const layerOf = (file: string) => layers.findIndex((names) => names.some((name) => file.startsWith(name)));
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !/\.test(-d)?\.ts$/.test(file));

it.each(files)("%s has a layer, and imports nothing above it", (file) => {
  expect(layerOf(file)).toBeGreaterThanOrEqual(0);
  const imported = [...readFileSync(join(source, file), "utf8").matchAll(/from "(\.[^"]+)"/g)].map(([, path = ""]) =>
    relative(source, join(source, dirname(file), path)).replaceAll("\\", "/"),
  );
  expect(imported.filter((path) => layerOf(path) > layerOf(file))).toEqual([]);
});
