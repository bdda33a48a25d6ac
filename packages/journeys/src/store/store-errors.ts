import { isNxZaloError, ProxyError } from "@nxzalo/core/errors";

/** What a failure may say of itself: its names. A database's message may quote a value that it was given. */
class StoreFailure extends Error {
  override readonly name = "StoreFailure";
}

/** The failure of a store as callers get it: nothing was sent, and the call may be made again. */
export function storeUnavailable(reason: unknown): ProxyError {
  const { name, code, errcode, message } = Object(reason) as Readonly<Record<string, unknown>>;
  const isTimeout = /time(d )?-?out/i.test(String(message));
  const names = [name, code, errcode, isTimeout ? "timeout" : undefined].filter((part) => part !== undefined);
  return new ProxyError("The store of journeys cannot be used now", {
    code: "unavailable",
    outcome: "not_sent",
    retryable: true,
    retryAfterMs: 2_000,
    isFault: true,
    cause: new StoreFailure(names.join(" ")),
  });
}

/** Rejects with the failure as callers get it; an error of this SDK is one already. */
export const rejectUnavailable = (reason: unknown): never => {
  throw isNxZaloError(reason) ? reason : storeUnavailable(reason);
};
