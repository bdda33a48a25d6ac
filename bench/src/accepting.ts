import { once } from "node:events";
import { connect, type Socket } from "node:net";

const giveUpAfterMs = 20_000;

/** A connection to a port of loopback, as soon as something listens on it. */
export async function whenAccepting(port: number): Promise<Socket> {
  const giveUpAt = performance.now() + giveUpAfterMs;
  while (performance.now() < giveUpAt) {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    try {
      await once(socket, "connect");
      return socket;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  throw new Error(`nothing listens on port ${port}`);
}
