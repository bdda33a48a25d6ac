import type { Issue, NxZaloOptions } from "@nxzalo/core";
import type { TransportLimits } from "./limits.ts";

/** Options of {@link createNxZalo}: core's, without the doors to the network that this package fills, and the limits of its own. */
export interface NodeNxZaloOptions extends Omit<NxZaloOptions, "fetch" | "transport" | "hash"> {
  /** Connections that may be open at once, each with one call at a time. Default: 64. */
  readonly connections?: number | undefined;
  /** Calls that may wait for a connection; what comes beyond fails at once as `not_sent`. Default: 1,024. */
  readonly queueLimit?: number | undefined;
  /** Milliseconds a connection may take to stand, TLS included; then the call fails as `not_sent`. Default: 5,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Milliseconds until the reply's headers, a net under `timeoutMs`, which ends a call sooner. Default: 60,000. */
  readonly headersTimeoutMs?: number | undefined;
  /** Milliseconds between two pieces of the reply's body, a net like `headersTimeoutMs`. Default: 60,000. */
  readonly bodyTimeoutMs?: number | undefined;
}

const defaults: { -readonly [option in keyof TransportLimits]: number } = {
  connections: 64,
  queueLimit: 1024,
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 60_000,
  bodyTimeoutMs: 60_000,
};

const ranges: { readonly [option in keyof TransportLimits]: readonly [from: number, to: number] } = {
  connections: [1, 65_535],
  queueLimit: [0, 1_000_000],
  connectTimeoutMs: [1, 2_147_483_647],
  headersTimeoutMs: [1, 2_147_483_647],
  bodyTimeoutMs: [1, 2_147_483_647],
};

// Left out silently, a test's `fetch` would be passed by, and the call would go out for real.
const refusedOptions = ["fetch", "transport", "hash"];

/** The limits with every default filled in, and what is wrong with them. */
export function readLimits(options: NodeNxZaloOptions): { limits: TransportLimits; issues: Issue[] } {
  const given: Readonly<Record<string, unknown>> = { ...options };
  const issues: Issue[] = refusedOptions
    .filter((name) => given[name] !== undefined)
    .map((name) => ({ path: [name], message: "is not taken here: use createNxZalo of @nxzalo/core with it" }));
  const limits = { ...defaults };
  for (const name of Object.keys(ranges) as (keyof TransportLimits)[]) {
    const value = given[name] ?? defaults[name];
    const [from, to] = ranges[name];
    if (Number.isInteger(value) && Number(value) >= from && Number(value) <= to) limits[name] = Number(value);
    else issues.push({ path: [name], message: `must be a whole number from ${from} to ${to}` });
  }
  return { limits, issues };
}
