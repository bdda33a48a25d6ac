import type { Delivery } from "./delivery.ts";
import { cut, plain } from "./http-reply.ts";

/** The connection breaks, or falls silent. */
export const broken = {
  close_after_request: (wire) => wire.end(),
  reset_after_request: (wire) => wire.reset(),
  close_in_headers: (wire, reply) => {
    wire.write(cut(reply, "head"));
    wire.end();
  },
  close_in_body: (wire, reply) => {
    wire.write(cut(reply, "body"));
    wire.end();
  },
  reset_in_body: async (wire, reply) => {
    wire.write(cut(reply, "body"));
    // A reset overtakes what was written just before it.
    await wire.wait(10);
    wire.reset();
  },
  stall_after_request: (wire) => wire.stall(),
  stall_in_headers: (wire, reply) => {
    wire.write(cut(reply, "head"));
    return wire.stall();
  },
  stall_in_body: (wire, reply) => {
    wire.write(cut(reply, "body"));
    return wire.stall();
  },
  drip: async (wire, reply) => {
    for (const byte of Buffer.from(plain(reply)).subarray(0, 60)) {
      wire.write(Uint8Array.of(byte));
      await wire.wait(1_000);
    }
    wire.end();
  },
  late: async (wire, reply) => {
    await wire.wait(reply.timeoutMs * 1.5);
    wire.write(plain(reply));
  },
} satisfies Record<string, Delivery>;
