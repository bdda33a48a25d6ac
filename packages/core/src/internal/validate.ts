import * as z from "zod/mini";
import { ConfigError, InputError, type Issue } from "../errors.ts";
import type { IssueCode } from "./issue-codes.ts";
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
function codeOf(issue: z.core.$ZodIssue): IssueCode {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "required" : "type_wrong";
    case "invalid_value":
      return "value_not_allowed";
    case "too_small":
      return "empty";
    case "custom":
      return (issue.params?.["code"] as IssueCode | undefined) ?? "invalid";
    default:
      return "invalid";
  }
}

/** What a schema of ours says of a value that breaks its rule, for `z.refine`. */
export const complaint = (code: IssueCode, error: string) => ({ error, params: { code } });

/** What a transformation of ours says of a value that breaks its rule, for `context.issues`. */
export const customIssue = (code: IssueCode, message: string, path: PropertyKey[] = []) =>
  ({ code: "custom", message, params: { code }, path, input: undefined }) as const;

/** An issue that one of ours wrote. */
export interface CodedIssue extends Issue {
  readonly code: IssueCode;
}

/** The first issues are as good as all of them: a body that is wrong everywhere must not give an answer many times its size. */
const issueLimit = 20;

/** The issues that an error shows, or an answer. */
export const firstIssues = <One extends Issue>(issues: readonly One[]): readonly One[] => issues.slice(0, issueLimit);

/** Characters of a name in a path. */
const nameLimit = 64;

/**
 * A name as a path may show it: it may be a caller's own text, of any length, with a phone number in it. What the cut leaves of a number is
 * left out; of control characters and halves of characters each would take six bytes in JSON, and a line end would forge lines in a log.
 */
export function nameOf(name: string): string {
  const short = name.length > nameLimit ? `${name.slice(0, nameLimit - 1).replace(/\d+$/, "")}…` : name;
  return short.replace(/\d{8,}/g, maskPhone).replace(/[\p{Cc}\p{Cs}]/gu, "\ufffd");
}

const pathOf = (path: readonly PropertyKey[]) =>
  path.map((key) => (typeof key === "number" ? key : nameOf(String(key))));

const issuesOf = (issue: z.core.$ZodIssue): CodedIssue[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.slice(0, issueLimit).map((key) => ({
        path: pathOf([...issue.path, key]),
        message: "is not a known field: leave it out",
        code: "unknown_field",
      }))
    : [{ path: pathOf(issue.path), message: messageOf(issue), code: codeOf(issue) }];

const countOf = (issue: z.core.$ZodIssue) => (issue.code === "unrecognized_keys" ? issue.keys.length : 1);

/** What is wrong with a value. */
export interface Findings {
  /** At most 20 of them. */
  readonly issues: readonly CodedIssue[];
  /** How many there are in all. */
  readonly count: number;
}

/** `phone must have 8 to 15 digits; tokenType is required` */
export function describeIssues({
  issues,
  count,
}: {
  readonly issues: readonly Issue[];
  readonly count: number;
}): string {
  const described = issues.map(({ path, message }) => `${path.join(".") || "the input"} ${message}`);
  if (count > issues.length) described.push(`these are ${issues.length} of ${count}`);
  return described.join("; ");
}

/** The value that the schema makes of an input, or what is wrong with it. */
export function check<Output>(schema: Schema<Output>, value: unknown): { value: Output } | Findings {
  try {
    const result = z.safeParse(schema, value, { reportInput: true });
    if (result.success) return { value: result.data };
    const found = result.error.issues;
    const issues = found.slice(0, issueLimit).flatMap(issuesOf).slice(0, issueLimit);
    return { issues, count: found.reduce((sum, issue) => sum + countOf(issue), 0) };
  } catch {
    // A getter or a proxy object of the caller's threw; what it threw may hold anything.
    return { issues: [{ path: [], message: "could not be read", code: "unreadable" }], count: 1 };
  }
}

/**
 * The value that a schema makes of an input.
 *
 * @throws InputError with one issue per thing that is wrong, of the first 20.
 */
export function validateInput<Output>(schema: Schema<Output>, value: unknown): Output {
  const result = check(schema, value);
  if ("value" in result) return result.value;
  throw inputError(result.issues, result.count);
}

/** One error for the first 20 things that are wrong with an input; `count` says how many there are. */
export const inputError = (issues: readonly CodedIssue[], count = issues.length): InputError => {
  const first = firstIssues(issues);
  return new InputError(`The input is not valid: ${describeIssues({ issues: first, count })}`, {
    code: "input_invalid",
    outcome: "not_sent",
    issues: first,
  });
};

/** One error for the first 20 things that are wrong with a configuration. */
export const configError = (issues: readonly CodedIssue[], cause?: unknown): ConfigError => {
  const first = firstIssues(issues);
  return new ConfigError(
    `The configuration is not usable: ${describeIssues({ issues: first, count: issues.length })}`,
    {
      code: "config_invalid",
      outcome: "not_sent",
      issues: first,
      cause,
    },
  );
};

/** One issue for each option that does not exist: a misspelt one would silently mean its default. The first lists those that do. */
export const unknownOptions = (given: object, known: readonly string[]): CodedIssue[] =>
  Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name, index) => ({
      path: [nameOf(name)],
      message: index > 0 ? "is not a known option" : `is not a known option: there are ${known.join(", ")}`,
      code: "option_unknown",
    }));
