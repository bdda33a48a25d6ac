import { spawn } from "node:child_process";
import { once } from "node:events";

const script = `
  const { DatabaseSync } = require("node:sqlite");
  new DatabaseSync(process.argv[1]).exec("BEGIN IMMEDIATE");
  console.log("held");
  setInterval(() => {}, 60_000);
`;

/** Another process that writes to a file, and does not come to an end. Gives what ends it. */
export async function holdLock(path: string): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["-e", script, path], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "exit");
  const [first] = await Promise.race([once(child.stdout, "data"), ended]);
  if (String(first).trim() !== "held") throw new Error("the lock could not be taken");
  return async () => {
    child.kill("SIGKILL");
    await ended;
  };
}
