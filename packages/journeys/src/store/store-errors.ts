import { isNxZaloError, ProxyError } from "@nxzalo/core/errors";

/** SQLite's code of a full disk; its errors have one code for all of these. */
const sqliteFull = 13;

/** What a failure may say of itself: its names. A database's message may quote a value that it was given. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
  /** The database's own code, such as `53100` or `ECONNREFUSED`; `SQLITE_FULL` where SQLite's disk is full. */
  readonly code: string | undefined;

  constructor(reason: unknown) {
    const { name, code, errcode, message } = Object(reason) as Readonly<Record<string, unknown>>;
    const isTimeout = /time(d )?-?out/i.test(String(message));
    const names = [name, code, errcode, isTimeout ? "timeout" : undefined].filter((part) => part !== undefined);
    super(names.join(" "));
    const isFull = typeof errcode === "number" && (errcode & 0xff) === sqliteFull;
    this.code = isFull ? "SQLITE_FULL" : code === undefined ? undefined : String(code);
  }
}

/**
 * A statement that the database will never take: a constraint, a value or a name is wrong. By Postgres's classes, by the low byte of
 * SQLite's codes, and by their names.
 */
function isRefusal(reason: unknown): boolean {
  const { code, errcode } = Object(reason) as Readonly<Record<string, unknown>>;
  const isConstraint = typeof errcode === "number" && [19, 20, 25].includes(errcode & 0xff);
  return isConstraint || /^(22|23|42(?!501))[0-9A-Z]{3}$|^SQLITE_(CONSTRAINT|MISMATCH|RANGE)/.test(String(code));
}

/**
 * The failure of a store as callers get it: nothing was sent. `unavailable`, and the call may be made again; `internal_error` where the
 * store has refused what it was asked, which is a bug.
 */
export function toStoreError(reason: unknown): ProxyError {
  const rest = { outcome: "not_sent", isFault: true, cause: new StoreFailure(reason) } as const;
  if (isRefusal(reason))
    return new ProxyError("The store of journeys has refused a statement", { code: "internal_error", ...rest });
  const again = { retryable: true, retryAfterMs: 2_000 } as const;
  return new ProxyError("The store of journeys cannot be used now", { code: "unavailable", ...again, ...rest });
}

/** Rejects with the failure as callers get it; an error of this SDK is one already. */
export const rejectStoreError = (reason: unknown): never => {
  throw isNxZaloError(reason) ? reason : toStoreError(reason);
};
