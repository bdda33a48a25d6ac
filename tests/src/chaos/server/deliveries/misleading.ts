import { createRandom } from "../../random.ts";
import type { Delivery } from "./delivery.ts";
import { head, plain } from "./http-reply.ts";

const html = "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>";

/** A reply comes, but it is not the answer, or says wrong things of itself. */
export const misleading = {
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
