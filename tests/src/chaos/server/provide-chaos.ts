import { serveJournal } from "../../servers/journal-server.ts";
import type { DoorName } from "../plan.ts";
import { chaosSeed } from "../settings.ts";
import { startChaosServer } from "./chaos-server.ts";
import { accessSecret } from "./verify-request.ts";

/** The chaos server as a test on another runtime sees it. */
export interface ProvidedChaos {
  readonly seed: number;
  readonly timeoutMs: number;
  readonly urls: Readonly<Record<DoorName, string>>;
  readonly accessSecret: string;
  readonly journalUrl: string;
}

/** Starts a chaos server whose journal can be fetched. */
export async function provideChaos(): Promise<{ provided: ProvidedChaos; close(): Promise<void> }> {
  const run = { seed: chaosSeed, timeoutMs: 500 };
  const server = await startChaosServer(run);
  const journal = await serveJournal(server.journal);
  return {
    provided: { ...run, urls: server.urls, accessSecret, journalUrl: journal.url },
    close: async () => {
      journal.close();
      await server.close();
    },
  };
}
