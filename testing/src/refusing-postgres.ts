import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

const field = (kind: string, value: string) => `${kind}${value}\0`;

/** A message of the protocol: its kind, its length, what it says. */
function message(kind: string, content: string): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length + 4);
  return Buffer.concat([Buffer.from(kind), length, bytes]);
}

/** What a server says when it has let a client in, and is ready for its queries. */
const ready = Buffer.concat([message("R", "\0\0\0\0"), message("Z", "I")]);

/**
 * A server that speaks just enough of Postgres's protocol to refuse each client, as a real one might; or to let it in, and to end the
 * connection in the same moment.
 */
export async function startRefusingServer(code: string, text: string, { letsIn = false } = {}) {
  const refusal = [field("S", "FATAL"), field("C", code), field("M", text), field("D", "secret detail"), "\0"].join("");
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes) => {
      const wantsTls = bytes.readInt32BE(4) === 80_877_103;
      if (wantsTls) socket.end("N");
      else socket.end(Buffer.concat([letsIn ? ready : Buffer.of(), message("E", refusal)]));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
