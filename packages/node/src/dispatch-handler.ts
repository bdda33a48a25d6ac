import { type AbortSignalLike, TransportError, TransportFailure, type TransportReply } from "@nxzalo/core";
import { createChunkQueue } from "@nxzalo/core/internal";
import type { Dispatcher } from "undici";

/** The body of one reply, as the connection fills it. */
interface ReplyBody {
  push(chunk: Uint8Array): void;
  end(): void;
  fail(error: unknown): void;
}

/** Hands a body on to its reader. */
type Deliver = (body: TransportReply["body"]) => void;

/** What is handed on in one piece, when it is all there: a stream costs more than it brings. */
const shortBytes = 16 * 1024;

async function* brokenBody(chunks: readonly Uint8Array[], error: unknown): AsyncGenerator<Uint8Array, void> {
  yield* chunks;
  throw error;
}

function createShortBody(deliver: Deliver): ReplyBody {
  const chunks: Uint8Array[] = [];
  return {
    push: (chunk) => void chunks.push(chunk),
    end: () => deliver(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)),
    fail: (error) => deliver(brokenBody(chunks, error)),
  };
}

/** Handed on as it comes. A reader that stops early breaks the connection: what is left of the body is not read for nothing. */
function createStreamedBody(connection: Dispatcher.DispatchController, deliver: Deliver): ReplyBody {
  const queue = createChunkQueue({
    pause: () => connection.pause(),
    resume: () => connection.resume(),
    stop: () => connection.abort(new Error("the rest of the reply is not wanted")),
  });
  deliver(queue.chunks);
  return queue;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const toReader = (headers: Headers) => ({
  get(name: string): string | null {
    const key = name.toLowerCase();
    const value = Object.hasOwn(headers, key) ? headers[key] : undefined;
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  },
});

/** What undici says where a proxy answers CONNECT with anything but 200: it has no code for that. */
const proxyRefusal = /^Proxy response \((\d{3})\)/;

/** The failure of a request without a reply, by what undici says. */
function toFailure(cause: unknown, sent: boolean): Error {
  const status = proxyRefusal.exec(String((cause as { readonly message?: unknown } | undefined)?.message))?.[1];
  if (status === undefined || sent)
    return new TransportFailure("the connection broke before a reply came", { sent, cause });
  const hint =
    status === "407"
      ? "the proxy of HTTPS_PROXY wants a user and a password: http://user:password@proxy.example:3128 (407)"
      : `the proxy of HTTPS_PROXY opens no way to NXCLOUD: let it through there (${status})`;
  const facts = { code: "network_error", outcome: "not_sent", retryable: true, hint } as const;
  return new TransportError("The proxy has refused the connection to NXCLOUD", facts);
}

/** A request that is dispatched, and its reply. */
export interface Dispatched {
  /** For undici's `dispatch`. */
  readonly handler: Dispatcher.DispatchHandler;
  readonly reply: Promise<TransportReply>;
}

/**
 * Follows one request through undici. Whether it was sent is no guess: undici calls `onRequestStart` right before it writes the
 * first byte, so where that never ran, or ended in an abort, nothing was written.
 *
 * @param onEnd called once, when undici has finished with the request and its connection is free or closed.
 */
export function createDispatchHandler(signal: AbortSignalLike, onEnd: () => void): Dispatched {
  let sent = false;
  let isOver = false;
  let controller: Dispatcher.DispatchController | undefined;
  let body: ReplyBody | undefined;
  const { promise: reply, resolve, reject } = Promise.withResolvers<TransportReply>();

  const fail = (cause: unknown) => {
    if (body) body.fail(cause);
    else reject(toFailure(cause, sent));
  };
  const onAbort = () => {
    // Before the start undici takes no abort, and would keep the caller waiting for a socket: `onRequestStart` aborts then.
    fail(signal.reason);
    if (controller) controller.abort(new Error("aborted"));
  };
  const end = () => {
    if (isOver) return;
    isOver = true;
    signal.removeEventListener("abort", onAbort);
    onEnd();
  };
  signal.addEventListener("abort", onAbort);
  return {
    reply,
    handler: {
      onRequestStart(given) {
        // Started twice would be sent twice: undici is not to repeat anything by itself.
        if (signal.aborted || sent) return given.abort(new Error("aborted before it was sent"));
        controller = given;
        sent = true;
      },
      onResponseStart(given, status, headers) {
        // 100 and 103 announce the reply, they are not it.
        if (status < 200) return;
        const deliver: Deliver = (body) => resolve({ status, headers: toReader(headers), body });
        const isShort = Number(headers["content-length"] ?? Number.NaN) <= shortBytes;
        body = isShort ? createShortBody(deliver) : createStreamedBody(given, deliver);
      },
      onResponseData: (_, chunk) => body?.push(chunk),
      onResponseEnd() {
        body?.end();
        end();
      },
      onResponseError(_, error) {
        fail(error);
        end();
      },
    },
  };
}
