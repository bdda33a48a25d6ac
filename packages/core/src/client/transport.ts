import type { WebStreamLike } from "../internal/request-body.ts";
import { type AbortSignalLike, toNativeSignal } from "../internal/with-timeout.ts";
import { isSurelyUnsent } from "./connection-failure.ts";

/** One signed request, ready to travel. `body` is the exact text that was signed. */
export interface TransportRequest {
  /** Where it is posted to. */
  readonly url: string;
  /** Header names and values, the signature among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact text that was signed. */
  readonly body: string;
  /** Aborts the request. A transport rejects soon after it fires. */
  readonly signal: AbortSignalLike;
  /** Milliseconds until `signal` fires because the time is over. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds within which it has to be on its way; where it cannot be, it is not to be sent. */
  readonly beginWithinMs?: number | undefined;
}

/** A reply whose body has not been read yet. Status 0 stands for a redirect that the runtime hides. */
export interface TransportReply {
  /** HTTP status; 0 for a redirect that the runtime hides. */
  readonly status: number;
  /** Looked up by name, in any case. */
  readonly headers: { get(name: string): string | null };
  /** All of the bytes, or the bytes as they come: then, stopping early ends the transfer. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** The seam to the network: one POST, no retries, no redirects. Fails with a {@link TransportFailure}. */
export type Transport = (request: TransportRequest) => Promise<TransportReply>;

/** A request that got no reply. `sent: false` is a fact (nothing reached the server), never a guess. */
export class TransportFailure extends Error {
  /** False only where surely nothing reached the server. */
  readonly sent: boolean;
  constructor(message: string, options: { readonly sent: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "TransportFailure";
    this.sent = options.sent;
  }
}

/** What {@link fetchTransport} needs of a response. */
export interface ResponseLike {
  /** HTTP status. */
  readonly status: number;
  /** `opaqueredirect` marks a hidden redirect. */
  readonly type?: string;
  /** Looked up by name, in any case. */
  readonly headers: { get(name: string): string | null };
  /** A web stream, or anything that is iterated over, such as a stream of Node's. */
  readonly body?: WebStreamLike | AsyncIterable<Uint8Array | string> | null | undefined;
  /** The whole body: where `body` is neither. */
  text?(): Promise<string>;
  /** The whole body, which a short one is read by: a stream costs more than it brings. */
  arrayBuffer?(): Promise<ArrayBuffer>;
}

/** The ordinary way to the network: a built-in `fetch`, `sandbox.fetch`, or anything of that shape. */
export type FetchLike = (
  url: string,
  init: {
    method: "POST";
    headers: Record<string, string>;
    body: string;
    redirect: "manual";
    // Each runtime declares its own AbortSignal; a structural one fits none of them as a parameter.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    signal: any;
  },
) => Promise<ResponseLike>;

/** The chunks of a web stream; stopping early cancels it. */
export async function* bodyChunks(body: WebStreamLike | null): AsyncGenerator<Uint8Array, void> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) if (part.value) yield part.value;
  } finally {
    // Frees the connection when the reader stops early; harmless after the end, and nobody waits for it.
    reader.cancel().catch(() => {});
  }
}

/** The parts of a body that is no web stream, as bytes. */
async function* otherChunks(response: ResponseLike): AsyncGenerator<Uint8Array, void> {
  const { body } = response;
  const parts = body && Symbol.asyncIterator in body ? body : [(await response.text?.()) ?? ""];
  for await (const part of parts) yield typeof part === "string" ? new TextEncoder().encode(part) : part;
}

/** What is read in one piece. Only a length that is said can be trusted to end there, and only of bytes that are not going to be unpacked. */
const shortBytes = 16 * 1024;

const isShort = ({ headers }: ResponseLike): boolean =>
  headers.get("content-encoding") === null && Number(headers.get("content-length") ?? Number.NaN) <= shortBytes;

type Whole = Required<Pick<ResponseLike, "arrayBuffer">>;
/** A body that breaks is a reply all the same. */
const brokenBody = (error: unknown): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }),
});
const wholeBody = (response: Whole) => response.arrayBuffer().then((buffer) => new Uint8Array(buffer), brokenBody);
const hasArrayBuffer = (response: ResponseLike): response is ResponseLike & Whole => response.arrayBuffer !== undefined;

/** The body of a response, whatever kind it has. */
function readBody(response: ResponseLike): TransportReply["body"] | Promise<TransportReply["body"]> {
  const { body } = response;
  if (!body || !("getReader" in body)) return otherChunks(response);
  return hasArrayBuffer(response) && isShort(response) ? wholeBody(response) : bodyChunks(body);
}

/**
 * Whether the runtime's own `fetch` must have refused the request before it sent anything: what it cannot make a request of, it cannot send.
 */
function isNoRequest(url: string, init: Parameters<FetchLike>[1]): boolean {
  try {
    new Request(url, init);
    return false;
  } catch {
    return typeof Request === "function";
  }
}

/**
 * Adapts a `fetch` to the {@link Transport} seam. Without an argument it uses the runtime's own, looked up at each call.
 *
 * @example
 * ```ts
 * import { fetchTransport } from "@nxzalo/core";
 *
 * const transport = fetchTransport();
 * ```
 */
export function fetchTransport(custom?: FetchLike): Transport {
  return async ({ url, headers, body, signal }) => {
    if (!custom && typeof fetch !== "function")
      throw new TransportFailure("this runtime has no `fetch`: hand one to the client", { sent: false });
    const send = custom ?? (fetch as unknown as FetchLike);
    const native = toNativeSignal(signal);
    const init = { method: "POST", headers: { ...headers }, body, redirect: "manual", signal: native } as const;
    try {
      const response = await send(url, init);
      const status = response.type === "opaqueredirect" ? 0 : response.status;
      return { status, headers: response.headers, body: await readBody(response) };
    } catch (cause) {
      const isUnsent = isSurelyUnsent(cause) || (!custom && isNoRequest(url, init));
      throw new TransportFailure("the request got no reply", { sent: !isUnsent, cause });
    }
  };
}
