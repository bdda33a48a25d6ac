import { callOfRequest } from "../call-id.ts";
import { type DoorName, planReply } from "../plan.ts";
import { createRandom } from "../random.ts";
import type { Book } from "./book.ts";
import { deliveries } from "./deliveries/index.ts";
import { envelope } from "./envelope.ts";
import type { ReadRequest } from "./read-request.ts";
import { verifyRequest } from "./verify-request.ts";
import type { Wire } from "./wire.ts";

/** What every door of a run goes by. */
export interface DoorSettings {
  readonly seed: number;
  /** The patience of the clients, which a late reply outlasts. */
  readonly timeoutMs: number;
  readonly book: Book;
}

/** How far the clock of the door `clock` is ahead. */
const clockAheadMs = 2 * 3_600_000;

/** Writes down that a request was received and that nothing was done about it. */
export function drop({ path, body }: ReadRequest, door: DoorName, book: Book): void {
  const found = callOfRequest(path, body);
  if (found) book.add({ ...found, door, verdict: "dropped" });
}

/** Processes a request that was read whole, writes down what it did, and only then answers. */
export async function answerRequest(
  request: ReadRequest,
  door: DoorName,
  wire: Wire,
  { seed, timeoutMs, book }: DoorSettings,
): Promise<void> {
  const now = Date.now() + (door === "clock" ? clockAheadMs : 0);
  const found = callOfRequest(request.path, request.body);
  if (!found) {
    book.addStray(`a request for ${request.path}`);
    return wire.end();
  }
  const { operation, call } = found;
  const plan = planReply(seed, call, book.attemptOf(call));
  const flaw = verifyRequest(request, now);
  // Any other flaw than the clock's is a bug of the client.
  if (flaw !== 0 && (flaw !== 1004 || door !== "clock")) book.addStray(`call ${call} was refused with ${flaw}`);
  const { accepted, code, delivery } =
    door === "open" ? plan : ({ accepted: true, code: 0, delivery: "clean" } as const);
  const said = flaw || code;
  book.add({ ...found, door, verdict: accepted && flaw === 0 ? "accepted" : "refused", code: said, delivery });
  const chance = createRandom(seed, call, 0x5eed).next();
  // Most rate limits are over at once: else all calls on the account would do nothing but wait.
  const retryAfter = said === 9010 && chance < 0.9 ? "0" : undefined;
  const date = new Date(now).toUTCString();
  const { path } = request;
  const body = envelope(operation, call, said, now);
  await deliveries[delivery](wire, { body, date, retryAfter, timeoutMs, chance, path });
}
