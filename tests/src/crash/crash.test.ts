import { describe, expect, it } from "vitest";
import { crashRequests, crashSeed as seed } from "../harness/settings.ts";
import { backends, pooler, postgresServer } from "./backends.ts";
import { judge } from "./judge.ts";
import { runCrash, summarize } from "./run-crash.ts";

const without = [...(postgresServer ? [] : ["DATABASE_URL"]), ...(pooler ? [] : ["PGBOUNCER_URL"])];
const missing = without.length > 0 ? ` (no ${without.join(", no ")})` : "";
console.log(`crashes on: ${backends.map(({ name }) => name).join(", ")}${missing}`);

describe.each(backends)("three gateways on $name, killed at random", ({ name, share, create }) => {
  const requests = Math.ceil(crashRequests * share);
  it(`${requests} requests with CRASH_SEED=${seed}`, { timeout: 120_000 + requests * 60 }, async () => {
    const backend = await create();
    try {
      const run = await runCrash(seed, requests, backend);
      console.log(summarize(name, seed, run));
      expect(judge(run).slice(0, 20)).toEqual([]);
      // A run in which nothing broke would prove nothing.
      expect(run.kills).toBeGreaterThan(0);
      expect(run.asked.length).toBeGreaterThanOrEqual(requests);
      expect(run.journal.length).toBeGreaterThan(requests / 20);
    } finally {
      await backend.remove();
    }
  });
});
