import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { askServer, wantsPassword } from "./ask-server.mjs";
import { freePort, unprivileged } from "./own-process.mjs";

const run = promisify(execFile);
const startLimitMs = 30_000;
const stopLimitMs = 10_000;

/**
 * Starts a server of our own on loopback, in a temporary folder, and gives its URL, what starts it anew, and what stops and removes it. With a
 * password, it lets in nobody without.
 */
export async function startServer(binaries, { password } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-postgres-"));
  const user = unprivileged();
  const options = { ...user, cwd: folder };
  let server;
  const end = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    // "Fast": open connections are closed.
    server.kill("SIGINT");
    const timer = setTimeout(() => server.kill("SIGKILL"), stopLimitMs);
    await ended;
    clearTimeout(timer);
  };
  const stop = async () => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
    const data = join(folder, "data");
    const passwordFile = join(folder, "password");
    if (password !== undefined) {
      writeFileSync(passwordFile, password, { mode: 0o600 });
      if (user.uid !== undefined) chownSync(passwordFile, user.uid, user.gid);
    }
    const access = password === undefined ? ["-A", "trust"] : ["-A", "scram-sha-256", "--pwfile", passwordFile];
    await run(
      join(binaries, "initdb"),
      ["-D", data, "-U", "postgres", ...access, "-E", "UTF8", "--no-locale", "--no-sync"],
      options,
    );
    const port = await freePort();
    // Detached, so that it outlives an interrupt from the keyboard until we stop it. The machine is not going to lose its power in a test; the server's clients are killed, not the server.
    const settings = ["-c", "unix_socket_directories=", "-c", "fsync=off"];
    const args = ["-D", data, "-h", "127.0.0.1", "-p", String(port), ...settings];
    const isUp = () =>
      askServer({ port, user: "postgres", database: "postgres" }, "SELECT 1").then(
        () => true,
        ({ message }) => password !== undefined && message === wantsPassword,
      );
    const start = async () => {
      server = spawn(join(binaries, "postgres"), args, { ...options, stdio: "ignore", detached: true });
      server.on("error", () => {});
      for (const giveUpAt = Date.now() + startLimitMs; !(await isUp()); await delay(100)) {
        if (Date.now() > giveUpAt || server.exitCode !== null) throw new Error("it did not start");
      }
    };
    await start();
    const login = password === undefined ? "postgres" : `postgres:${encodeURIComponent(password)}`;
    return { url: `postgres://${login}@127.0.0.1:${port}/postgres`, restart: () => end().then(start), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
