import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** How to start a browser, as Playwright takes it. */
export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

const systemNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function onPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(":").filter(Boolean);
  return folders
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The browser inside an npm package, unpacked once per version into the temporary directory. */
async function unpacked(): Promise<{ executablePath: string; libraryPath: string }> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const root = join(dirname(entry), "..");
  const { version } = createRequire(import.meta.url)(join(root, "package.json"));
  const home = join(tmpdir(), `nxzalo-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(home)) {
    // Renamed when it is whole, so that an unpacking that was broken off is never used.
    const partial = `${home}.${process.pid}`;
    await mkdir(partial, { recursive: true, mode: 0o700 });
    const before = process.env["TMPDIR"];
    // The package unpacks into the temporary directory of the environment.
    process.env["TMPDIR"] = partial;
    const { inflate } = await import("@sparticuz/chromium");
    await Promise.all(["chromium.br", "al2023.tar.br"].map((file) => inflate(join(root, "bin", file)))).finally(() => {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    });
    await rename(partial, home).catch(() => rm(partial, { recursive: true }));
  }
  return { executablePath: join(home, "chromium"), libraryPath: join(home, "al2023", "lib") };
}

/** Quiet on a closed network, and able to run as root. */
const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** `CHROMIUM_PATH`, else the system's Chromium or Chrome, else the one inside an npm package (Linux on x64). */
export async function findChromium(): Promise<ChromiumLaunch> {
  const env = process.env as Record<string, string>;
  const own = env["CHROMIUM_PATH"] || systemNames.map(onPath).find(Boolean);
  if (own) return { executablePath: own, args: flags, env };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No Chromium was found: install one, or set CHROMIUM_PATH to its executable");
  }
  const { executablePath, libraryPath } = await unpacked();
  const LD_LIBRARY_PATH = [libraryPath, env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  return { executablePath, args: flags, env: { ...env, LD_LIBRARY_PATH } };
}

/** Such as `Chromium 153.0.8010.12`. */
export const versionOf = ({ executablePath, env, args }: ChromiumLaunch): string =>
  execFileSync(executablePath, ["--version", ...args], { env, encoding: "utf8" }).trim();
