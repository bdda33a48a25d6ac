import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { askServer } from "./ask-server.mjs";

const run = promisify(execFile);
const startLimitMs = 30_000;
const stopLimitMs = 10_000;

/** Postgres refuses root; then it runs as another user of this machine. */
function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const [, , uid, gid] = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody") ?? [];
  if (uid === undefined) throw new Error("there is no user to run it as");
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts a server of our own on loopback, in a temporary folder, and gives its URL and what stops and removes it. */
export async function startServer(binaries) {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-postgres-"));
  const user = unprivileged();
  const options = { ...user, cwd: folder };
  let server;
  const stop = async () => {
    if (server && server.exitCode === null && server.signalCode === null) {
      const ended = once(server, "exit");
      // "Fast": open connections are closed.
      server.kill("SIGINT");
      const timer = setTimeout(() => server.kill("SIGKILL"), stopLimitMs);
      await ended;
      clearTimeout(timer);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
    const data = join(folder, "data");
    await run(
      join(binaries, "initdb"),
      ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
      options,
    );
    const port = await freePort();
    // Detached, so that it outlives an interrupt from the keyboard until we stop it. The machine is not going to lose its power in a test; the server's clients are killed, not the server.
    const settings = ["-c", "unix_socket_directories=", "-c", "fsync=off"];
    const args = ["-D", data, "-h", "127.0.0.1", "-p", String(port), ...settings];
    server = spawn(join(binaries, "postgres"), args, { ...options, stdio: "ignore", detached: true });
    server.on("error", () => {});
    const isUp = () =>
      askServer({ port, user: "postgres", database: "postgres" }, "SELECT 1").then(
        () => true,
        () => false,
      );
    for (const giveUpAt = Date.now() + startLimitMs; !(await isUp()); await delay(100)) {
      if (Date.now() > giveUpAt || server.exitCode !== null) throw new Error("it did not start");
    }
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
