import type { Issue, NxZaloOptions } from "@nxzalo/core";
import { unknownOptions } from "@nxzalo/core/internal";

/**
 * Options of {@link createNxZalo}: core's, without `fetch`, `transport` and `hash`, which this package fills, and the limits of its
 * connections. An option that does not exist is refused by name.
 */
export interface NodeNxZaloOptions extends Omit<NxZaloOptions, "fetch" | "transport" | "hash"> {
  /** Connections that may be open at once, each with one call at a time: from 1 to 65,535. Default: 64. */
  readonly connections?: number | undefined;
  /** Calls that may wait for a connection, from 0 to 1,000,000; one more fails at once as `not_sent`. Default: 1,024. */
  readonly queueLimit?: number | undefined;
  /** Milliseconds until a connection stands, TLS included; then the call fails as `not_sent`. Default: 5,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Milliseconds until the reply's headers, a net under `timeoutMs`, which ends a call sooner. Default: 60,000. */
  readonly headersTimeoutMs?: number | undefined;
  /** Milliseconds between two pieces of the reply's body, a net like `headersTimeoutMs`. Default: 60,000. */
  readonly bodyTimeoutMs?: number | undefined;
}

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

/** Every option's name: the compiler finds one that is missing. */
const knownOptions: Readonly<Record<keyof NodeNxZaloOptions, true>> = {
  credentials: true,
  appKey: true,
  baseUrl: true,
  algorithm: true,
  defaultCountryCode: true,
  timeoutMs: true,
  deadlineMs: true,
  retry: true,
  ratePerSecond: true,
  now: true,
  random: true,
  onEvent: true,
  connections: true,
  queueLimit: true,
  connectTimeoutMs: true,
  headersTimeoutMs: true,
  bodyTimeoutMs: true,
};

/** Options of core's that this package fills itself: ignored, a test's `fetch` would send the call to the real network. */
const filledOptions = ["fetch", "transport", "hash"];

/** `apps` is what `configFromEnv` gives besides: names for other applications, for the proxy. */
const ignoredOptions = ["apps"];

const isNumberWithin = (value: unknown, [from, to]: readonly [number, number]): value is number =>
  Number.isInteger(value) && Number(value) >= from && Number(value) <= to;

/** What is wrong with the names of the options. */
function nameIssues(given: Readonly<Record<string, unknown>>): Issue[] {
  const filled = filledOptions
    .filter((name) => given[name] !== undefined)
    .map((name): Issue => ({ path: [name], message: "is not taken here: use createNxZalo of @nxzalo/core with it" }));
  const names = Object.keys(knownOptions);
  const others = Object.fromEntries(
    Object.entries(given).filter(([name]) => ![...filledOptions, ...ignoredOptions].includes(name)),
  );
  return [...filled, ...unknownOptions(others, names)];
}

/** The limits with every default filled in, and what is wrong with them and with the names of the options. */
export function readLimits(options: NodeNxZaloOptions): { limits: TransportLimits; issues: Issue[] } {
  const given: Readonly<Record<string, unknown>> = { ...options };
  const issues = nameIssues(given);
  const limits = { ...defaults };
  for (const name of Object.keys(ranges) as (keyof TransportLimits)[]) {
    const value = given[name] ?? defaults[name];
    const [from, to] = ranges[name];
    if (isNumberWithin(value, ranges[name])) limits[name] = value;
    else issues.push({ path: [name], message: `must be a whole number from ${from} to ${to}` });
  }
  return { limits, issues };
}

/** What core takes of the options. */
export function coreOptions(options: NodeNxZaloOptions): NxZaloOptions {
  const own: readonly string[] = [...Object.keys(ranges), ...ignoredOptions];
  const isCores = ([name]: [string, unknown]) => Object.hasOwn(knownOptions, name) && !own.includes(name);
  return Object.fromEntries(Object.entries({ ...options }).filter(isCores)) as unknown as NxZaloOptions;
}
