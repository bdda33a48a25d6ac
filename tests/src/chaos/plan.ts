import { createRandom } from "../harness/random.ts";
import { type OperationName, refusedCodes, unclearCodes } from "./protocol.ts";
import type { DeliveryName } from "./server/deliveries.ts";

/**
 * The entrances of the server.
 *
 * - `open`: reads every request whole, then does with the reply what {@link planReply} says.
 * - `early`: breaks off before the request is read, or in the middle of it.
 * - `flapping`: listens only half of the time.
 * - `refused`: nothing listens.
 * - `clock`: a server whose clock is two hours ahead.
 */
export const endpointNames = ["open", "early", "flapping", "refused", "clock"] as const;
export type EndpointName = (typeof endpointNames)[number];

/** What call number `call` does. */
export interface CallPlan {
  readonly call: number;
  readonly operation: OperationName;
  readonly endpoint: EndpointName;
  /** When its caller hangs up, if ever. */
  readonly abortAfterMs?: number;
}

export function planCall(seed: number, call: number, timeoutMs: number): CallPlan {
  const random = createRandom(seed, call);
  const operation = random.weighted({ sendTemplate: 4, initJourneyToken: 3, checkJourneyToken: 3 });
  const endpoint = random.weighted({ open: 66, early: 14, flapping: 8, refused: 6, clock: 6 });
  const isAborted = random.next() < 0.04;
  return { call, operation, endpoint, ...(isAborted && { abortAfterMs: random.below(timeoutMs) }) };
}

/** What the server does with a request that it has read, and how the reply travels. */
export interface ReplyPlan {
  /** Whether the request has its effect. */
  readonly accepted: boolean;
  /** The code that the reply names. It need not fit: NXCLOUD's unclear codes hide both. */
  readonly code: number;
  readonly delivery: DeliveryName;
}

const deliveryWeights: Readonly<Record<DeliveryName, number>> = {
  clean: 40,
  clean_then_close: 4,
  chunked: 4,
  slow: 4,
  early_hints: 2,
  until_close: 2,
  error_status: 2,
  code_as_text: 2,
  gzip: 3,
  close_after_request: 5,
  reset_after_request: 4,
  close_in_headers: 3,
  close_in_body: 4,
  reset_in_body: 3,
  stall_after_request: 4,
  stall_in_headers: 2,
  stall_in_body: 3,
  drip: 3,
  late: 4,
  garbage: 3,
  two_replies: 3,
  length_too_long: 2,
  length_too_short: 3,
  redirect: 4,
  html_502: 3,
  oversized: 1,
  cut_json: 2,
  empty: 2,
  plain_called_gzip: 2,
};

/** Known to the server and to the judge of the run, from the seed alone. */
export function planReply(seed: number, call: number, attempt: number): ReplyPlan {
  const random = createRandom(seed, call, attempt + 1);
  const verdict = random.weighted({ accepted: 65, refused: 27, unclear: 8 });
  const code = { accepted: 0, refused: random.pick(refusedCodes), unclear: random.pick(unclearCodes) }[verdict];
  const accepted = verdict === "accepted" || (verdict === "unclear" && random.next() < 0.5);
  return { accepted, code, delivery: random.weighted(deliveryWeights) };
}
