#!/usr/bin/env bash
# What clients of PGlite's socket server share: it takes several connections, which a test of a job queue or of a store may rely on.
#
# Versions: @electric-sql/pglite 0.5.14, @electric-sql/pglite-socket 0.2.17, pg 8.23.1.
# Seen on 2026-11-29: all connections are one session, also one after the other. A `SET` of the first holds for the second, and for the next one after both have
# ended. An advisory lock that one holds is given to all, so that two workers both believe that they are the only one. A named statement that one has prepared is an
# error for the others (42P05), also for a client that connects after its owner has ended: a pool fails on its second connection. What one client listens to, another
# is notified of. A transaction holds: while it is open, the others wait.
# What follows: locks and named statements are tried on a real server; what works on one connection of this one says nothing of two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17 pg@8.23.1
cat > share.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import pg from "pg";

const server = new PGLiteSocketServer({ db: await PGlite.create(), port: 0, host: "127.0.0.1", maxConnections: 4 });
await server.start();
const port = Number(server.getServerConn().split(":").pop());

async function connect(name) {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
  client.on("notification", ({ payload }) => console.log(`${name} is notified: ${payload}`));
  await client.connect();
  return {
    end: () => client.end(),
    ask: async (text, more) => {
      const answer = await client.query({ text, ...more }).catch(({ code }) => ({ rows: [code] }));
      console.log(`${name}: ${text} -> ${JSON.stringify(answer.rows)}`);
    },
  };
}

const prepare = (client) => client.ask("SELECT 1 AS one", { name: "find" });
const [first, second] = [await connect("first"), await connect("second")];
await first.ask("SET lock_timeout = '5s'");
await second.ask("SHOW lock_timeout");
await first.ask("SELECT pg_try_advisory_lock(42)");
await second.ask("SELECT pg_try_advisory_lock(42)");
await prepare(first);
await prepare(second);
await second.ask("LISTEN jobs");
await first.ask("NOTIFY jobs, 'one more'");
await Promise.all([first.end(), second.end()]);

const third = await connect("third");
await third.ask("SHOW lock_timeout");
await third.ask("SELECT count(*)::int AS locks FROM pg_locks WHERE locktype = 'advisory'");
await prepare(third);
process.exit();
JS
node share.mjs | tee seen
diff seen - <<'SEEN'
first: SET lock_timeout = '5s' -> []
second: SHOW lock_timeout -> [{"lock_timeout":"5s"}]
first: SELECT pg_try_advisory_lock(42) -> [{"pg_try_advisory_lock":true}]
second: SELECT pg_try_advisory_lock(42) -> [{"pg_try_advisory_lock":true}]
first: SELECT 1 AS one -> [{"one":1}]
second: SELECT 1 AS one -> ["42P05"]
second: LISTEN jobs -> []
first is notified: one more
first: NOTIFY jobs, 'one more' -> []
third: SHOW lock_timeout -> [{"lock_timeout":"5s"}]
third: SELECT count(*)::int AS locks FROM pg_locks WHERE locktype = 'advisory' -> [{"locks":1}]
third: SELECT 1 AS one -> ["42P05"]
SEEN
echo "as it was seen"
