import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { cleanEnv, program, runCli } from "../../test/run-cli.ts";
import { scripts, shells } from "./scripts.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-completion-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The words of a line as bash has them, which breaks them at `=` and `:` too. */
const wordsOf = (line: string) =>
  line.split(" ").flatMap((word) => (word === "" ? [""] : (word.match(/[=:]+|[^=:]+/g) ?? [])));

/** Has bash complete a line, with the built command on its PATH; gives what it would put in place of the last part. */
function completeInBash(line: string): string[] {
  writeFileSync(join(folder, "nxzalo"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o755 });
  const words = wordsOf(line);
  const script = `${scripts.bash}
COMP_LINE='${line}'; COMP_POINT=${line.length}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_nxzalo
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...cleanEnv(), PATH: `${folder}:${process.env["PATH"]}` };
  return execFileSync("bash", ["-c", script], { env, encoding: "utf8" }).trim().split("\n");
}

it("bash completes commands, options and their values", () => {
  expect(completeInBash("nxzalo me")).toEqual(["message", "messages"]);
  expect(completeInBash("nxzalo messages --fa")).toEqual(["--failed"]);
  expect(completeInBash("nxzalo journey open --token-type token_l")).toEqual([
    "token_logistics_7",
    "token_logistics_30",
  ]);
  expect(completeInBash("nxzalo completion f")).toEqual(["fish"]);
});

it("bash completes after words with = or :, by the script alone", () => {
  expect(completeInBash("nxzalo messages --language=v")).toEqual(["vi"]);
  expect(completeInBash("nxzalo messages --language=")).toEqual(["en", "vi"]);
  expect(completeInBash("nxzalo message send --at 2026-01-31T08:00:00+07:00 --temp")).toEqual(["--template"]);
  expect(completeInBash("nxzalo message send --data order=a:b --data status==c --temp")).toEqual(["--template"]);
  expect(completeInBash("nxzalo messages --label shop=q1 --language ")).toEqual(["en", "vi"]);
});

it("bash completes the whole word where words are not broken at =", () => {
  const line = "nxzalo messages --language=v";
  const script = `${scripts.bash}
COMP_WORDBREAKS=' '; COMP_LINE='${line}'; COMP_WORDS=(${line}); COMP_CWORD=2
nxzalo() { '${process.execPath}' '${program}' "$@"; }
_nxzalo
printf '%s\\n' "\${COMPREPLY[@]}"`;
  expect(execFileSync("bash", ["-c", script], { env: cleanEnv(), encoding: "utf8" })).toBe("--language=vi\n");
});

it("each shell has its script, and proposals as it reads them", async () => {
  for (const shell of shells) expect((await runCli(["completion", shell])).stdout).toContain(`__complete ${shell}`);
  expect((await runCli(["__complete", "fish", "jour"])).stdout).toBe("journey\tOpen, check and show journeys\n");
  expect((await runCli(["__complete", "zsh", "jour"])).stdout).toBe("journey:Open, check and show journeys\n");
  expect((await runCli(["__complete", "fish", "messages", "--language=v"])).stdout).toBe(
    "--language=vi\tDefault: as LANG says\n",
  );
  expect((await runCli(["completion", "tcsh"])).code).toBe(2);
});
