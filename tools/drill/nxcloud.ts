import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { createSandbox, type Sandbox } from "@nxzalo/sandbox";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import type { Clock } from "./clock.ts";

/** What can be wrong with it. */
export interface Trouble {
  /** Whether connections are cut. */
  readonly isDown: boolean;
  /** How far its clock is ahead of the others, in milliseconds. */
  readonly aheadMs: number;
  /** How it rates the official account. */
  readonly quality: string;
  /** What receipts say is left of the day's 5,000. */
  readonly quotaLeft: number;
  /** Whether receipts are posted. */
  readonly sendsReceipts: boolean;
}

/** The emulated NXCLOUD on a moved clock. */
export interface NxCloud {
  readonly sandbox: Sandbox;
  readonly url: string;
  set(trouble: Partial<Trouble>): void;
  /** Posts the receipts that are due. */
  deliver(): Promise<void>;
  close(): void;
}

const postingQuota =
  (quotaLeft: number) =>
  (url: string, { body, ...init }: { body?: unknown }): Promise<Response> =>
    fetch(url, { ...init, body: String(body).replace('"remainingQuota":"4999"', `"remainingQuota":"${quotaLeft}"`) });

export async function startNxCloud(clock: Clock): Promise<NxCloud> {
  const sandbox = createSandbox({ now: () => clock.now() + state.aheadMs });
  let state: Trouble = { isDown: false, aheadMs: 0, quality: "HIGH", quotaLeft: 4_000, sendsReceipts: true };
  const server = createServer(async (incoming, outgoing) => {
    if (state.isDown) return void incoming.socket.destroy();
    const { method = "GET", url = "/", headers } = incoming;
    const body = new Uint8Array(await buffer(incoming));
    const fields = Object.entries(headers)
      .filter(([name]) => !["connection", "transfer-encoding", "expect"].includes(name))
      .map(([name, value]): [string, string] => [name, String(value)]);
    const asked = sandbox.fetch(new URL(url, "http://sandbox.invalid"), { method, headers: fields, body });
    // A fault that closes the connection.
    const reply = await asked.catch(() => undefined);
    if (!reply) return void incoming.socket.destroy();
    const text = (await reply.text()).replace('"oaCurrentQuality":"HIGH"', `"oaCurrentQuality":"${state.quality}"`);
    const date = new Date(clock.now() + state.aheadMs).toUTCString();
    outgoing.writeHead(reply.status, { "content-type": "application/json", date }).end(text);
  });
  const { url } = await listenOnLoopback(server);
  return {
    sandbox,
    url,
    set: (trouble) => {
      state = { ...state, ...trouble };
    },
    deliver: async () => {
      if (state.sendsReceipts) await sandbox.deliver(postingQuota(state.quotaLeft));
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
