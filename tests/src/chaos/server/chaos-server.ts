import type { AddressInfo } from "node:net";
import { serveJson } from "nxzalo-testing/loopback";
import { createRandom } from "../../harness/random.ts";
import { chaosSeed } from "../../harness/settings.ts";
import { createJournal, type Journal } from "../journal.ts";
import type { EndpointName } from "../plan.ts";
import type { EndpointSettings } from "./answer-request.ts";
import { createEndpoint, type Endpoint, flap, lowPorts, tryToListen } from "./endpoint.ts";
import { accessSecret } from "./nxcloud.ts";

/** A server that does everything wrong, and writes down what it did. */
export interface ChaosServer {
  /** The base URL of each endpoint. */
  readonly urls: Readonly<Record<EndpointName, string>>;
  journal(): Journal;
  close(): Promise<void>;
}

const urlOf = (port: number) => `http://127.0.0.1:${port}`;

async function open(endpoint: Endpoint): Promise<string> {
  if (!(await tryToListen(endpoint.server, 0))) throw new Error("the chaos server has found no port");
  return urlOf((endpoint.server.address() as AddressInfo).port);
}

/** Opens every endpoint, on loopback. */
export async function startChaosServer(run: Omit<EndpointSettings, "journal">): Promise<ChaosServer> {
  const journal = createJournal();
  const endpoint = (name: EndpointName) => createEndpoint(name, { ...run, journal });
  const steady = { open: endpoint("open"), early: endpoint("early"), clock: endpoint("clock") };
  const flapping = endpoint("flapping");
  const [openUrl, earlyUrl, clockUrl] = await Promise.all(Object.values(steady).map(open));
  const [flappingPort, refusedPort] = await lowPorts();
  const stopping = new AbortController();
  const stopped = flap(flapping, flappingPort, createRandom(run.seed), stopping.signal);
  const endpoints = [...Object.values(steady), flapping];
  return {
    urls: {
      open: String(openUrl),
      early: String(earlyUrl),
      clock: String(clockUrl),
      flapping: urlOf(flappingPort),
      refused: urlOf(refusedPort),
    },
    journal: () => journal.read(endpoints.reduce((sum, { sockets }) => sum + sockets.size, 0)),
    close: async () => {
      stopping.abort();
      const closed = Object.values(steady).map(
        ({ server }) => new Promise<void>((resolve) => server.close(() => resolve())),
      );
      for (const { destroySockets } of endpoints) destroySockets();
      await Promise.all([stopped, ...closed]);
    },
  };
}

/** The chaos server as a test on another runtime sees it. */
export interface ProvidedChaos {
  readonly seed: number;
  readonly timeoutMs: number;
  readonly urls: Readonly<Record<EndpointName, string>>;
  readonly accessSecret: string;
  readonly journalUrl: string;
}

/** Starts a chaos server whose journal can be fetched. */
export async function provideChaos(): Promise<{ provided: ProvidedChaos; close(): Promise<void> }> {
  const run = { seed: chaosSeed, timeoutMs: 500 };
  const server = await startChaosServer(run);
  const journal = await serveJson(server.journal);
  return {
    provided: { ...run, urls: server.urls, accessSecret, journalUrl: journal.url },
    close: async () => {
      journal.close();
      await server.close();
    },
  };
}
