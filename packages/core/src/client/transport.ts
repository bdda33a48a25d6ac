import type { AbortSignalLike } from "../internal/with-timeout.ts";

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
}

/** A reply whose body has not been read yet. Status 0 stands for a redirect that the runtime hides. */
export interface TransportReply {
  /** HTTP status; 0 for a redirect that the runtime hides. */
  readonly status: number;
  /** Looked up by name, in any case. */
  readonly headers: { get(name: string): string | null };
  /** The bytes, as they come; stopping early ends the transfer. */
  readonly body: AsyncIterable<Uint8Array>;
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
  /** The bytes, or null where there are none. */
  readonly body: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
      cancel(reason?: unknown): Promise<void>;
    };
  } | null;
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

/** Node's fetch names these where it failed before a connection stood. Browsers and workerd give no evidence. */
const unsentCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** Whether a failed `fetch` shows that nothing was sent. */
function isSurelyUnsent(error: unknown): boolean {
  const { sent, cause } = (error ?? {}) as { sent?: unknown; cause?: { code?: unknown; syscall?: unknown } };
  if (typeof sent === "boolean") return !sent;
  return unsentCodes.has(String(cause?.code)) || cause?.syscall === "connect";
}

/** The chunks of a fetch body; stopping early cancels it. */
export async function* bodyChunks(body: ResponseLike["body"]): AsyncGenerator<Uint8Array, void> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) if (part.value) yield part.value;
  } finally {
    // Frees the connection when the reader stops early; harmless after the end, and nobody waits for it.
    reader.cancel().catch(() => {});
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
    const send = custom ?? (fetch as FetchLike);
    try {
      const response = await send(url, { method: "POST", headers: { ...headers }, body, redirect: "manual", signal });
      const status = response.type === "opaqueredirect" ? 0 : response.status;
      return { status, headers: response.headers, body: bodyChunks(response.body) };
    } catch (cause) {
      throw new TransportFailure("the request got no reply", { sent: !isSurelyUnsent(cause), cause });
    }
  };
}
