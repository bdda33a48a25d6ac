/** Headers for every call: an object, or a function that gives one for each call (short-lived session tokens). */
export type HeadersSource = Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>);

/** Options of `createProxyClient` and `createJourneysClient`. An option that does not exist is refused by name. */
export interface ProxyClientOptions {
  /**
   * Where the proxy is: `https://zalo.example`, or, in a page, `""` or a path such as `/zalo` for the page's own origin. It has no query, no
   * fragment and no `@`. Slashes at its end are dropped.
   */
  readonly baseUrl: string;
  /** Such as `{ authorization }`, or a function that gives them for each call; it may be async. Default: none. */
  readonly headers?: HeadersSource | undefined;
  /** How requests are made. Default: the runtime's own `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** Milliseconds for a whole call, `headers()` included: up to 2,147,483,647, which is what timers hold. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
}

/** Options of one call. An option that does not exist is refused by name. */
export interface ProxyCallOptions {
  /** Aborts the call; its reason is rethrown untouched. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for this call. Default: the client's. */
  readonly timeoutMs?: number | undefined;
}

/** Options of a call that may be made again under the same name. */
export interface KeyedCallOptions extends ProxyCallOptions {
  /**
   * Names this call, so that a proxy with a journey store tells a repeat from another call, and gives the stored answer: 1 to 255
   * visible ASCII characters. Default: random for each message, none for a journey.
   */
  readonly idempotencyKey?: string | undefined;
}
