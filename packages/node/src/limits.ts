/** What a pool of connections is held to. */
export interface PoolLimits {
  readonly connections: number;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
}

/** What a transport is held to. */
export interface TransportLimits extends PoolLimits {
  /** Calls that may wait for a connection. */
  readonly queueLimit: number;
}
