import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { askServer } from "./ask-server.mjs";
import { freePort, unprivileged } from "./own-process.mjs";

const startLimitMs = 10_000;
/** Fewer than any test has callers: connections are shared, and waited for. */
const poolSize = 4;

/** PgBouncer's settings: every database of the server, by the user of its URL, a connection for each transaction. */
function settings({ hostname, port, username, password }, listenPort) {
  const target = [
    `host=${hostname}`,
    `port=${port || 5432}`,
    `user=${decodeURIComponent(username)}`,
    ...(password ? [`password='${decodeURIComponent(password).replaceAll("'", "''")}'`] : []),
  ];
  return `[databases]
* = ${target.join(" ")}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 1000
server_idle_timeout = 5
server_login_retry = 1
`;
}

/** Starts PgBouncer on loopback before the server of a URL, in transaction mode with a small pool. Gives its URL and what stops it. */
export async function startPgBouncer(program, serverUrl) {
  const server = new URL(serverUrl);
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-pgbouncer-"));
  const user = unprivileged();
  const file = join(folder, "pgbouncer.ini");
  const port = await freePort();
  writeFileSync(file, settings(server, port), { mode: 0o600 });
  if (user.uid !== undefined) for (const path of [folder, file]) chownSync(path, user.uid, user.gid);
  // Detached, so that it outlives an interrupt from the keyboard until we stop it.
  const bouncer = spawn(program, ["--quiet", file], { ...user, cwd: folder, stdio: "ignore", detached: true });
  bouncer.on("error", () => {});
  const hasEnded = () => bouncer.pid === undefined || bouncer.exitCode !== null || bouncer.signalCode !== null;
  const stop = async () => {
    if (!hasEnded()) {
      const ended = once(bouncer, "exit");
      // At once, whoever is connected.
      bouncer.kill("SIGTERM");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const database = decodeURIComponent(server.pathname.slice(1)) || decodeURIComponent(server.username);
  const isUp = () =>
    askServer({ port, user: "anyone", database }, "SELECT 1").then(
      () => true,
      () => false,
    );
  for (const giveUpAt = Date.now() + startLimitMs; !(await isUp()); await delay(100)) {
    if (Date.now() > giveUpAt || hasEnded()) {
      await stop();
      throw new Error("PgBouncer did not start");
    }
  }
  return { url: `postgres://anyone@127.0.0.1:${port}/${encodeURIComponent(database)}`, stop };
}
