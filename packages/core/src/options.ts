import { ConfigError, type Issue } from "./errors.ts";
import type { OnEvent } from "./events.ts";
import { type Algorithm, type Hash, nobleHash } from "./hash.ts";
import {
  algorithmRule,
  baseUrlRule,
  countryCodeRule,
  credentialRule,
  durationRule,
  functionRule,
  type Rule,
} from "./rules.ts";
import { type FetchLike, fetchTransport, type Transport } from "./transport.ts";
import { describeIssues } from "./validate.ts";

/** What identifies an account at NXCLOUD. The secret itself never travels. */
export interface Credentials {
  readonly accessKey: string;
  readonly accessSecret: string;
}

/** Options of {@link createNxZalo}. */
export interface NxZaloOptions {
  /** The account, or a function that is asked for it at each attempt (a vault, a rotation). */
  readonly credentials: Credentials | (() => Credentials | Promise<Credentials>);
  /** The default application; every call may name another. */
  readonly appKey: string;
  /** Default: `https://api.nxcloud.com`. Plain http is taken on loopback only. */
  readonly baseUrl?: string | undefined;
  /** Default: `md5`, NXCLOUD's own. */
  readonly algorithm?: Algorithm | undefined;
  /** Completes national numbers: with `84`, `0912…` is sent as `84912…`. Without it they are refused. */
  readonly defaultCountryCode?: string | undefined;
  /** The door to the network. Default: the runtime's own `fetch`. */
  readonly fetch?: FetchLike | undefined;
  /** The seam under `fetch`; wins over it. */
  readonly transport?: Transport | undefined;
  /** Default: a pure JavaScript one that works everywhere. */
  readonly hash?: Hash | undefined;
  /** Milliseconds one attempt may take, from asking for the credentials to the last byte of the reply. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Told of every attempt and its end; what it throws is ignored. */
  readonly onEvent?: OnEvent | undefined;
}

/** Options with every default filled in and every rule kept. */
export interface Settings {
  readonly credentials: () => Credentials | Promise<Credentials>;
  readonly appKey: string;
  readonly baseUrl: string;
  readonly algorithm: Algorithm;
  readonly defaultCountryCode: string | undefined;
  readonly transport: Transport;
  readonly hash: Hash;
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly onEvent: OnEvent | undefined;
}

export const configError = (issues: readonly Issue[], cause?: unknown): ConfigError =>
  new ConfigError(`The configuration is not usable: ${describeIssues(issues)}`, {
    code: "config_invalid",
    outcome: "not_sent",
    issues,
    cause,
  });

// Marked, so that a bundler drops the rules where only `sign` is used.
/* @__NO_SIDE_EFFECTS__ */
const optional =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined ? undefined : rule(value);

const rules: { readonly [option in keyof NxZaloOptions]?: Rule } = {
  appKey: credentialRule,
  baseUrl: optional(baseUrlRule),
  algorithm: optional(algorithmRule),
  defaultCountryCode: optional(countryCodeRule),
  fetch: optional(functionRule),
  transport: optional(functionRule),
  hash: optional(functionRule),
  timeoutMs: optional(durationRule),
  now: optional(functionRule),
  onEvent: optional(functionRule),
};

const complain = (path: string[], value: unknown, rule: Rule): Issue[] => {
  const message = rule(value);
  return message === undefined ? [] : [{ path, message }];
};

/** The issues of a pair of credentials, wherever they come from. */
export function credentialIssues(value: unknown): Issue[] {
  const { accessKey, accessSecret } = (value ?? {}) as Partial<Credentials>;
  return [
    ...complain(["credentials", "accessKey"], accessKey, credentialRule),
    ...complain(["credentials", "accessSecret"], accessSecret, credentialRule),
  ];
}

/** @throws ConfigError that names everything that is wrong with the options. */
export function resolveOptions(options: NxZaloOptions): Settings {
  const given = (options ?? {}) as NxZaloOptions;
  const { credentials } = given;
  const issues = [
    ...(typeof credentials === "function" ? [] : credentialIssues(credentials)),
    ...Object.entries(rules).flatMap(([name, rule]) => complain([name], given[name as keyof NxZaloOptions], rule)),
  ];
  if (issues.length > 0) throw configError(issues);
  // A copy: what the caller does to the object later must not go unchecked.
  const fixed = typeof credentials === "function" ? undefined : { ...credentials };
  return {
    credentials: typeof credentials === "function" ? credentials : () => fixed as Credentials,
    appKey: given.appKey,
    baseUrl: (given.baseUrl ?? "https://api.nxcloud.com").replace(/\/+$/, ""),
    algorithm: given.algorithm ?? "md5",
    defaultCountryCode: given.defaultCountryCode,
    transport: given.transport ?? fetchTransport(given.fetch),
    hash: given.hash ?? nobleHash,
    timeoutMs: given.timeoutMs ?? 10_000,
    now: given.now ?? Date.now,
    onEvent: given.onEvent,
  };
}
