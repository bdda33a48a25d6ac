import { type CodedIssue, configError } from "../internal/validate.ts";
import type { Algorithm } from "../signature/hash.ts";
import type { Credentials } from "../signature/sign.ts";
import { baseHrefOf, validateBaseUrl } from "./urls.ts";
import {
  type Complaint,
  type Validator,
  validateAlgorithm,
  validateCountryCode,
  validateCredential,
} from "./validators.ts";

/**
 * Environment variables, or a Worker's bindings: values that are no text count as malformed. Any object will do, also of an interface
 * such as the `Env` that `wrangler types` writes.
 */
export type EnvRecord = object;

/** What {@link configFromEnv} gives, for `createNxZalo`. */
export interface NxZaloConfig {
  /** `NXCLOUD_ACCESS_KEY`, `NXCLOUD_ACCESS_SECRET` and, where it is set, `NXCLOUD_ACCESS_SECRET_PREVIOUS`. */
  readonly credentials: Credentials;
  /** `NXCLOUD_APP_KEY`: the default application. */
  readonly appKey: string;
  /** `NXCLOUD_APPS`: more applications, by name. */
  readonly apps: Readonly<Record<string, string>>;
  /** `NXCLOUD_BASE_URL`; absent where it is not set. */
  readonly baseUrl?: string;
  /** `NXCLOUD_SIGN_ALGORITHM`; absent where it is not set. */
  readonly algorithm?: Algorithm;
  /** `NXCLOUD_DEFAULT_COUNTRY_CODE`; absent where it is not set. */
  readonly defaultCountryCode?: string;
}

/** Reads variables one by one and collects what is wrong, so that all of it is told at once. */
export interface EnvReader {
  /** The variable's text; an empty one counts as missing. What breaks the rule is noted and gives the fallback. */
  text(name: string, rule: Validator, missing?: string): string;
  optional(name: string, rule: Validator): string | undefined;
  /** What is optional, as a number. */
  number(name: string, rule: Validator): number | undefined;
  /** Notes one thing that is wrong. */
  complain(name: string, complaint: Complaint): void;
  /**
   * The entries of a comma-separated list, and of the variables that go on with it: `NAME`, `NAME_2`, `NAME_3` and so on, each as long as a
   * Worker's variable may be (5 KB).
   */
  list(name: string): string[];
  /** The `name:value,…` pairs of such a list. */
  pairs(name: string, rule: Validator): Record<string, string>;
}

const notText: Complaint = { code: "type_wrong", message: "must be text" };
const notPairs: Complaint = {
  code: "list_wrong",
  message: "must be a list of name:value, separated by commas",
};

/**
 * Runs `read` over a record of variables.
 *
 * @throws ConfigError with one issue per missing or malformed variable.
 */
export function readEnv<T>(record: EnvRecord, read: (env: EnvReader) => T): T {
  const issues: CodedIssue[] = [];
  const values = record as Readonly<Record<string, unknown>>;
  const complain = (name: string, { code, message }: Complaint) => {
    const isNoted = issues.some((issue) => issue.path[0] === name && issue.message === message);
    if (!isNoted) issues.push({ path: [name], message, code });
  };
  const optional = (name: string, rule: Validator) => {
    const value = values[name];
    if (value === undefined || value === "") return undefined;
    const wrong = typeof value === "string" ? rule(value) : notText;
    if (wrong === undefined) return String(value);
    complain(name, wrong);
    return undefined;
  };
  const list = (name: string) => continued(values, name).flatMap((part) => parseList(optional(part, () => undefined)));
  const result = read({
    complain,
    optional,
    list,
    number: (name, rule) => {
      const text = optional(name, rule);
      return text === undefined ? undefined : Number(text);
    },
    text: (name, rule, message = "is missing") => {
      if (values[name] === undefined || values[name] === "") complain(name, { code: "required", message });
      return optional(name, rule) ?? "";
    },
    pairs: (name, rule) => {
      const entries = list(name).map((entry): [string, string] => {
        const [key = "", ...rest] = entry.split(":");
        return [key.trim(), rest.join(":").trim()];
      });
      const isGood = ([key, value]: [string, string]) => namePattern.test(key) && rule(value) === undefined;
      const names = new Set(entries.map(([key]) => key));
      if (!entries.every(isGood)) complain(name, notPairs);
      else if (names.size < entries.length) complain(name, { code: "listed_twice", message: "names one thing twice" });
      return Object.fromEntries(entries);
    },
  });
  if (issues.length > 0) throw configError(issues);
  return result;
}

/** A variable and those that are numbered after it, in order. */
const continued = (values: object, name: string): string[] => {
  const numbers = Object.keys(values).flatMap((key) => {
    const [, base, number] = /^(.+)_([1-9]\d*)$/.exec(key) ?? [];
    return base === name ? [Number(number)] : [];
  });
  return [name, ...numbers.sort((one, other) => one - other).map((number) => `${name}_${number}`)];
};

/** Names of applications, callers and keys: they show in logs and URLs. */
export const namePattern = /^[A-Za-z0-9._-]{1,64}$/;

/** The entries of a comma-separated list, without the spaces around them. */
export const parseList = (text: string | undefined): string[] =>
  (text ?? "").split(",").flatMap((entry) => (entry.trim() === "" ? [] : [entry.trim()]));

/** What `configFromEnv` reads, for those who read more variables in the same go. */
export function readNxZaloConfig(env: EnvReader): NxZaloConfig {
  const previousAccessSecret = env.optional("NXCLOUD_ACCESS_SECRET_PREVIOUS", validateCredential);
  const credentials = {
    accessKey: env.text("NXCLOUD_ACCESS_KEY", validateCredential),
    accessSecret: env.text("NXCLOUD_ACCESS_SECRET", validateCredential),
    ...(previousAccessSecret !== undefined && { previousAccessSecret }),
  };
  const appKey = env.text("NXCLOUD_APP_KEY", validateCredential);
  const apps = env.pairs("NXCLOUD_APPS", validateCredential);
  const baseUrl = env.optional("NXCLOUD_BASE_URL", validateBaseUrl);
  const algorithm = env.optional("NXCLOUD_SIGN_ALGORITHM", validateAlgorithm) as Algorithm | undefined;
  const defaultCountryCode = env.optional("NXCLOUD_DEFAULT_COUNTRY_CODE", validateCountryCode);
  return {
    credentials,
    appKey,
    apps,
    ...(baseUrl !== undefined && { baseUrl: baseHrefOf(baseUrl) }),
    ...(algorithm !== undefined && { algorithm }),
    ...(defaultCountryCode !== undefined && { defaultCountryCode }),
  };
}

/**
 * Reads the client's configuration from environment variables or a Worker's bindings: `NXCLOUD_ACCESS_KEY`,
 * `NXCLOUD_ACCESS_SECRET` and `NXCLOUD_APP_KEY` (required), `NXCLOUD_ACCESS_SECRET_PREVIOUS`, `NXCLOUD_APPS`, `NXCLOUD_BASE_URL`,
 * `NXCLOUD_SIGN_ALGORITHM` and
 * `NXCLOUD_DEFAULT_COUNTRY_CODE`. Pure: it reads nothing but the record.
 *
 * @throws ConfigError with one issue per missing or malformed variable.
 * @example
 * ```ts
 * import { configFromEnv, createNxZalo } from "@nxzalo/core";
 *
 * const clientFor = (env: object) => createNxZalo(configFromEnv(env));
 * ```
 */
export const configFromEnv = (record: EnvRecord): NxZaloConfig => readEnv(record, readNxZaloConfig);
