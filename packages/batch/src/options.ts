import { ConfigError, InputError, type Issue } from "@nxzalo/core/errors";
import { normalizeReference } from "@nxzalo/core/internal/text";
import type { MessageCheck, MessageState } from "@nxzalo/core/journeys";
import type { OutgoingMessage } from "./messages.ts";
import type { AbortSignalLike } from "./stop.ts";

/** What sending a message gives: of `createProxyClient().sendTemplate`, of `createJourneys().send`, or your own. */
export interface SendAnswer {
  /** The stored message, where there is a store. */
  readonly messageId?: string | undefined;
  /** NXCLOUD's id of the message. */
  readonly requestId?: string | null | undefined;
  /** `scheduled` where it is sent later. */
  readonly state?: MessageState | undefined;
  /** When it is sent, of one that is scheduled. */
  readonly sendAt?: Date | undefined;
}

/** A message about which the store is asked. */
export type CheckedMessage = OutgoingMessage & { readonly idempotencyKey: string };

/** What an application may still send today. */
export interface Quota {
  /** Messages that may still be sent today. */
  readonly remaining: number;
  /** Messages that may be sent in a day. */
  readonly daily: number;
}

/** Options of `createBatch`. An option that does not exist is refused by name. */
export interface BatchOptions {
  /**
   * Sends one message under an Idempotency-Key, such as `createProxyClient(…).sendTemplate` or `createJourneys(…).send`. That no row is sent
   * twice is the work of its journey store: without one, nothing remembers the keys.
   */
  readonly send: (message: OutgoingMessage, options: { readonly idempotencyKey: string }) => Promise<SendAnswer>;
  /** Asks what would become of at most 500 messages, such as `createDeskClient(…).messages.check`. Default: the store is not asked. */
  readonly check?:
    | ((request: {
        readonly messages: readonly CheckedMessage[];
        /** How many messages of earlier rows would go at once, where there are any. */
        readonly ahead?: number;
      }) => Promise<{ readonly results: readonly MessageCheck[] }>)
    | undefined;
  /** Asks what may still be sent today. Default: it is not asked. */
  readonly quota?: (() => Promise<Quota | null>) | undefined;
  /** Messages on their way at once, 1 to 256. Default: 8. */
  readonly concurrency?: number | undefined;
  /** Messages a second, evenly paced. Default: no limit. */
  readonly ratePerSecond?: number | undefined;
  /** Completes national numbers. Default: `84`. */
  readonly defaultCountryCode?: string | undefined;
  /** Milliseconds for which one row is tried again that surely was not sent, or of which nothing was heard. Default: 120,000. */
  readonly retryForMs?: number | undefined;
  /**
   * Milliseconds that the journey store keeps keys: its `retainMs`. A run that began earlier goes on with `force` alone. Default: 90 days.
   */
  readonly retainMs?: number | undefined;
  /** A run stops after so many rows in a row that failed for no fault of theirs, such as a balance that is too low. Default: 10. */
  readonly stopAfterFailures?: number | undefined;
}

/** What a run and its dry run share. */
export interface RowOptions {
  /**
   * Which sending of the same rows it is, such as `second reminder`: another occasion sends them anew. Spaces around it do not count; one that
   * is empty is refused. Default: the first.
   */
  readonly occasion?: string | undefined;
  /** Stops it: what is on its way comes to its end, and nothing more is begun. */
  readonly signal?: AbortSignalLike | undefined;
}

/** Options of one run. */
export interface RunOptions extends RowOptions {
  /** When these rows were first run, of a run that goes on: a store that may have forgotten the keys since would send them again. */
  readonly startedAt?: Date | undefined;
  /** Goes on also where the store may have forgotten what was sent. Default: false. */
  readonly force?: boolean | undefined;
}

const dayMs = 86_400_000;
const mostAtOnce = 256;

interface Rule {
  readonly fits: (value: unknown) => boolean;
  readonly message: string;
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isFunction = (value: unknown) => typeof value === "function";
const optional = (fits: Rule["fits"]) => (value: unknown) => value === undefined || fits(value);
const above0 = optional((value) => isNumber(value) && value > 0);
const wholeUpTo = (most: number) =>
  optional((value) => isNumber(value) && Number.isInteger(value) && value >= 1 && value <= most);

const rules: Readonly<Record<keyof BatchOptions, Rule>> = {
  send: { fits: isFunction, message: "must be a function" },
  check: { fits: optional(isFunction), message: "must be a function" },
  quota: { fits: optional(isFunction), message: "must be a function" },
  concurrency: { fits: wholeUpTo(mostAtOnce), message: `must be a whole number from 1 to ${mostAtOnce}` },
  ratePerSecond: { fits: above0, message: "must be a number above 0" },
  defaultCountryCode: {
    fits: optional((value) => typeof value === "string" && /^[1-9]\d{0,2}$/.test(value)),
    message: "must be 1 to 3 digits",
  },
  retryForMs: { fits: optional((value) => isNumber(value) && value >= 0), message: "must be a number from 0 on" },
  retainMs: { fits: above0, message: "must be a number above 0" },
  stopAfterFailures: { fits: wholeUpTo(1_000_000), message: "must be a whole number from 1 on" },
};

function issuesOf(options: object): Issue[] {
  const given = options as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(rules, name));
  const wrong = Object.entries(rules).filter(([name, { fits }]) => !fits(given[name]));
  return [
    ...unknown.map((name) => ({
      path: [name],
      message: `is not a known option: there are ${Object.keys(rules).join(", ")}`,
      code: "option_unknown",
    })),
    ...wrong.map(([name, { message }]) => ({ path: [name], message, code: "invalid" })),
  ];
}

const describe = (issues: readonly Issue[]) =>
  issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");

/** The options with their defaults. @throws ConfigError */
export function readOptions(options: BatchOptions) {
  const issues = issuesOf(options);
  if (issues.length > 0) {
    throw new ConfigError(`The batch cannot be made: ${describe(issues)}`, {
      code: "config_invalid",
      outcome: "not_sent",
      issues,
    });
  }
  return {
    send: options.send,
    check: options.check,
    quota: options.quota,
    concurrency: options.concurrency ?? 8,
    ratePerSecond: options.ratePerSecond ?? Number.POSITIVE_INFINITY,
    defaultCountryCode: options.defaultCountryCode ?? "84",
    retryForMs: options.retryForMs ?? 120_000,
    retainMs: options.retainMs ?? 90 * dayMs,
    stopAfterFailures: options.stopAfterFailures ?? 10,
  };
}

export type ReadOptions = ReturnType<typeof readOptions>;

/** An occasion as references are read. @throws InputError where it is empty: it would send everything anew without a name. */
export function readOccasion(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const occasion = normalizeReference(given);
  if (occasion !== "") return occasion;
  const message = "must not be empty: leave it out, or name the sending";
  throw new InputError(`The rows cannot be run: occasion ${message}`, {
    code: "input_invalid",
    outcome: "not_sent",
    issues: [{ path: ["occasion"], message, code: "empty" }],
  });
}

/** @throws InputError where the store may have forgotten what an earlier run has sent. */
export function assertRemembered({ startedAt, force = false }: RunOptions, retainMs: number, now: number): void {
  if (!startedAt || force || now - startedAt.getTime() < retainMs) return;
  const message = "is longer ago than the store remembers: what was sent then would be sent again, unless with force";
  throw new InputError(`The run cannot go on: startedAt ${message}`, {
    code: "input_invalid",
    outcome: "not_sent",
    issues: [{ path: ["startedAt"], message, code: "run_too_old" }],
  });
}
