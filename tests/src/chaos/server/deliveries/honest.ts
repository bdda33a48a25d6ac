import { gzipSync } from "node:zlib";
import type { Delivery } from "./delivery.ts";
import { head, plain } from "./http-reply.ts";

/** Unusual perhaps, but right: a client may understand all of these. */
export const honest = {
  clean: (wire, reply) => wire.write(plain(reply)),
  clean_then_close: (wire, reply) => {
    wire.write(head(reply, { "content-length": Buffer.byteLength(reply.body), connection: "close" }) + reply.body);
    wire.end();
  },
  chunked: async (wire, reply) => {
    wire.write(head(reply, { "transfer-encoding": "chunked" }));
    const bytes = Buffer.from(reply.body);
    // Pieces of seven bytes also cut through a character.
    for (let start = 0; start < bytes.length; start += 7) {
      const piece = bytes.subarray(start, start + 7);
      wire.write(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]));
      if (start % 70 === 0) await wire.wait(1);
    }
    wire.write("0\r\n\r\n");
  },
  slow: async (wire, reply) => {
    await wire.wait(reply.chance * reply.timeoutMs * 0.4);
    wire.write(plain(reply));
  },
  early_hints: (wire, reply) => wire.write(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${plain(reply)}`),
  until_close: (wire, reply) => {
    wire.write(head(reply, { connection: "close" }) + reply.body);
    wire.end();
  },
  error_status: (wire, reply) => wire.write(plain(reply, reply.body, "500 Internal Server Error")),
  code_as_text: (wire, reply) => wire.write(plain(reply, reply.body.replace(/"code":(-?\d+)/, '"code":"$1"'))),
  gzip: (wire, reply) => {
    const zipped = gzipSync(reply.body);
    wire.write(head(reply, { "content-encoding": "gzip", "content-length": zipped.length }));
    wire.write(zipped);
  },
} satisfies Record<string, Delivery>;
