import type { EnvRecord } from "@nxzalo/core";
import type { Authorize } from "./authorize.ts";

/** An authoriser made from a Worker's bindings when the first request comes, and kept as long as they are. */
export function memoizeByEnv(make: (record: EnvRecord) => Authorize): Authorize {
  const known = new WeakMap<object, Authorize>();
  return (request) => {
    const env = (request.env ?? {}) as EnvRecord;
    const authorize = known.get(env) ?? make(env);
    known.set(env, authorize);
    return authorize(request);
  };
}
