import * as z from "zod/mini";
import { ConfigError, InputError, type Issue } from "../errors.ts";
import { maskPhone } from "./mask.ts";

/** A zod schema that gives `Output`. */
export type Schema<Output> = z.core.$ZodType<Output>;

/** In our own words: zod/mini ships none, and zod's own could quote the value. */
function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is required" : `must be of type ${issue.expected}`;
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "too_small":
      return "must not be empty";
    case "custom":
      return issue.message;
    default:
      return "is not valid";
  }
}

/** The stable name of what is wrong: a schema of ours says it in `params.code`. */
function codeOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "required" : "type_wrong";
    case "invalid_value":
      return "value_not_allowed";
    case "too_small":
      return "empty";
    case "custom":
      return typeof issue.params?.["code"] === "string" ? issue.params["code"] : "invalid";
    default:
      return "invalid";
  }
}

/** Names may be a caller's own text, which may be a phone number. */
const pathOf = (path: readonly PropertyKey[]) =>
  path.map((key) => (typeof key === "number" ? key : String(key).replace(/\d{8,}/g, maskPhone)));

const issuesOf = (issue: z.core.$ZodIssue): Issue[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({
        path: pathOf([...issue.path, key]),
        message: "is not a known field: leave it out",
        code: "unknown_field",
      }))
    : [{ path: pathOf(issue.path), message: messageOf(issue), code: codeOf(issue) }];

/** `phone must have 8 to 15 digits; tokenType is required` */
export const describeIssues = (issues: readonly Issue[]): string =>
  issues.map(({ path, message }) => `${path.join(".") || "the input"} ${message}`).join("; ");

/** The value that the schema makes of an input, or the issues that it has. */
export function check<Output>(schema: Schema<Output>, value: unknown): { value: Output } | { issues: Issue[] } {
  try {
    const result = z.safeParse(schema, value, { reportInput: true });
    return result.success ? { value: result.data } : { issues: result.error.issues.flatMap(issuesOf) };
  } catch {
    // A getter or a proxy object of the caller's threw; what it threw may hold anything.
    return { issues: [{ path: [], message: "could not be read", code: "unreadable" }] };
  }
}

/** @throws InputError with one issue per thing that is wrong. */
export function validateInput<Output>(schema: Schema<Output>, value: unknown): Output {
  const result = check(schema, value);
  if ("value" in result) return result.value;
  throw inputError(result.issues);
}

export const inputError = (issues: readonly Issue[]): InputError =>
  new InputError(`The input is not valid: ${describeIssues(issues)}`, {
    code: "input_invalid",
    outcome: "not_sent",
    issues,
  });

/** One error for all that is wrong with a configuration. */
export const configError = (issues: readonly Issue[], cause?: unknown): ConfigError =>
  new ConfigError(`The configuration is not usable: ${describeIssues(issues)}`, {
    code: "config_invalid",
    outcome: "not_sent",
    issues,
    cause,
  });

/** One issue for each option that does not exist: a misspelt one would silently mean its default. The first lists those that do. */
export const unknownOptions = (given: object, known: readonly string[]): Issue[] =>
  Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name, index) => ({
      path: [name],
      message: index > 0 ? "is not a known option" : `is not a known option: there are ${known.join(", ")}`,
    }));
