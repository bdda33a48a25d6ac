import type { Template } from "@nxzalo/core";
import {
  findResultHeadings,
  guessColumns,
  isTimeField,
  type MessageField,
  messageFields,
  type TimeField,
} from "./guess-columns.ts";
import type { ColumnFormat, Mapping, MappingSource, TimeSource } from "./mapping.ts";
import { type FileIssue, issue, listHeadings, settingError, shownHeadings } from "./refusal.ts";
import { cleanHeading, foldText, foldValue } from "./text.ts";

/** Where a value comes from, with the heading as the file has it. */
export type Source =
  | { readonly constant: string }
  | {
      readonly heading: string;
      readonly format?: ColumnFormat | undefined;
      readonly values?: ReadonlyMap<string, string> | undefined;
    };

/** Where a time comes from. */
export interface Moment {
  readonly heading: string;
  readonly hourHeading?: string | undefined;
  readonly offsetMinutes: number;
  readonly isMonthFirst: boolean;
  readonly timeZone: string;
}

/** What each column of a file is. */
export interface Columns {
  readonly fields: Readonly<Partial<Record<Exclude<MessageField, TimeField>, Source>>>;
  readonly moments: Readonly<Partial<Record<TimeField, Moment>>>;
  readonly variables: ReadonlyMap<string, Source>;
  readonly labels: ReadonlyMap<string, Source>;
  /** The headings that are neither guessed nor mapped: variables under their own headings. */
  readonly others: readonly string[];
  /** The headings that were guessed to be a field: a template may have a variable of that name as well. */
  readonly guessed: readonly string[];
}

/** Finds headings as a mapping writes them, and keeps what it does not find. */
function headingFinder(headings: readonly string[]) {
  const missing: FileIssue[] = [];
  const used = new Set<string>();
  const choices = shownHeadings(headings);
  const find = (written: string, path: readonly (string | number)[]): string => {
    const clean = cleanHeading(written);
    const alike = headings.filter((name) => name === clean);
    const found = alike.length > 0 ? alike : headings.filter((name) => foldText(name) === foldText(clean));
    const [heading] = found;
    if (heading !== undefined && heading !== "" && found.length === 1) {
      used.add(heading);
      return heading;
    }
    const message = `is the heading of no column: there are ${listHeadings(choices)}`;
    missing.push({ ...issue("column_unknown", message, path), choices });
    return clean;
  };
  return { find, missing, used };
}

/** @throws ConfigError `column_unknown` for each column that the file does not have. */
export function assignColumns(headings: readonly string[], mapping: Mapping): Columns {
  const { find, missing, used } = headingFinder(headings);
  const toSource = (source: MappingSource, path: readonly string[]): Source => {
    if (typeof source === "string") return { heading: find(source, path) };
    if ("constant" in source) return { constant: source.constant.trim() };
    const values = source.values && new Map(Object.entries(source.values).map(([from, to]) => [foldValue(from), to]));
    return { heading: find(source.column, [...path, "column"]), format: source.format, values };
  };
  const toMoment = (source: string | TimeSource, path: readonly string[]): Moment => {
    const {
      column,
      hourColumn,
      offsetMinutes = 0,
      format,
      timeZone,
    } = typeof source === "string" ? { column: source } : source;
    return {
      heading: find(column, path),
      hourHeading: hourColumn === undefined ? undefined : find(hourColumn, [...path, "hourColumn"]),
      offsetMinutes,
      isMonthFirst: format === "date-month-first",
      timeZone: timeZone ?? mapping.timeZone ?? "Asia/Ho_Chi_Minh",
    };
  };
  const toSources = (name: "variables" | "labels") =>
    new Map(Object.entries(mapping[name] ?? {}).map(([key, source]) => [key, toSource(source, [name, key])]));

  const variables = toSources("variables");
  const labels = toSources("labels");
  // A reference, or a phone, is what its heading says also where the template or a label shows it.
  const shown = new Set(used);
  used.clear();
  for (const [index, heading] of (mapping.ignore ?? []).entries()) find(heading, ["ignore", String(index)]);
  const fields: Partial<Record<Exclude<MessageField, TimeField>, Source>> = {};
  const moments: Partial<Record<TimeField, Moment>> = {};
  for (const field of messageFields) {
    if (isTimeField(field)) {
      const source = mapping.fields?.[field];
      if (source !== undefined) moments[field] = toMoment(source, ["fields", field]);
    } else {
      const source = mapping.fields?.[field];
      if (source !== undefined) fields[field] = toSource(source, ["fields", field]);
    }
  }
  if (missing.length > 0) throw settingError(...missing);

  const guessed: string[] = [];
  for (const { heading, field, isCertain } of guessColumns(headings)) {
    if (field === undefined || !isCertain || used.has(heading) || mapping.fields?.[field] !== undefined) continue;
    if (shown.has(heading) && field !== "reference" && field !== "phone") continue;
    if (isTimeField(field)) moments[field] = toMoment(heading, []);
    else fields[field] = { heading };
    guessed.push(heading);
  }
  const taken = new Set([...used, ...shown, ...guessed, "", ...findResultHeadings(headings)]);
  return { fields, moments, variables, labels, others: headings.filter((name) => !taken.has(name)), guessed };
}

