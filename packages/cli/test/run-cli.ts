import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The built command. */
export const program = fileURLToPath(new URL("../bin/nxzalo.js", import.meta.url));

/** What a run of the command line left behind. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads from stdin. */
  readonly input?: string;
  readonly cwd?: string;
}

/** The environment of this machine without what the command line reads. */
export const cleanEnv = (): Record<string, string> => {
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !/^(NXZALO_|NXCLOUD_|LANG$|LC_|XDG_|FORCE_COLOR|NO_COLOR|NODE_USE_ENV_PROXY|(HTTPS?|NO)_PROXY$)/i.test(name),
  );
  return Object.fromEntries(own.map(([name, value]) => [name, value ?? ""]));
};

/** Starts the built command as a process. */
export const startCli = (args: readonly string[], { env, cwd }: CliOptions = {}) =>
  spawn(process.execPath, [program, ...args], {
    env: { ...cleanEnv(), ...env },
    stdio: "pipe",
    ...(cwd !== undefined && { cwd }),
  });

/** Runs the built command to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const child = startCli(args, options);
  const read = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (chunk) => (read[name] += chunk));
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...read };
}
