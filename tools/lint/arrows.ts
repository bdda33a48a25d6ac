// `pnpm lint`: which package may import which. Imports are read by a regular expression.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";

/** What each room may import of ours, outside of its tests. A room that does not exist yet does no harm here. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  "packages/core": [],
  "packages/proxy": ["@nxzalo/core"],
  "packages/node": ["@nxzalo/core"],
  "packages/edge": ["@nxzalo/core", "@nxzalo/proxy"],
  // Types and what is bundled into it: it installs nothing, which `check:packed` proves.
  "packages/client": ["@nxzalo/core"],
  "packages/sandbox": ["@nxzalo/core"],
  "packages/journeys": ["@nxzalo/core"],
  "packages/batch": ["@nxzalo/core"],
  "packages/telemetry": ["@nxzalo/core"],
  "packages/hono": ["@nxzalo/core", "@nxzalo/proxy"],
  "packages/cli": [
    "@nxzalo/batch",
    "@nxzalo/client",
    "@nxzalo/core",
    "@nxzalo/journeys",
    "@nxzalo/node",
    "@nxzalo/proxy",
    "@nxzalo/sandbox",
  ],
  "apps/gateway": [
    "@nxzalo/core",
    "@nxzalo/hono",
    "@nxzalo/journeys",
    "@nxzalo/node",
    "@nxzalo/proxy",
    "@nxzalo/sandbox",
    "@nxzalo/telemetry",
  ],
  "apps/worker": ["@nxzalo/edge", "@nxzalo/journeys", "@nxzalo/sandbox"],
  // Of core it takes what codes mean: texts in two languages.
  "apps/console": ["@nxzalo/client", "@nxzalo/batch", "@nxzalo/core"],
};

const isTest = (file: string) => /\.test(?:-d)?\.ts$|\/test-[^/]*$|\/(?:testing|test|scripts)\//.test(file);
const files = execFileSync("git", ["ls-files", "packages/*.ts", "apps/*.ts", "apps/*.tsx"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => /^(?:packages|apps)\/[^/]+\/src\//.test(file) && !isTest(file) && existsSync(file));

/** The specifiers of static and dynamic imports and of exports from elsewhere. */
const readImports = (text: string) =>
  [...text.matchAll(/^(?:import|export)\b[^;]*?from "([^"]+)"|\bimport\("([^"]+)"\)|^import "([^"]+)"/gm)].map(
    ([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? "",
  );

function findFault(file: string, specifier: string): string | undefined {
  const room = file.split("/").slice(0, 2).join("/");
  const ours = /^(?:@nxzalo\/[^/]+|nxzalo(?:-\w+)?)(?=\/|$)/.exec(specifier)?.[0];
  if (ours && !arrows[room]?.includes(ours)) return `${room} may not import ${ours}`;
  if (!specifier.startsWith(".")) return undefined;
  const target = posix.join(posix.dirname(file), specifier);
  return target.startsWith(`${room}/`) ? undefined : `${specifier} lies in another package`;
}

const found = files.flatMap((file) =>
  readImports(readFileSync(file, "utf8")).flatMap((specifier) => {
    const fault = findFault(file, specifier);
    return fault ? [`${file}: ${fault}`] : [];
  }),
);
for (const line of found) console.error(line);
if (found.length > 0) process.exitCode = 1;
