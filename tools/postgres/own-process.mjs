// What a server of our own is started with.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";

/** Postgres and PgBouncer refuse root; then they run as another user of this machine. */
export function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const [, , uid, gid] = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody") ?? [];
  if (uid === undefined) throw new Error("there is no user to run it as");
  return { uid: Number(uid), gid: Number(gid) };
}

/** A port on loopback that nothing listens on. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
