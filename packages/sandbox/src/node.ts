/**
 * Serves a sandbox on a port of Node's own HTTP server.
 *
 * @module
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { checkOptions, isWholeUpTo, longestTimer, type OptionRule } from "./check-options.ts";
import { control, controlPrefix, isOfAnotherOrigin, isOfThisMachine } from "./control.ts";
import type { Sandbox } from "./sandbox.ts";

/** Options of `listen`. An option that does not exist is refused by name. */
export interface ListenOptions {
  /** The port, from 0 to 65,535. Default: 0, any free port. */
  readonly port?: number | undefined;
  /** The address to listen on. Default: `127.0.0.1`, reachable from this machine alone. */
  readonly host?: string | undefined;
  /** Milliseconds of real time between two posts of the receipts that are due. Default: 25; 0 leaves posting to `sandbox.deliver`. */
  readonly deliverEveryMs?: number | undefined;
}

const rules: Readonly<Record<keyof ListenOptions, OptionRule>> = {
  port: [isWholeUpTo(65_535), "a whole number up to 65535"],
  host: [(value) => typeof value === "string" && value !== "", "an address or a name"],
  deliverEveryMs: [isWholeUpTo(longestTimer), `whole milliseconds up to ${longestTimer}`],
};

/** A sandbox that is being served. */
export interface ListeningSandbox {
  /** Such as `http://127.0.0.1:8788`: the `baseUrl` of clients. */
  readonly url: string;
  /** The port in use. */
  readonly port: number;
  /** Stops at once, the posting of receipts too, and closes open connections. */
  close(): Promise<void>;
}

/** Longer than a busy machine stops: a call on a connection that is just being closed has an unknown outcome. */
const keepAliveTimeout = 65_000;

async function textOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const plain = (status: number, text: string) => new Response(text, { status });

/** The control routes: for this machine alone, and not for pages of other origins. */
async function controlled(sandbox: Sandbox, incoming: IncomingMessage, path: string): Promise<Response> {
  const { method = "GET", headers, socket } = incoming;
  const { remoteAddress, localAddress } = socket;
  const source = { remoteAddress, localAddress, host: headers.host, origin: headers.origin };
  if (!isOfThisMachine(source)) return plain(404, "Not Found");
  if (isOfAnotherOrigin(source)) return plain(403, "not for pages of another origin");
  return control(sandbox, method, path, String(await textOf(incoming)));
}

async function send(outgoing: ServerResponse, reply: Response): Promise<void> {
  outgoing.writeHead(reply.status, Object.fromEntries(reply.headers));
  outgoing.end(new Uint8Array(await reply.arrayBuffer()));
}

async function serve(sandbox: Sandbox, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  try {
    const { method = "GET", url = "/", headers } = incoming;
    const address = new URL(url, "http://sandbox.invalid");
    if (address.pathname.startsWith(controlPrefix)) {
      return await send(outgoing, await controlled(sandbox, incoming, address.pathname));
    }
    // Nothing of the request's body is read.
    if (sandbox.faults[0] === "closed_before_read") {
      sandbox.faults.shift();
      throw new Error("closed before the request was read");
    }
    const body = await textOf(incoming);
    const fields = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    const reply = await sandbox.fetch(address, {
      method,
      headers: fields.filter(([name]) => !["connection", "transfer-encoding", "expect"].includes(name)),
      signal: gone.signal,
      ...(method !== "GET" && method !== "HEAD" && { body: new Uint8Array(body) }),
    });
    await send(outgoing, reply);
  } catch {
    incoming.socket.destroy();
  }
}

/** Delivers what is due every few milliseconds; gives what stops it, and aborts what is being posted. */
function deliverByItself({ deliver }: Sandbox, everyMs: number): () => Promise<void> {
  const stopped = new AbortController();
  const running = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    const run = deliver(fetch, { signal: stopped.signal }).finally(() => running.delete(run));
    running.add(run);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    stopped.abort();
    await Promise.all(running);
  };
}

/**
 * Serves a sandbox over HTTP, on loopback unless `host` says otherwise. Receipts are posted without a call of `deliver`, and repeated as real
 * time and `advance` go on.
 *
 * @throws TypeError for an option that does not exist or cannot work; the server's own error, such as `EADDRINUSE`.
 * @example
 * ```ts
 * import { createSandbox } from "@nxzalo/sandbox";
 * import { listen } from "@nxzalo/sandbox/node";
 *
 * const { url, close } = await listen(createSandbox());
 * console.log(url);
 * await close();
 * ```
 */
export async function listen(sandbox: Sandbox, options: ListenOptions = {}): Promise<ListeningSandbox> {
  checkOptions(options, rules);
  const { port = 0, host = "127.0.0.1", deliverEveryMs = 25 } = options;
  const server = createServer({ keepAliveTimeout }, (incoming, outgoing) => void serve(sandbox, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const stopDelivery = deliverEveryMs > 0 ? deliverByItself(sandbox, deliverEveryMs) : async () => {};
  const address = server.address() as AddressInfo;
  const shownHost = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    port: address.port,
    url: `http://${shownHost}:${address.port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, stopDelivery()]);
    },
  };
}
