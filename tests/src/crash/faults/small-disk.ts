import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unprivileged } from "../../../../tools/postgres/own-process.mjs";

/** A disk of a few megabytes. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  remove(): void;
}

const block = Buffer.alloc(4_096);

/** A disk of its own, in memory; undefined where this user may not mount one. */
export function createSmallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-disk-"));
  const mount = ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder];
  const isMounted = process.platform === "linux" && spawnSync("mount", mount, { stdio: "ignore" }).status === 0;
  if (!isMounted) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  // The user that a server runs as has its files there.
  chmodSync(folder, 0o777);
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill: () => {
      const file = openSync(ballast, "a");
      try {
        for (;;) writeSync(file, block);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      spawnSync("umount", ["--lazy", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder on a disk that a Postgres server may have its tables in. */
export function tablespaceOn({ folder }: SmallDisk): string {
  const location = join(folder, "tables");
  mkdirSync(location);
  const { uid, gid } = unprivileged();
  if (uid !== undefined && gid !== undefined) chownSync(location, uid, gid);
  chmodSync(location, 0o700);
  return location;
}
