import { findProgram } from "../../../tools/debian/find-program.mjs";
import { findBinaries } from "../../../tools/postgres/find-binaries.mjs";

/** The servers around the gateways, as they are installed. */
export interface Programs {
  readonly haproxy: string;
  readonly nginx: string;
  readonly pgbouncer: string;
  /** The folder of Postgres's programs. */
  readonly postgres: string;
}

const found: Readonly<Record<keyof Programs, string | undefined>> = {
  haproxy: findProgram("haproxy"),
  nginx: findProgram("nginx"),
  pgbouncer: findProgram("pgbouncer"),
  postgres: findBinaries(),
};

/** What is not installed. */
export const missingPrograms = Object.entries(found).flatMap(([name, path]) => (path === undefined ? [name] : []));

/** All of them, or `undefined`. */
export const programs = missingPrograms.length === 0 ? (found as Programs) : undefined;
