import { baseHrefOf, validateBaseUrl } from "../config/urls.ts";
import {
  type Validator,
  validateAlgorithm,
  validateCountryCode,
  validateCredential,
  validateDuration,
  validateFunction,
  validateTemplates,
} from "../config/validators.ts";
import type { Around } from "../internal/around.ts";
import { type CodedIssue, configError, unknownOptions } from "../internal/validate.ts";
import { type Algorithm, type Hash, nobleHash } from "../signature/hash.ts";
import type { Credentials } from "../signature/sign.ts";
import type { TemplateRegistry } from "../templates/registry.ts";
import type { Templates } from "../templates/templates.ts";
import type { OnEvent } from "./events.ts";
import { createBudget, type RetryBudget } from "./retry/budget.ts";
import { type RetryOptions, type RetrySettings, retrySettings, validateRetry } from "./retry/options.ts";
import { type FetchLike, fetchTransport, type Transport } from "./transport.ts";

/** Options of {@link createNxZalo}. */
export interface NxZaloOptions<Registry extends TemplateRegistry = TemplateRegistry> {
  /** The account, or a function that is asked for it at each attempt (a secret manager, a rotation). */
  readonly credentials: Credentials | (() => Credentials | Promise<Credentials>);
  /** The default application; every call may name another. */
  readonly appKey: string;
  /** Default: `https://api.nxcloud.com`. Plain http is taken on loopback only. */
  readonly baseUrl?: string | undefined;
  /** Default: `md5`, NXCLOUD's own. */
  readonly algorithm?: Algorithm | undefined;
  /** Completes national numbers: with `84`, `0912…` is sent as `84912…`. Without it they are refused. */
  readonly defaultCountryCode?: string | undefined;
  /** A custom `fetch`, such as a sandbox's. Default: the runtime's own, looked up at each call. */
  readonly fetch?: FetchLike | undefined;
  /** What sends a request, under `fetch`; wins over it. Default: {@link fetchTransport} over `fetch`. */
  readonly transport?: Transport | undefined;
  /** Default: a pure JavaScript one that works everywhere. */
  readonly hash?: Hash | undefined;
  /** Milliseconds one attempt may take, from asking for the credentials to the last byte of the reply. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds the whole call may take, waits and retries included. Default: 25,000, below most callers' own 30 s. */
  readonly deadlineMs?: number | undefined;
  /** How a failed attempt is repeated; `false` switches all of it off. Default: see {@link RetryOptions}. */
  readonly retry?: false | RetryOptions | undefined;
  /** Requests per second on one access key, evenly paced within this process. Default: as fast as calls come. */
  readonly ratePerSecond?: number | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** A number from 0 to 1, for jitter. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Told of every attempt and its end; what it throws or rejects with is ignored. */
  readonly onEvent?: OnEvent | undefined;
  /** Put around each call, and around each attempt of it. Default: nothing. */
  readonly around?: Around | undefined;
  /**
   * The approved templates, from `defineTemplates` or `parseTemplates`: messages are held against them before anything is sent. Default:
   * they are not checked.
   */
  readonly templates?: Templates<Registry> | undefined;
  /** Not used here: it lets what `configFromEnv` gives be passed whole. Any other name that is not listed is refused. */
  readonly apps?: Readonly<Record<string, string>> | undefined;
}

/** Options with every default filled in and every rule kept. */
export interface Settings {
  /** A pair that has been checked, or a function that is asked for one before each attempt. */
  readonly credentials: Credentials | (() => Credentials | Promise<Credentials>);
  readonly appKey: string;
  readonly baseUrl: string;
  readonly algorithm: Algorithm;
  readonly defaultCountryCode: string | undefined;
  readonly transport: Transport;
  readonly hash: Hash;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly retry: RetrySettings | undefined;
  readonly budget: RetryBudget;
  readonly ratePerSecond: number | undefined;
  readonly now: () => number;
  readonly random: () => number;
  /** What calls have taught this client. */
  readonly learned: { clockOffsetMs: number; usesPreviousSecret: boolean };
  readonly onEvent: OnEvent | undefined;
  readonly around: Around | undefined;
  readonly templates: Templates | undefined;
}

// Marked, so that a bundler drops the rules where only `sign` is used.
/* @__NO_SIDE_EFFECTS__ */
const optional =
  (validate: Validator): Validator =>
  (value) =>
    value === undefined ? undefined : validate(value);

const validators: { readonly [option in Exclude<keyof NxZaloOptions, "credentials" | "apps">]-?: Validator } = {
  appKey: validateCredential,
  baseUrl: optional(validateBaseUrl),
  algorithm: optional(validateAlgorithm),
  defaultCountryCode: optional(validateCountryCode),
  fetch: optional(validateFunction),
  transport: optional(validateFunction),
  hash: optional(validateFunction),
  timeoutMs: optional(validateDuration),
  deadlineMs: optional(validateDuration),
  retry: validateRetry,
  ratePerSecond: optional((value) =>
    typeof value === "number" && value > 0 && value <= 10_000
      ? undefined
      : { code: "number_out_of_range", message: "must be above 0 and at most 10000" },
  ),
  random: optional(validateFunction),
  now: optional(validateFunction),
  onEvent: optional(validateFunction),
  around: optional(validateFunction),
  templates: optional(validateTemplates),
};

const complain = (path: string[], value: unknown, validate: Validator): CodedIssue[] => {
  const wrong = validate(value);
  return wrong === undefined ? [] : [{ path, message: wrong.message, code: wrong.code }];
};

/** The issues of a pair of credentials, wherever they come from. */
export function credentialIssues(value: unknown): CodedIssue[] {
  const { accessKey, accessSecret, previousAccessSecret } = (value ?? {}) as Partial<Credentials>;
  return [
    ...complain(["credentials", "accessKey"], accessKey, validateCredential),
    ...complain(["credentials", "accessSecret"], accessSecret, validateCredential),
    ...complain(["credentials", "previousAccessSecret"], previousAccessSecret, optional(validateCredential)),
  ];
}

/** @throws ConfigError that names everything that is wrong with the options. */
export function resolveOptions(options: NxZaloOptions): Settings {
  const given = (options ?? {}) as NxZaloOptions;
  const { credentials } = given;
  const issues = [
    ...(typeof credentials === "function" ? [] : credentialIssues(credentials)),
    ...Object.entries(validators).flatMap(([name, validate]) =>
      complain([name], given[name as keyof NxZaloOptions], validate),
    ),
    ...unknownOptions(given, Object.keys(validators).concat("credentials", "apps")),
  ];
  if (issues.length > 0) throw configError(issues);
  // A copy: what the caller does to the object later must not go unchecked.
  const retry = retrySettings(given.retry);
  return {
    credentials: typeof credentials === "function" ? credentials : { ...credentials },
    appKey: given.appKey,
    baseUrl: baseHrefOf(given.baseUrl ?? "https://api.nxcloud.com"),
    algorithm: given.algorithm ?? "md5",
    defaultCountryCode: given.defaultCountryCode,
    transport: given.transport ?? fetchTransport(given.fetch),
    hash: given.hash ?? nobleHash,
    timeoutMs: given.timeoutMs ?? 10_000,
    deadlineMs: given.deadlineMs ?? 25_000,
    retry,
    budget: createBudget(retry?.budget ?? 0),
    ratePerSecond: given.ratePerSecond,
    now: given.now ?? Date.now,
    random: given.random ?? Math.random,
    learned: { clockOffsetMs: 0, usesPreviousSecret: false },
    onEvent: given.onEvent,
    around: given.around,
    templates: given.templates,
  };
}
