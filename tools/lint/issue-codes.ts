// `pnpm lint`: every code of an issue is given somewhere in the sources. That none is given without a meaning and a Vietnamese text, the
// compiler sees: both tables are typed by the codes, and what makes issues takes no other.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { issueMeanings } from "../../packages/core/src/internal/issue-codes.ts";

const tables = ["packages/core/src/internal/issue-codes.ts", "packages/core/src/vi/texts.ts"];
const files = execFileSync("git", ["ls-files", "packages/*/src/*.ts", "apps/*/src/*.ts"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => existsSync(file) && !/\.test(?:-d)?\.ts$/.test(file) && !tables.includes(file) && file !== "");
const sources = files.map((file) => readFileSync(file, "utf8"));

// The codes of phones stand as keys of a table, all others in quotes.
const isGiven = (code: string) => sources.some((text) => new RegExp(`"${code}"|^  ${code}:`, "m").test(text));
const unused = Object.keys(issueMeanings).filter((code) => !isGiven(code));

for (const code of unused) console.error(`${code} has a meaning, and no issue has it`);
if (unused.length > 0) process.exitCode = 1;
