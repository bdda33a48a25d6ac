import type { Socket } from "node:net";
import type { DoorName } from "../plan.ts";
import { answerRequest, type DoorSettings, drop } from "./answer-request.ts";
import { type Interruption, interrupt } from "./interruption.ts";
import { readHead, readWhole } from "./read-request.ts";
import { wireOf } from "./wire.ts";

/** Reads the requests of one connection one after the other and answers each, unless an interruption comes first. */
export function converse(socket: Socket, door: DoorName, interruption: Interruption, settings: DoorSettings): void {
  const wire = wireOf(socket);
  let received: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  let isBusy = false;
  let isBroken = false;
  let answered = 0;

  // Also what came before the break counts as received, where it was whole: nobody may call it "not sent".
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
      if (request) drop(request, door, settings.book);
      if (!isBroken) breakOff();
      return;
    }
    if (!request) return;
    isBusy = true;
    await answerRequest(request, door, wire, settings);
    isBusy = false;
    answered += 1;
    if (received.length > 0 && wire.isOpen) await next();
  };

  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    // A wait that ends with the connection is no failure.
    next().catch((error: { name?: unknown }) => {
      if (error.name !== "AbortError") settings.book.addStray(`the server failed: ${String(error)}`);
    });
  });
  if (interruption.at === "accept") breakOff();
}
