import { isTimeField, messageFields } from "./guess-columns.ts";
import type { Mapping } from "./mapping.ts";
import { type FileIssue, issue, settingError } from "./refusal.ts";
import { isTimeZone } from "./time-zone.ts";

type Path = readonly (string | number)[];
/** What is wrong with a value at a path. */
type Rule = (value: unknown, path: Path) => readonly FileIssue[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text: Rule = (value, path) => {
  if (typeof value !== "string") return [issue("type_wrong", "must be text", path)];
  return value.trim() === "" ? [issue("empty", "must not be empty", path)] : [];
};
const anyText: Rule = (value, path) => (typeof value === "string" ? [] : [issue("type_wrong", "must be text", path)]);
const oneOf =
  (...allowed: readonly string[]): Rule =>
  (value, path) =>
    allowed.includes(value as string) ? [] : [issue("value_not_allowed", `must be one of ${allowed.join(", ")}`, path)];
const minutes: Rule = (value, path) =>
  Number.isInteger(value) && Math.abs(value as number) <= 90 * 24 * 60
    ? []
    : [issue("number_out_of_range", "must be whole minutes, at most 90 days of them", path)];
const zone: Rule = (value, path) =>
  typeof value === "string" && isTimeZone(value)
    ? []
    : [issue("time_zone_unknown", "must be the name of a time zone, such as Asia/Ho_Chi_Minh", path)];
const list =
  (rule: Rule): Rule =>
  (value, path) =>
    Array.isArray(value)
      ? value.flatMap((one, index) => rule(one, [...path, index]))
      : [issue("type_wrong", "must be a list", path)];
const record =
  (rule: Rule): Rule =>
  (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, one]) => rule(one, [...path, name]))
      : [issue("type_wrong", "must be an object", path)];

/** An object of these fields and no others, of which some must be there. */
const object =
  (rules: Readonly<Record<string, Rule>>, required: readonly string[] = []): Rule =>
  (value, path) => {
    if (!isObject(value)) return [issue("type_wrong", "must be an object", path)];
    const missing = required.filter((name) => value[name] === undefined);
    return [
      ...missing.map((name) => issue("required", "is required", [...path, name])),
      ...Object.entries(value).flatMap(([name, one]) => {
        const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
        if (rule === undefined)
          return [
            issue("unknown_field", `is not a known field: there are ${Object.keys(rules).join(", ")}`, [...path, name]),
          ];
        return one === undefined ? [] : rule(one, [...path, name]);
      }),
    ];
  };

const constant = object({ constant: text }, ["constant"]);
const column = object(
  { column: text, format: oneOf("date", "date-month-first", "money", "text"), values: record(anyText) },
  ["column"],
);
const time = object(
  { column: text, hourColumn: text, offsetMinutes: minutes, format: oneOf("date", "date-month-first"), timeZone: zone },
  ["column"],
);
const source: Rule = (value, path) => {
  if (typeof value === "string") return text(value, path);
  return isObject(value) && "constant" in value ? constant(value, path) : column(value, path);
};
const timeSource: Rule = (value, path) => (typeof value === "string" ? text(value, path) : time(value, path));

const mapping = object({
  $schema: anyText,
  fields: object(Object.fromEntries(messageFields.map((field) => [field, isTimeField(field) ? timeSource : source]))),
  variables: record(source),
  labels: record(source),
  ignore: list(text),
  timeZone: zone,
});

/** @throws ConfigError with one issue for each thing that is wrong, of the first 20. */
export function checkMapping(value: unknown): Mapping {
  const issues = mapping(value, []);
  if (issues.length > 0) throw settingError(...issues);
  return value as Mapping;
}

/**
 * Reads a mapping file. Fields that do not exist are refused.
 *
 * @throws ConfigError with one issue for each thing that is wrong, of the first 20; `json_wrong` where it is no JSON.
 * @example
 * ```ts
 * import { parseMapping } from "@nxzalo/batch/files";
 *
 * const mapping = parseMapping(`{
 *   "fields": { "phone": "SĐT", "sendAt": { "column": "Giờ khởi hành", "offsetMinutes": -120 } },
 *   "variables": { "total": { "column": "Tổng tiền", "format": "money" } },
 *   "ignore": ["Ghi chú"]
 * }`);
 * ```
 */
export function parseMapping(json: string): Mapping {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\ufeff/, ""));
  } catch {
    // A JSON parser's own message quotes the text.
    throw settingError(issue("json_wrong", "is no JSON"));
  }
  return checkMapping(value);
}
