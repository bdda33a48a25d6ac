import type { NxZaloOptions, TemplateRegistry } from "@nxzalo/core";
import { type CodedIssue, unknownOptions } from "@nxzalo/core/internal";

/**
 * Options of {@link createNxZalo}: core's, without `fetch`, `transport` and `hash`, which this package fills, and the limits of its
 * connections. An option that does not exist is refused by name.
 */
export interface NodeNxZaloOptions<Registry extends TemplateRegistry = TemplateRegistry>
  extends Omit<NxZaloOptions<Registry>, "fetch" | "transport" | "hash"> {
  /** Connections that may be open at once, each with one call at a time: from 1 to 65,535. Default: 64. */
  readonly connections?: number | undefined;
  /** Calls that may wait for a connection, from 0 to 1,000,000; one more fails at once as `not_sent`, as does one that has waited half of its `timeoutMs`. Default: 1,024. */
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

/** What core takes; a test of the types finds a name that is missing. */
export const coreOptionNames = [
  "credentials",
  "appKey",
  "baseUrl",
  "algorithm",
  "defaultCountryCode",
  "timeoutMs",
  "deadlineMs",
  "retry",
  "ratePerSecond",
  "now",
  "random",
  "onEvent",
  "around",
  "templates",
] as const satisfies readonly (keyof NodeNxZaloOptions)[];

/** Options of core's that this package fills itself: ignored, a test's `fetch` would send the call to the real network. */
const filledOptions = ["fetch", "transport", "hash"];

/** What is wrong with the names of the options. `apps`, which `configFromEnv` gives besides, is for a proxy: it is ignored. */
function nameIssues({ apps: _, ...given }: Readonly<Record<string, unknown>>): CodedIssue[] {
  const isFilled = ({ path: [name] }: CodedIssue) => filledOptions.includes(String(name));
  return unknownOptions(given, [...coreOptionNames, ...Object.keys(ranges)]).flatMap((issue) => {
    if (!isFilled(issue)) return [issue];
    const message = "is not taken here: use createNxZalo of @nxzalo/core with it";
    return given[String(issue.path[0])] === undefined ? [] : [{ ...issue, message }];
  });
}

/** The limits with every default filled in, and what is wrong with them and with the names of the options. */
export function readLimits(options: NodeNxZaloOptions): { limits: TransportLimits; issues: CodedIssue[] } {
  const given: Readonly<Record<string, unknown>> = { ...options };
  const issues = nameIssues(given);
  const limits = { ...defaults };
  for (const name of Object.keys(ranges) as (keyof TransportLimits)[]) {
    const value = given[name] ?? defaults[name];
    const [from, to] = ranges[name];
    if (Number.isInteger(value) && Number(value) >= from && Number(value) <= to) limits[name] = Number(value);
    else {
      const message = `must be a whole number from ${from} to ${to}`;
      issues.push({ path: [name], message, code: "number_out_of_range" });
    }
  }
  return { limits, issues };
}

/** What core takes of the options. */
export function coreOptions<Registry extends TemplateRegistry>(
  options: NodeNxZaloOptions<Registry>,
): NxZaloOptions<Registry> {
  const given: Readonly<Record<string, unknown>> = { ...options };
  return Object.fromEntries(coreOptionNames.map((name) => [name, given[name]])) as unknown as NxZaloOptions<Registry>;
}
