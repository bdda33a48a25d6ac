import type { NxZalo, NxZaloOptions } from "@nxzalo/core";

/** What a run sets on every client that it makes. */
export type ChaosClientOptions = Pick<NxZaloOptions, "credentials" | "appKey" | "baseUrl"> & {
  readonly timeoutMs: number;
};

/** A client under test: core's methods, and a way to let its connections go where it holds any of its own. */
export type ChaosClient = NxZalo & { close?(): Promise<void> };

/** One kind of client, and what may be expected of it. */
export interface ChaosSubject {
  readonly name: string;
  create(options: ChaosClientOptions): ChaosClient;
  /** By when every call has settled, counted from its start. */
  readonly deadlineMs: number;
  /** Of one attempt. */
  readonly timeoutMs: number;
  /** Whether a refused connection is reported as `not_sent`: Node can tell, workerd cannot. */
  readonly knowsUnsent: boolean;
  /** Whether it repeats calls by itself. */
  readonly retries: boolean;
  /** Whether its errors tell how many requests were made: through a proxy they do not. Default: they do. */
  readonly countsAttempts?: boolean;
}
