import { baseHrefOf, validateBaseUrl } from "../config/urls.ts";
import {
  type OptionRules,
  optionIssues,
  type Validator,
  validateAlgorithm,
  validateCountryCode,
  validateCredential,
  validateDuration,
  validateFunction,
  validateRate,
  validateTemplates,
} from "../config/validators.ts";
import type { Around } from "../internal/around.ts";
import { type CodedIssue, configError } from "../internal/validate.ts";
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

const isFine: Validator = () => undefined;

const rules: OptionRules<NxZaloOptions> = {
  // It has parts of its own.
  credentials: isFine,
  appKey: validateCredential,
  baseUrl: validateBaseUrl,
  algorithm: validateAlgorithm,
  defaultCountryCode: validateCountryCode,
  fetch: validateFunction,
  transport: validateFunction,
  hash: validateFunction,
  timeoutMs: validateDuration,
  deadlineMs: validateDuration,
  retry: validateRetry,
  ratePerSecond: validateRate,
  random: validateFunction,
  now: validateFunction,
  onEvent: validateFunction,
  around: validateFunction,
  templates: validateTemplates,
  apps: isFine,
};

const credentialRules: OptionRules<Credentials> = {
  accessKey: validateCredential,
  accessSecret: validateCredential,
  previousAccessSecret: validateCredential,
};

/** The issues of a pair of credentials, wherever they come from; what else a secret manager gives with them is not looked at. */
export function credentialIssues(value: unknown): CodedIssue[] {
  const { accessKey, accessSecret, previousAccessSecret } = Object(value) as Partial<Credentials>;
  return optionIssues({ accessKey, accessSecret, previousAccessSecret }, credentialRules, {
    required: ["accessKey", "accessSecret"],
    path: ["credentials"],
  });
}

/** @throws ConfigError that names everything that is wrong with the options. */
export function resolveOptions(options: NxZaloOptions): Settings {
  const given = (options ?? {}) as NxZaloOptions;
  const { credentials } = given;
  const issues = [
    ...(typeof credentials === "function" ? [] : credentialIssues(credentials)),
    ...optionIssues(given, rules, { required: ["appKey"] }),
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
