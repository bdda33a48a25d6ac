import { spawnSync } from "node:child_process";

const limitMs = 300_000;
const isRoot = process.getuid?.() === 0;

function apt(...args) {
  const [program, ...rest] = [...(isRoot ? [] : ["sudo", "-n"]), "apt-get", "-qq", ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(program, rest, { env, stdio: ["ignore", "ignore", "inherit"], timeout: limitMs }).status === 0;
}

/** Whether this machine has Debian's packages. */
const hasApt = () => spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;

/**
 * Installs Debian's packages whose programs are missing: for CI, where a test that needs them must not be left out without a word. Takes what
 * finds a program, by its package. Nothing where the machine has no such packages; throws where it has, and the installation fails.
 */
export function installPackages(packages) {
  const missing = () => Object.keys(packages).filter((name) => !packages[name]());
  if (missing().length === 0 || !hasApt()) return;
  const install = () => apt("install", "--yes", "--no-install-recommends", ...missing());
  // The lists of a fresh machine are empty.
  if (!install() && apt("update")) install();
  if (missing().length > 0) throw new Error(`these are missing, and could not be installed: ${missing().join(", ")}`);
}
