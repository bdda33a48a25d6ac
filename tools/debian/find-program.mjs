import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A program; undefined where there is none. Debian has servers where only root looks. */
export const findProgram = (name, path = process.env.PATH ?? "") =>
  [...path.split(delimiter).filter(Boolean), "/usr/sbin"]
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
