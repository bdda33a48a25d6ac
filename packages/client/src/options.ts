/** Headers for every call: an object, or a function that is asked each time (short-lived session tokens). */
export type HeadersSource = Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);

/** Options of `createProxyClient`. */
export interface ProxyClientOptions {
  /** Where the proxy is: `https://zalo.example`, or `""` for the page's own origin. */
  readonly baseUrl: string;
  /** Such as `{ authorization }`, or a function that is asked for them at each call. */
  readonly headers?: HeadersSource | undefined;
  /** Default: the runtime's own. */
  readonly fetch?: typeof fetch | undefined;
  /** Milliseconds for a whole call. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
}

/** Options of one call. */
export interface ProxyCallOptions {
  /** Aborts the call; its reason is rethrown untouched. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for this call, in place of the client's. */
  readonly timeoutMs?: number | undefined;
}

/** Options of a call that may be made again under the same name. */
export interface KeyedCallOptions extends ProxyCallOptions {
  /**
   * Names this call, so that a proxy that remembers journeys tells a repeat from another one, and answers it as it did before: 1 to 255
   * visible ASCII characters. Default: random for each message, none for a journey.
   */
  readonly idempotencyKey?: string | undefined;
}
