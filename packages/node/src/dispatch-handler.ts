import { type AbortSignalLike, TransportFailure, type TransportReply } from "@nxzalo/core";
import type { Dispatcher } from "undici";
import { createReplyBody, type ReplyBody } from "./reply-body.ts";

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const readerOf = (headers: Headers) => ({
  get(name: string): string | null {
    const key = name.toLowerCase();
    const value = Object.hasOwn(headers, key) ? headers[key] : undefined;
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  },
});

/** One request and its reply. */
export interface Exchange {
  /** For undici's `dispatch`. */
  readonly handler: Dispatcher.DispatchHandler;
  readonly reply: Promise<TransportReply>;
}

/**
 * Follows one request through undici. Whether it was sent is no guess: undici tells a handler `onRequestStart` right before it
 * writes the first byte, so where that never ran, or ended in an abort, nothing was written.
 *
 * @param onEnd told once, when undici is through with the request and its connection is free or gone.
 */
export function createExchange(signal: AbortSignalLike, onEnd: () => void): Exchange {
  let sent = false;
  let isOver = false;
  let controller: Dispatcher.DispatchController | undefined;
  let body: ReplyBody | undefined;
  const { promise: reply, resolve, reject } = Promise.withResolvers<TransportReply>();

  const fail = (cause: unknown) => {
    reject(new TransportFailure("the connection broke before a reply came", { sent, cause }));
    body?.fail(cause);
  };
  const onAbort = () => {
    // Before the start undici cannot be told: it would keep the caller waiting for a socket. `onRequestStart` sees to it.
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
        body = createReplyBody(given);
        resolve({ status, headers: readerOf(headers), body });
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
