import { ConfigError } from "@nxzalo/core/errors";
import { callMethod, createRemoteRecords } from "../store/record-methods.ts";
import type { JourneyRecords } from "../store/store.ts";

const setting = "environment";

type Environment = "staging" | "production";

const otherHint = {
  staging:
    "a staging process must not use a store of production: name another DATABASE_URL, SQLITE_PATH or Durable Object",
  production: "a store of a staging process holds messages that reached nobody: name another one, or set STAGING=true",
};

/** A store that has been used and says nothing of it is one of production. */
async function isUsed(records: JourneyRecords): Promise<boolean> {
  const [journeys, messages] = await Promise.all([
    records.search({ now: 0, limit: 1 }),
    records.searchMessages({ limit: 1 }),
  ]);
  return journeys.length + messages.length > 0;
}

/** Marks a store when it is used first. @throws ConfigError where it is marked otherwise. */
async function assertEnvironment(records: JourneyRecords, own: Environment): Promise<void> {
  const initial = own === "staging" && (await isUsed(records)) ? "production" : own;
  const marked = await records.setting(setting, initial);
  if (marked === own) return;
  throw new ConfigError(`The store is one of ${marked}, and this process is one of ${own}`, {
    code: "config_invalid",
    outcome: "not_sent",
    hint: otherHint[own],
    issues: [
      { path: ["STAGING"], message: `does not fit the store, which is one of ${marked}`, code: "value_not_allowed" },
    ],
  });
}

/** The same records, of which none is read or written before the store is known to be one of this process's kind. */
export function recordsOfEnvironment(records: JourneyRecords, own: Environment): JourneyRecords {
  let isKnown = false;
  return createRemoteRecords(async (method, given) => {
    if (!isKnown && method !== "close") await assertEnvironment(records, own);
    isKnown = true;
    return callMethod(records, method, given);
  });
}
