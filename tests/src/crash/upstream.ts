import { setTimeout as delay } from "node:timers/promises";
import { createSandbox, type Fault, type Sandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { createRandom } from "../harness/random.ts";

/** The emulated NXCLOUD as it is on a bad day. */
export interface Upstream {
  readonly url: string;
  readonly sandbox: Sandbox;
  /** When requests arrived, in milliseconds since the epoch, by their bodies. */
  readonly arrivals: ReadonlyMap<string, readonly number[]>;
  /** From now on it answers at once, and right. */
  calm(): void;
  close(): Promise<void>;
}

const weights: Readonly<Record<Fault | "none", number>> = {
  none: 90,
  closed_after_read: 3,
  closed_before_read: 2,
  html_502: 2,
  truncated_json: 1.5,
  slow_answer: 1.5,
  empty_200: 0,
  code_as_string: 0,
  oversized_body: 0,
  redirect: 0,
  no_answer: 0,
  not_utf8: 0,
  success_without_data: 0,
  numeric_journey_id: 0,
};

/** Starts it. It takes its time before and after a call has its effect, so that kills meet both. */
export async function startUpstream(seed: number): Promise<Upstream> {
  // The run delivers the receipts itself; none of their addresses is ever called.
  const sandbox = createSandbox({ receiptTimeoutMs: 5_000 });
  let isCalm = false;
  let calls = 0;
  const arrivals = new Map<string, readonly number[]>();
  const fetch: Sandbox["fetch"] = async (input, init) => {
    const body = await new Response(init?.body).text();
    arrivals.set(body, [...(arrivals.get(body) ?? []), Date.now()]);
    if (isCalm) return sandbox.fetch(input, init);
    const random = createRandom(seed, calls++);
    const fault = random.weighted(weights);
    await delay(random.below(120));
    // The next request is this one.
    if (fault !== "none") sandbox.faults.push(fault);
    const reply = await sandbox.fetch(input, init);
    await delay(random.below(200));
    return reply;
  };
  const { url, close } = await listen(Object.assign(Object.create(sandbox), { fetch }), { deliverEveryMs: 0 });
  return { url, sandbox, arrivals, calm: () => (isCalm = true), close };
}

/** A message as NXCLOUD has it. */
export interface SentMessage {
  /** The plan's name of it. */
  readonly message: string;
  readonly requestId: string | undefined;
  readonly journeyToken: string | undefined;
  /** Whether a gateway has taken a receipt of it. */
  readonly isConfirmed: boolean;
}

interface SentBody {
  readonly ext?: string;
  readonly messageData: { readonly journeyToken?: string; readonly templateData: { readonly message: string } };
}

/** Every message that was accepted, as often as it was: also those whose sender got no answer. */
export function readJournal({ calls, receipts }: Pick<Sandbox, "calls" | "receipts">): SentMessage[] {
  const receiptsOf = Map.groupBy(receipts, ({ body }) => body["ext"]);
  return calls.flatMap(({ path, body, code }) => {
    if (!path.endsWith("/mt")) return [];
    const { ext, messageData } = JSON.parse(body) as SentBody;
    const own = receiptsOf.get(ext) ?? [];
    // A call that was broken off has no code; what was accepted has receipts.
    if (code !== 0 && own.length === 0) return [];
    const requestId = own[0]?.body["requestId"];
    const isConfirmed = own.some(({ state }) => state === "delivered");
    const { journeyToken, templateData } = messageData;
    return [
      {
        message: templateData.message,
        requestId: typeof requestId === "string" ? requestId : undefined,
        journeyToken,
        isConfirmed,
      },
    ];
  });
}
