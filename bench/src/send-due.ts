// Stores as many messages as it is told, sends them as they are due, 24 at once, and writes what that cost.
import { createJourneys } from "@nxzalo/journeys";
import { createPostgresStore } from "@nxzalo/journeys/postgres";
import { createNxZalo } from "@nxzalo/node";
import { Logger, makeWorkerUtils, runOnce } from "graphile-worker";
import { options, storeKey } from "./fixed-inputs.ts";

/** What it cost to send what was due. */
export interface DueCost {
  readonly perSecond: number;
  /** Of the process that sends. */
  readonly cpuMicros: number;
}

const { DATABASE_URL: url = "", SCHEMA: schema = "public", UPSTREAM: baseUrl = "" } = process.env;
const [queue, count] = [process.argv[2], Number(process.argv[3])];
const concurrency = 24;
const client = createNxZalo({ ...options, baseUrl });

const messages = Array.from({ length: count }, (_, index) => ({
  phone: `849120${String(index).padStart(5, "0")}`,
  templateId: "133214",
  templateData: { order: `DH${index}` },
}));
type Message = (typeof messages)[number];

/** Messages that are stored, and what sends them all. */
interface DueMessages {
  send(): Promise<void>;
  close(): Promise<void>;
}

async function storeMessages(): Promise<DueMessages> {
  const store = await createPostgresStore({ url, schema, storeKeys: [storeKey] });
  const journeys = createJourneys({ client, store });
  const left = messages.values();
  const storeNext = async () => {
    for (const message of left) await journeys.send(message, { respondAsync: true });
  };
  await Promise.all(Array.from({ length: concurrency }, storeNext));
  return {
    send: async () => {
      const { taken } = await journeys.dispatchDue({ limit: count, concurrency });
      if (taken !== count) throw new Error(`${taken} of ${count} were due`);
    },
    close: () => store.records.close(),
  };
}

/** The same as jobs of graphile-worker, as it comes. */
async function addJobs(): Promise<DueMessages> {
  const logger = new Logger(() => () => {});
  const jobs = { connectionString: url, schema, logger };
  const utils = await makeWorkerUtils(jobs);
  await utils.migrate();
  await utils.addJobs(messages.map((payload) => ({ identifier: "send", payload })));
  const taskList = { send: (message: unknown) => client.sendTemplate(message as Message).then(() => {}) };
  return {
    send: () => runOnce({ ...jobs, concurrency, taskList }),
    close: async () => utils.release(),
  };
}

const due = await (queue === "graphile" ? addJobs() : storeMessages());
const before = process.cpuUsage();
const startedAt = performance.now();
await due.send();
const perSecond = (count * 1_000) / (performance.now() - startedAt);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ perSecond, cpuMicros: (user + system) / count } satisfies DueCost));
await due.close();
await client.close();
