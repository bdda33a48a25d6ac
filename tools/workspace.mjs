// The entrance of the npm scripts. It needs only Node >= 20 and npm: it installs the workspace with the pinned pnpm, then hands
// the task over to pnpm, which runs it on the Node that the workspace brings.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const { packageManager } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const [task, ...rest] = process.argv.slice(2);
const isWindows = process.platform === "win32";

function run(command, args) {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1" };
  // npm's own settings would reach pnpm as npm_config_* and make it warn or behave otherwise.
  for (const name of Object.keys(env)) if (/^npm_(config|package|lifecycle)_/i.test(name)) delete env[name];
  const child = spawn(command, args, { stdio: "inherit", env, shell: isWindows });
  const forward = (signal) => child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, forward);
      resolve(code ?? 1);
    });
  });
}

const pnpm = (...args) => run("npx", ["--yes", "--prefer-offline", packageManager, ...args]);

/** What is started when all is built: a direct child, so that a signal reaches the servers with no package manager in between. */
const programs = { start: ["tools/demo/main.ts"], example: ["tools/run-example.ts", ...rest] };

process.exitCode =
  (await pnpm("install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn")) ||
  (await pnpm("--silent", "run", `workspace:${task}`, ...(task === "example" ? [] : rest))) ||
  (programs[task] ? await run("node_modules/.bin/node", programs[task]) : 0);
