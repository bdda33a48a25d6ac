import { linkSync, lstatSync, renameSync, rmSync } from "node:fs";

/** What file systems without hard links answer, such as FAT's, and some that are mounted from elsewhere. */
const withoutLinks = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];

/** What moving needs of a file system. */
interface Moving {
  readonly link: (from: string, to: string) => void;
}

/**
 * Moves a file to a path that has none, in one step where the file system has hard links: what another process has put there in the meantime
 * stays. Elsewhere it looks first.
 *
 * @returns Whether it is there; false where the path has a file already.
 */
export function moveNew(from: string, to: string, { link }: Moving = { link: linkSync }): boolean {
  try {
    link(from, to);
    rmSync(from);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (!withoutLinks.includes(code)) throw error;
    if (lstatSync(to, { throwIfNoEntry: false })) return false;
    renameSync(from, to);
    return true;
  }
}
