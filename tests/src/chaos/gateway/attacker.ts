import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** One hostile connection. */
export interface Attacker {
  readonly socket: Socket;
  /** What the gateway has sent to it. */
  received(): string;
  /** How long the gateway kept it; resolves when it is closed. */
  readonly keptMs: Promise<number>;
}

/** Connects, and acts. `allowHalfOpen` keeps our side open when the gateway ends its own. */
export async function attack(
  port: number,
  act: (socket: Socket) => void,
  { reads = true, ...options }: { readonly allowHalfOpen?: boolean; readonly reads?: boolean } = {},
): Promise<Attacker> {
  const socket = connect({ port, host: "127.0.0.1", ...options });
  let received = "";
  socket.on("error", () => {});
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await once(socket, "connect");
  const startedAt = performance.now();
  if (reads) socket.setEncoding("latin1").on("data", (text) => (received += text));
  // A side that is kept open still learns that the gateway has closed.
  const ended = options.allowHalfOpen ? Promise.race([closed, once(socket, "end")]) : closed;
  act(socket);
  return { socket, received: () => received, keptMs: ended.then(() => performance.now() - startedAt) };
}

/** Writes the same again and again until the connection is gone. */
export function drip(socket: Socket, text: string, everyMs: number): void {
  const timer = setInterval(() => (socket.writable ? socket.write(text) : clearInterval(timer)), everyMs);
  socket.once("close", () => clearInterval(timer));
}
