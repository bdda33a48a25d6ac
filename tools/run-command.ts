import { execFile } from "node:child_process";
import { basename, dirname } from "node:path";
import { readManifest, root } from "./public-packages.ts";

const { packageManager } = readManifest(root) as unknown as { packageManager: string };

/** The environment without what a package manager sets for its scripts: another one would read it as its own settings. */
function cleanEnv(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm|pnpm)_/i.test(name));
  const PATH = [dirname(process.execPath), process.env["PATH"]].join(process.platform === "win32" ? ";" : ":");
  return { ...Object.fromEntries(own), PATH, TURBO_TELEMETRY_DISABLED: "1" };
}

/** Runs a command to its end and gives what it printed. Rejects with all of its output where it fails. */
export function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const shell = process.platform === "win32" && command !== process.execPath;
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env: cleanEnv(), shell, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const line = [basename(command), ...args].join(" ").slice(0, 120);
      reject(new Error(`${line}\n${stdout}${stderr}${error.code === "ENOENT" ? error.message : ""}`.trim()));
    });
  });
}

/** The pinned pnpm, as everywhere; what npx has once, it does not ask the registry for again. */
export const pnpm = (args: readonly string[], cwd: string) =>
  run("npx", ["--yes", "--prefer-offline", packageManager, ...args], cwd);
