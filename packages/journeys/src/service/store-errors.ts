import { isNxZaloError, ProxyError } from "@nxzalo/core/errors";
import { callRecords, recordsBy } from "../store/record-methods.ts";
import type { JourneyStore } from "../store/store.ts";

/** Not now, ask again. What is told of the cause is its name: a database's message may quote what it was given. */
const away = (reason: unknown) => {
  const { name, code, errcode, message } = reason as Readonly<Record<"name" | "code" | "errcode" | "message", unknown>>;
  const isTimeout = /time(d )?-?out/i.test(String(message));
  const told = [name, code, errcode, isTimeout ? "timeout" : undefined].filter((part) => part !== undefined).join(" ");
  const cause = Object.assign(new Error(told), { name: "StoreFailure" });
  return new ProxyError("The store of journeys cannot be used now", {
    code: "unavailable",
    outcome: "not_sent",
    retryable: true,
    retryAfterMs: 2_000,
    isFault: true,
    cause,
  });
};

const translated = (error: unknown): never => {
  throw isNxZaloError(error) ? error : away(Object(error));
};

/** A store whose failures are what a caller is told. */
export const withStoreErrors = ({ records, vault }: JourneyStore): JourneyStore => ({
  records: recordsBy((method, given) => callRecords(records, method, given).catch(translated)),
  vault: {
    seal: (value) => vault.seal(value).catch(translated),
    open: (sealed) => vault.open(sealed).catch(translated),
    index: (...parts) => vault.index(...parts).catch(translated),
  },
});
