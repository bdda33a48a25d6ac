/** One HTTP request as the proxy sees it; an adapter only translates. */
export interface ProxyRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: { get(name: string): string | null };
  /** Read only as far as the route's limit; `null` where there is none. */
  readonly body: AsyncIterable<Uint8Array> | null;
  /** A Worker's bindings, handed on to {@link Authorize}. */
  readonly env?: unknown;
}

/** The answer to it, and what a log line may say of it. */
export interface ProxyReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly report: ProxyReport;
}

/** For the log line of one request: no bodies, tokens, keys or phone numbers. */
export interface ProxyReport {
  readonly method: string;
  /** The route's pattern, never the path that was asked for. */
  readonly route: string;
  readonly status: number;
  readonly requestId: string;
  readonly caller?: string | undefined;
  readonly errorCode?: string | undefined;
}
