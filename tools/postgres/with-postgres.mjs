// Runs a command with `DATABASE_URL`: the one that is set, a server that is found on this machine, or one of our own for as long as the
// command runs. Where there is none, the command runs without it. Plain JavaScript on Node >= 20: nothing is installed yet.
//
//     node tools/postgres/with-postgres.mjs npm test
//
// `POSTGRES_PORT` is where a server is looked for (5432), `POSTGRES_BIN` where its programs are. Where PgBouncer is installed, one is
// started before the server, and the command runs with its URL in `PGBOUNCER_URL`. With `--install` before the command, as in CI, Debian's
// packages of Postgres, PgBouncer, HAProxy and nginx are installed where they are missing.
import { spawn } from "node:child_process";
import { findProgram } from "../debian/find-program.mjs";
import { installPackages } from "../debian/install-packages.mjs";
import { findBinaries } from "./find-binaries.mjs";
import { findServer } from "./find-server.mjs";
import { startPgBouncer } from "./start-pgbouncer.mjs";
import { startServer } from "./start-server.mjs";

const { DATABASE_URL, POSTGRES_PORT = "5432" } = process.env;
const none = "no server, and no programs to start one: the embedded engine, without the runs that need a server";

/** What the command is to use, in words and as a URL. */
async function serve() {
  if (DATABASE_URL) return { url: DATABASE_URL, words: "the server at DATABASE_URL" };
  const found = await findServer(Number(POSTGRES_PORT));
  if (found) return { url: found, words: `found ${found}` };
  const { POSTGRES_BIN: binaries = findBinaries() } = process.env;
  if (!binaries) return { words: none };
  return startServer(binaries).then(
    (started) => ({ ...started, words: `started one of our own, ${started.url} (${binaries})` }),
    ({ message }) => ({
      words: `none on port ${POSTGRES_PORT}, and ours failed: ${message.split("\n")[0]}; the embedded engine`,
    }),
  );
}

/** What stands before the server, in words and as a URL. */
async function pool(url, isRequired) {
  const program = url && findProgram("pgbouncer");
  if (!program) return { words: "none: the runs behind it are left out" };
  const started = startPgBouncer(program, url);
  if (isRequired) return { ...(await started), words: program };
  return started.then(
    (pooler) => ({ ...pooler, words: program }),
    ({ message }) => ({ words: `${message}: the runs behind it are left out` }),
  );
}

function run([command, ...args], urls) {
  const env = { ...process.env, ...urls };
  const child = spawn(command, args, { stdio: "inherit", env, shell: process.platform === "win32" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", ({ message }) => {
      console.error(message);
      resolve(127);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const [first, ...rest] = process.argv.slice(2);
const isRequired = first === "--install";
if (isRequired) {
  const servers = ["pgbouncer", "haproxy", "nginx"].map((name) => [name, () => findProgram(name)]);
  installPackages({ postgresql: findBinaries, ...Object.fromEntries(servers) });
}
const { url, words, stop } = await serve();
console.log(`Postgres: ${words}`);
try {
  const pooler = await pool(url, isRequired);
  console.log(`PgBouncer: ${pooler.words}`);
  const urls = { ...(url && { DATABASE_URL: url }), ...(pooler.url && { PGBOUNCER_URL: pooler.url }) };
  process.exitCode = await run(isRequired ? rest : [first, ...rest], urls).finally(pooler.stop);
} finally {
  await stop?.();
}
