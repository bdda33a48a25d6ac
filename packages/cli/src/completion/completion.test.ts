import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { cleanEnv, program, runCli } from "../../test/run-cli.ts";
import { scripts, shells } from "./scripts.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-completion-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Has bash complete a line, with the built command on its PATH. */
function completeInBash(line: string): string[] {
  writeFileSync(join(folder, "nxzalo"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o755 });
  const words = line.split(" ");
  const script = `${scripts.bash}
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

it("each shell has its script, and proposals as it reads them", async () => {
  for (const shell of shells) expect((await runCli(["completion", shell])).stdout).toContain(`__complete ${shell}`);
  expect((await runCli(["__complete", "fish", "jour"])).stdout).toBe("journey\tOpen, check and show journeys\n");
  expect((await runCli(["__complete", "zsh", "jour"])).stdout).toBe("journey:Open, check and show journeys\n");
  expect((await runCli(["completion", "tcsh"])).code).toBe(2);
});
