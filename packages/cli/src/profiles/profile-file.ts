import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { Translate } from "../language.ts";

/** A gateway, and what it is called with. */
export interface Profile {
  readonly gateway: string;
  readonly key: string;
}

export type Profiles = Readonly<Record<string, Profile>>;

type Env = Readonly<Record<string, string | undefined>>;

/** Where profiles are stored: under XDG_CONFIG_HOME, APPDATA on Windows. */
export function profileFileOf(env: Env): string {
  const folder =
    env["XDG_CONFIG_HOME"] || (process.platform === "win32" && env["APPDATA"]) || join(homedir(), ".config");
  return join(folder, "nxzalo", "profiles.json");
}

const isProfile = (value: unknown): value is Profile =>
  typeof (value as Profile | null)?.gateway === "string" && typeof (value as Profile).key === "string";

/**
 * The stored profiles; none where there is no file.
 *
 * @throws CommandError where the file is not ours.
 */
export function readProfiles(t: Translate, file: string): Profiles {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
  // The parser's own message would quote the file, and so a key.
  const wrong = new CommandError(
    t(`${file} is not a file of profiles`, `${file} không phải tệp hồ sơ`),
    exitCodes.usage,
  );
  try {
    const { profiles } = JSON.parse(text) as { profiles: Record<string, unknown> };
    const entries = Object.entries(profiles);
    if (!entries.every(([, profile]) => isProfile(profile))) throw wrong;
    return profiles as unknown as Profiles;
  } catch {
    throw wrong;
  }
}

/** Writes them whole or not at all, for their owner alone. */
export function writeProfiles(file: string, profiles: Profiles): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ profiles }, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/** Whether others than the file's owner may read it; Windows has no such bits. */
export function isReadByOthers(file: string): boolean {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  return process.platform !== "win32" && (mode & 0o077) !== 0;
}