/** Where a template's variables come from, and what does not fit. */
export interface Variables {
  readonly sources: ReadonlyMap<string, Source>;
  readonly issues: readonly FileIssue[];
  /** Values that the template has no variable for: where rows have several templates, they may be another's. */
  readonly unknown: readonly { readonly source: Source; readonly issue: FileIssue }[];
}

const formatByType = { date: "date", money: "money" } as const;

/** The variables of one template: under the names of its registry entry, where there is one. */
export function variablesOf({ variables, others, guessed }: Columns, template: Template | undefined): Variables {
  const listed = template?.variables;
  if (listed === undefined) {
    const own = others.map((heading): [string, Source] => [heading, { heading }]);
    return { sources: new Map([...own, ...variables]), issues: [], unknown: [] };
  }
  const names = new Map(Object.keys(listed).map((name) => [foldText(name), name]));
  const named = (heading: string) => (Object.hasOwn(listed, heading) ? heading : names.get(foldText(heading)));
  const sources = new Map<string, Source>();
  const issues: FileIssue[] = [];
  const unknown: { source: Source; issue: FileIssue }[] = [];
  const notListed = (name: string) =>
    `is no variable of the template ${template?.id}: map it, or list it under ignore (${Object.keys(listed).join(", ")} are): ${name}`;
  const twice = (first: string, name: string) =>
    `is like "${first}", and both are like the variable ${name} of the template ${template?.id}: rename one, ignore it, or map one to it`;
  const missing = `is a variable of the template ${template?.id} that no column is: give a column this heading, or map one to it`;
  const alike = new Map<string, string[]>();
  for (const heading of [...others, ...guessed]) {
    const name = named(heading);
    if (name !== undefined) alike.set(name, [...(alike.get(name) ?? []), heading]);
    else if (others.includes(heading))
      unknown.push({ source: { heading }, issue: issue("variable_unknown", notListed(heading), [heading]) });
  }
  for (const [name, [first = "", ...more]] of alike) {
    // The name itself wins over headings that are only like it, and the mapping over all.
    const isClear = first === name || more.includes(name);
    if (!isClear && !variables.has(name))
      for (const heading of more) issues.push(issue("column_twice", twice(first, name), [heading]));
    sources.set(name, { heading: more.includes(name) ? name : first });
  }
  for (const [name, source] of variables) {
    if (Object.hasOwn(listed, name)) sources.set(name, source);
    else unknown.push({ source, issue: issue("variable_unknown", notListed(name), ["variables", name]) });
  }
  for (const [name, { required = true }] of Object.entries(listed))
    if (required && !sources.has(name)) issues.push(issue("variable_column_missing", missing, [name]));
  const formatted = [...sources].map(([name, source]): [string, Source] => {
    const type = listed[name]?.type;
    const format = type === "date" || type === "money" ? formatByType[type] : undefined;
    return [name, "heading" in source && source.format === undefined && format ? { ...source, format } : source];
  });
  return { sources: new Map(formatted), issues, unknown };
}
