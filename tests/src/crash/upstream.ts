import { setTimeout as delay } from "node:timers/promises";
import { createSandbox, type Fault, type Sandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { createRandom } from "../chaos/random.ts";

/** The emulated NXCLOUD as it is on a bad day. */
export interface Upstream {
  readonly url: string;
  readonly sandbox: Sandbox;
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
  // Receipts are delivered by whoever runs the test; no address of theirs is ever called.
  const sandbox = createSandbox({ receiptTimeoutMs: 5_000 });
  let isCalm = false;
  let calls = 0;
  const fetch: Sandbox["fetch"] = async (input, init) => {
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
  return { url, sandbox, calm: () => (isCalm = true), close };
}
