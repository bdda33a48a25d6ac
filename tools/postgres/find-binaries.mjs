import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const packaged = "/usr/lib/postgresql";
const names = ["initdb", "postgres"];

/** The folders that distributions keep Postgres in, the newest version first. */
const packagedFolders = () =>
  existsSync(packaged)
    ? readdirSync(packaged)
        .filter((version) => Number(version) >= 15)
        .sort((one, other) => Number(other) - Number(one))
        .map((version) => join(packaged, version, "bin"))
    : [];

/** The folder of installed Postgres programs; undefined where there is none. */
export const findBinaries = (path = process.env.PATH ?? "") =>
  [...path.split(delimiter).filter(Boolean), ...packagedFolders()].find((folder) =>
    names.every((name) => existsSync(join(folder, name))),
  );
