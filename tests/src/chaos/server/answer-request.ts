import { createRandom } from "../../harness/random.ts";
import type { ReadRequest } from "../../harness/read-request.ts";
import type { JournalWriter } from "../journal.ts";
import { type EndpointName, planReply } from "../plan.ts";
import { callOfRequest } from "../protocol.ts";
import { deliveries } from "./deliveries.ts";
import { envelope, verifyRequest } from "./nxcloud.ts";
import type { Wire } from "./wire.ts";

/** What every endpoint of a run goes by. */
export interface EndpointSettings {
  readonly seed: number;
  /** How long the clients wait; a late reply takes longer. */
  readonly timeoutMs: number;
  readonly journal: JournalWriter;
}

/** How far the clock of the endpoint `clock` is ahead. */
const clockAheadMs = 2 * 3_600_000;

/** Writes down that a request was received and that nothing was done about it. */
export function drop({ path, body }: ReadRequest, endpoint: EndpointName, journal: JournalWriter): void {
  const found = callOfRequest(path, body);
  if (found) journal.add({ ...found, endpoint, verdict: "dropped" });
}

/** Processes a request that was read whole, writes down what it did, and only then answers. */
export async function answerRequest(
  request: ReadRequest,
  endpoint: EndpointName,
  wire: Wire,
  { seed, timeoutMs, journal }: EndpointSettings,
): Promise<void> {
  const now = Date.now() + (endpoint === "clock" ? clockAheadMs : 0);
  const found = callOfRequest(request.path, request.body);
  if (!found) {
    journal.addStray(`a request for ${request.path}`);
    return wire.end();
  }
  const { operation, call } = found;
  const plan = planReply(seed, call, journal.attemptOf(call));
  const flaw = verifyRequest(request, now);
  // Any other flaw than the clock's is a bug of the client.
  if (flaw !== 0 && (flaw !== 1004 || endpoint !== "clock")) journal.addStray(`call ${call} was refused with ${flaw}`);
  const { accepted, code, delivery } =
    endpoint === "open" ? plan : ({ accepted: true, code: 0, delivery: "clean" } as const);
  const said = flaw || code;
  journal.add({ ...found, endpoint, verdict: accepted && flaw === 0 ? "accepted" : "refused", code: said, delivery });
  const chance = createRandom(seed, call, 0x5eed).next();
  // Most rate limits are over at once: else all calls on the account would do nothing but wait.
  const retryAfter = said === 9010 && chance < 0.9 ? "0" : undefined;
  const date = new Date(now).toUTCString();
  const { path } = request;
  const body = envelope(operation, call, said, now);
  await deliveries[delivery](wire, { body, date, retryAfter, timeoutMs, chance, path });
}
