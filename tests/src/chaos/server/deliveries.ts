import { gzipSync } from "node:zlib";
import { createRandom } from "../../harness/random.ts";
import { cut, head, plain, type Reply } from "./http-reply.ts";
import type { Wire } from "./wire.ts";

/** One way in which a reply travels. Where it leaves the connection open, the next request may come on it. */
export type Delivery = (wire: Wire, reply: Reply) => Promise<void> | void;

/** Unusual perhaps, but right: a client may understand all of these. */
const honest = {
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

/** The connection breaks, or falls silent. */
const broken = {
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

const html = "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>";

/** A reply comes, but it is not the answer, or says wrong things of itself. */
const misleading = {
  garbage: (wire, { chance }) => {
    const random = createRandom(Math.floor(chance * 2 ** 32));
    wire.write(Uint8Array.from({ length: 200 }, () => random.below(256)));
    wire.end();
  },
  // The second says the opposite of the first.
  two_replies: (wire, reply) => {
    const other = reply.body.startsWith('{"code":0') ? '{"code":9002,"message":"no"}' : '{"code":0,"data":{}}';
    wire.write(plain(reply) + plain(reply, other));
  },
  length_too_long: async (wire, reply) => {
    wire.write(head(reply, { "content-length": Buffer.byteLength(reply.body) + 10 }) + reply.body);
    if (reply.chance < 0.5) await wire.stall();
    wire.end();
  },
  length_too_short: (wire, reply) => {
    const length = Math.floor(reply.chance * Buffer.byteLength(reply.body));
    wire.write(head(reply, { "content-length": length }) + reply.body);
  },
  // Back to where it came from: who follows it asks a second time.
  redirect: (wire, reply) => {
    const status = reply.chance < 0.5 ? "307 Temporary Redirect" : "302 Found";
    wire.write(head(reply, { location: `${reply.path}?followed`, "content-length": 0 }, status));
  },
  html_502: (wire, reply) => {
    const headers = { "content-type": "text/html", "content-length": html.length };
    wire.write(head(reply, headers, "502 Bad Gateway") + html);
  },
  oversized: (wire, reply) => wire.write(plain(reply, `{"padding":"${"x".repeat(2 ** 21)}",${reply.body.slice(1)}`)),
  cut_json: (wire, reply) => wire.write(plain(reply, reply.body.slice(0, 1 + reply.chance * (reply.body.length - 2)))),
  empty: (wire, reply) => wire.write(plain(reply, "")),
  plain_called_gzip: (wire, reply) => {
    const headers = { "content-encoding": "gzip", "content-length": Buffer.byteLength(reply.body) };
    wire.write(head(reply, headers) + reply.body);
  },
} satisfies Record<string, Delivery>;

/** Every way in which a reply may travel. */
export type DeliveryName = keyof typeof honest | keyof typeof broken | keyof typeof misleading;

export const deliveries: Readonly<Record<DeliveryName, Delivery>> = { ...honest, ...broken, ...misleading };
