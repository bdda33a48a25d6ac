import type { IncomingMessage, ServerResponse } from "node:http";
import { discardLimits } from "@nxzalo/core/internal";

/**
 * Ends a response that has been written whole while its request is still being sent. A connection that is closed with unread bytes is
 * reset, and a caller who still sends never reads the response: so the rest is read and thrown away first, within limits.
 */
export function endAfterBody(incoming: IncomingMessage, outgoing: ServerResponse, limits = discardLimits): void {
  if (incoming.destroyed) return void outgoing.end();
  let read = 0;
  const end = () => {
    clearTimeout(timer);
    incoming.off("data", count).off("close", end);
    outgoing.end();
  };
  const count = (chunk: Uint8Array) => {
    read += chunk.byteLength;
    // The caller can still read the response, until the time is over.
    if (read > limits.bytes) incoming.pause();
  };
  const timer = setTimeout(end, limits.timeoutMs);
  // It follows on the end of the body as well as on that of the connection.
  incoming.on("close", end).on("data", count).resume();
}
