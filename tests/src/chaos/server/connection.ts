import type { Socket } from "node:net";
import { createRandom } from "../../harness/random.ts";
import { readHead, readWhole } from "../../harness/read-request.ts";
import type { EndpointName } from "../plan.ts";
import { answerRequest, drop, type EndpointSettings } from "./answer-request.ts";
import { createWire, type Wire } from "./wire.ts";

/** Where a connection breaks, and how. */
export interface Interruption {
  /** `second_request`: a connection that is used again breaks at its first byte. */
  readonly at: "accept" | "first_byte" | "head" | "second_request" | "never";
  readonly how: "close" | "reset" | "stall";
}

/** For the connection of this number on the endpoint `early`. */
export function planInterruption(seed: number, connection: number): Interruption {
  const random = createRandom(seed, connection, 0xea71);
  const at = random.weighted({ accept: 3, first_byte: 3, head: 3, second_request: 3, never: 1 });
  return { at, how: random.weighted({ close: 3, reset: 3, stall: 2 }) };
}

function interrupt(wire: Wire, { how }: Interruption): void {
  if (how === "close") wire.end();
  if (how === "reset") wire.reset();
}

/** Reads the requests of one connection one after the other and answers each, unless an interruption comes first. */
export function converse(
  socket: Socket,
  endpoint: EndpointName,
  interruption: Interruption,
  settings: EndpointSettings,
): void {
  const wire = createWire(socket);
  let received: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  let isBusy = false;
  let isBroken = false;
  let answered = 0;

  // Also what came before the break counts as received, where it was whole: "not sent" would be wrong.
  const breakOff = () => {
    isBroken = true;
    interrupt(wire, interruption);
  };

  const next = async () => {
    if (isBusy) return;
    const { at } = interruption;
    const head = readHead(received);
    const breaks =
      (at === "first_byte" && answered === 0) || (at === "second_request" && answered > 0) || (at === "head" && head);
    const request = head && readWhole(received, head);
    if (head && request) received = received.subarray(head.end);
    if (isBroken || breaks) {
      if (request) drop(request, endpoint, settings.journal);
      if (!isBroken) breakOff();
      return;
    }
    if (!request) return;
    isBusy = true;
    await answerRequest(request, endpoint, wire, settings);
    isBusy = false;
    answered += 1;
    if (received.length > 0 && wire.isOpen) await next();
  };

  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    // A wait that ends with the connection is no failure.
    next().catch((error: { name?: unknown }) => {
      if (error.name !== "AbortError") settings.journal.addStray(`the server failed: ${String(error)}`);
    });
  });
  if (interruption.at === "accept") breakOff();
}
