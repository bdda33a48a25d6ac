import { bearerKeysFromEnv, createEdgeProxy, type Env } from "@nxzalo/edge";
import { createJourneys } from "@nxzalo/journeys";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { inject } from "vitest";
import { describeStoredJourneys } from "../contract/stored-journeys/index.ts";
import { throughProxy } from "../contract/subject.ts";

const { variables, keys, roles, receiptKey } = inject("servers");
const worker = createEdgeProxy({
  authorize: bearerKeysFromEnv(),
  journeys: (_, settings) => createJourneys({ ...settings, store: createMemoryStore() }),
});
const env = variables as unknown as Env;
const fetchWorker: typeof fetch = (input, init) => worker.fetch(new Request(input, init), env, { waitUntil: () => {} });
const subject = throughProxy("https://worker.example", keys, fetchWorker);

// The emulator cannot reach a proxy that listens nowhere.
describeStoredJourneys("edge in workerd", { subject, keys, roles, receiptKey, hasReceipts: false });
