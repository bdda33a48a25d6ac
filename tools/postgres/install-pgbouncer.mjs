import { spawnSync } from "node:child_process";
import { findPgBouncer } from "./find-binaries.mjs";

const limitMs = 180_000;
const isRoot = process.getuid?.() === 0;

function apt(...args) {
  const [program, ...rest] = [...(isRoot ? [] : ["sudo", "-n"]), "apt-get", "-qq", ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(program, rest, { env, stdio: ["ignore", "ignore", "inherit"], timeout: limitMs }).status === 0;
}

/** Whether this machine has Debian's packages. */
const hasApt = () => spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;

const install = () => apt("install", "--yes", "--no-install-recommends", "pgbouncer");

/**
 * PgBouncer's program, from Debian's package where it is missing: for CI, where a test that needs it must not be left out without a word.
 * `undefined` where the machine has no such packages; throws where it has, and the installation fails.
 */
export function installPgBouncer() {
  const found = findPgBouncer();
  if (found || !hasApt()) return found;
  // The lists of a fresh machine are empty.
  if (!install() && apt("update")) install();
  const installed = findPgBouncer();
  if (!installed) throw new Error("PgBouncer is missing, and its package could not be installed");
  return installed;
}
