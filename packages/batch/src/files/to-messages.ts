import type { Template, TokenType } from "@nxzalo/core";
import type { Issue } from "@nxzalo/core/errors";
import { listed, listsOf, mapLists } from "../in-turn.ts";
import type { BatchInput, BatchMessage, Change, RowValues } from "../types.ts";
import { type CellValue, readMoment, readValue } from "./cell-values.ts";
import { assignColumns, type Columns, type Moment, type Source, type Variables, variablesOf } from "./columns.ts";
import type { Mapping } from "./mapping.ts";
import { checkMapping } from "./parse-mapping.ts";
import type { FileRows } from "./read-rows.ts";
import { type FileIssue, issue, listHeadings, refuseUnknownOptions, settingError, shownHeadings } from "./refusal.ts";
import type { FileRow } from "./table.ts";

/** How rows become messages. */
export interface MessageOptions {
  /** What the columns are. Default: what is certain is guessed, and the rest are variables of the template. */
  readonly mapping?: Mapping | undefined;
  /** The template of every row. Default: the mapping's, or a column's. */
  readonly templateId?: string | undefined;
  /** With it each row rides on the journey of its reference. Default: the mapping's, or a column's. */
  readonly tokenType?: TokenType | undefined;
  /** The registry of templates, such as `parseTemplates` of core gives: variables that it does not know are refused. */
  readonly templates?: { readonly find: (templateId: string) => Template | undefined } | undefined;
}

/** The mapping, and in it the fields that options give every row. */
function withConstants({ mapping = {}, templateId, tokenType }: MessageOptions): Mapping {
  const given = Object.entries({ templateId, tokenType }).filter(([, value]) => value !== undefined);
  const twice = given.filter(([name]) => mapping.fields?.[name as "templateId"] !== undefined);
  if (twice.length > 0)
    throw settingError(...twice.map(([name]) => issue("field_conflict", "is given by the mapping as well", [name])));
  const constants = given.map(([name, constant]) => [name, { constant }]);
  return checkMapping({ ...mapping, fields: { ...mapping.fields, ...Object.fromEntries(constants) } });
}

function refuseMissing({ fields }: Columns, headings: readonly string[]): void {
  const missing: FileIssue[] = [];
  const choices = shownHeadings(headings);
  const message = `is required, and there is no column for it among ${listHeadings(choices)}: map it`;
  if (!fields.phone && !fields.reference)
    missing.push({ ...issue("phone_column_missing", message, ["phone"]), choices });
  if (!fields.templateId) missing.push(issue("required", "is required: name the template, or map it", ["templateId"]));
  if (missing.length > 0) throw settingError(...missing);
}

/** A value that each row has, and its place in the message. */
interface Place {
  readonly name: string;
  readonly source: Source;
  readonly path: readonly string[];
}

const placesOf = (sources: Iterable<readonly [string, Source]>, field: string): readonly Place[] =>
  [...sources].map(([name, source]) => ({ name, source, path: [field, name] }));

/** The headings whose texts are read with their month first, and in no other way. */
function monthFirstOf({ fields, moments, variables, labels }: Columns): readonly string[] {
  const sources = [...Object.values(fields), ...variables.values(), ...labels.values()];
  const uses = [
    ...sources.flatMap((one) =>
      "heading" in one ? [[one.heading, one.format === "date-month-first" && one.values === undefined] as const] : [],
    ),
    ...Object.values(moments).map(({ heading, isMonthFirst }) => [heading, isMonthFirst] as const),
  ];
  const others = new Set(uses.filter(([, isMonthFirst]) => !isMonthFirst).map(([heading]) => heading));
  return [...new Set(uses.map(([heading]) => heading))].filter((heading) => !others.has(heading));
}

/**
 * The row's texts for its result. That a day was the sheet's own is not seen in them: where texts of its column have their month first, it is
 * written with the year first, which is read in one way alone.
 */
function sourceOf({ values, dates }: FileRow, monthFirst: readonly string[]): RowValues {
  const days = dates === undefined ? [] : monthFirst.filter((heading) => dates.has(heading));
  if (days.length === 0) return values;
  const written = days.map((heading) => [
    heading,
    (values[heading] ?? "").replace(/^(\d\d)\/(\d\d)\/(\d{4})/, "$3-$2-$1"),
  ]);
  return { ...values, ...Object.fromEntries(written) };
}

/** What every row is read by. */
interface Layout extends Pick<Columns, "fields" | "moments"> {
  readonly monthFirst: readonly string[];
  /** Fields that may be empty. */
  readonly optional: readonly Place[];
  readonly labels: readonly Place[];
  readonly variablesFor: (
    templateId: string,
  ) => { readonly places: readonly Place[] } & Pick<Variables, "issues" | "unknown">;
}

const optionalFields = ["countryCode", "reference", "tokenType", "topic", "app"] as const;

function layOut(columns: Columns, variablesFor: (templateId: string) => Variables): Layout {
  const { fields, moments, labels } = columns;
  const byTemplate = new Map<string, ReturnType<Layout["variablesFor"]>>();
  return {
    fields,
    moments,
    monthFirst: monthFirstOf(columns),
    optional: optionalFields.flatMap((name) => {
      const source = fields[name];
      return source ? [{ name, source, path: [name] }] : [];
    }),
    labels: placesOf(labels, "labels"),
    variablesFor(templateId) {
      const known = byTemplate.get(templateId);
      if (known) return known;
      const { sources, issues, unknown } = variablesFor(templateId);
      const made = { places: placesOf(sources, "templateData"), issues, unknown };
      byTemplate.set(templateId, made);
      return made;
    },
  };
}

/** One row on its way to a message: what is wrong with its cells, and what was changed in them. */
interface Reading {
  readonly row: FileRow;
  readonly issues: Issue[];
  readonly changes: Change[];
}

function keep({ issues, changes }: Reading, value: CellValue): string {
  if ("issue" in value) {
    issues.push(value.issue);
    return "";
  }
  if (value.change) changes.push(value.change);
  return value.text;
}

/** What is wrong with a cell is said once, and in place of what its text would be. */
function hasFault({ row, issues }: Reading, heading: string | undefined): boolean {
  const fault = heading === undefined ? undefined : row.issues?.find(({ path }) => path[0] === heading);
  if (fault && !issues.includes(fault)) issues.push(fault);
  return fault !== undefined;
}

function read(reading: Reading, source: Source | undefined, path: readonly string[]): string {
  if (source === undefined || ("heading" in source && hasFault(reading, source.heading))) return "";
  return keep(reading, readValue(reading.row, source, path));
}

function readTime(reading: Reading, moment: Moment | undefined, field: string): string {
  if (moment === undefined || hasFault(reading, moment.heading) || hasFault(reading, moment.hourHeading)) return "";
  return keep(reading, readMoment(reading.row, moment, field));
}

type Draft = { -readonly [Name in keyof BatchMessage]?: unknown };

/** What is empty is not there. */
function readInto(target: Record<string, unknown>, places: readonly Place[], reading: Reading): void {
  for (const { name, source, path } of places) {
    const text = read(reading, source, path);
    if (text !== "") target[name] = text;
  }
}

/** Whether a row has something for a variable, which its template may not have. */
const hasValue = ({ values }: FileRow, source: Source) =>
  "constant" in source ? source.constant !== "" : (values[source.heading] ?? "").trim() !== "";

const phonePath = ["phone"];
const templatePath = ["templateId"];

function toMessage(row: FileRow, layout: Layout): BatchInput {
  const { fields, moments, optional, labels, variablesFor } = layout;
  const source = sourceOf(row, layout.monthFirst);
  const reading: Reading = { row, issues: [], changes: [] };
  const { issues, changes } = reading;
  // A row with too many cells may have all of them in the wrong columns.
  for (const fault of row.issues ?? []) if (typeof fault.path[0] === "number") issues.push(fault);
  const phone = read(reading, fields.phone, phonePath);
  const templateId = read(reading, fields.templateId, templatePath);
  if (issues.length === 0) {
    if (fields.phone !== undefined && phone === "") issues.push(issue("required", "is required", phonePath));
    if (templateId === "") issues.push(issue("required", "is required", templatePath));
  }
  const variables = variablesFor(templateId);
  if (templateId !== "") {
    issues.push(...variables.issues);
    for (const { source, issue } of variables.unknown) if (hasValue(row, source)) issues.push(issue);
  }
  const templateData: Record<string, string> = {};
  for (const { name, source, path } of variables.places) templateData[name] = read(reading, source, path);
  const message: Draft = { row: row.row, templateId, templateData, source };
  if (phone !== "") message.phone = phone;
  readInto(message, optional, reading);
  const sendAt = readTime(reading, moments.sendAt, "sendAt");
  if (sendAt !== "") message.sendAt = sendAt;
  const notAfter = readTime(reading, moments.notAfter, "notAfter");
  if (notAfter !== "") message.notAfter = notAfter;
  if (labels.length > 0) {
    const labelled: Record<string, string> = {};
    readInto(labelled, labels, reading);
    message.labels = labelled;
  }
  if (changes.length > 0) message.changes = changes;
  return issues.length > 0 ? { row: row.row, issues, source } : (message as unknown as BatchMessage);
}

const known = ["mapping", "templateId", "tokenType", "templates"];

/**
 * The messages of a file's rows, for `run` and `check` of a batch. A row of which none can be made comes as a refusal, in its place.
 *
 * A field is a column that the mapping names, or whose heading is certain. The other columns are variables of the template under their own
 * headings (where the registry knows the template: under its names), unless the mapping ignores them.
 *
 * @throws ConfigError a mapping that is not usable, `column_unknown`, `phone_column_missing`; `variable_unknown` or a missing
 * variable, where all rows have one template and the registry knows it.
 * @example
 * ```ts
 * import { readRows, toMessages } from "@nxzalo/batch/files";
 *
 * const rows = await readRows(new Blob(["SĐT;Mã đơn;Giờ khởi hành\n0912345678;DH1;31/01/2026 07:30\n"]));
 * const mapping = { fields: { sendAt: { column: "Giờ khởi hành", offsetMinutes: -120 } } };
 * for await (const message of toMessages(rows, { mapping, templateId: "133214" })) console.log(message);
 * // { row: 2, phone: "0912345678", reference: "DH1", sendAt: "2026-01-31T05:30:00+07:00", … }
 * ```
 */
export function toMessages(rows: FileRows, options: MessageOptions = {}): AsyncIterable<BatchInput> {
  refuseUnknownOptions(options, known);
  const columns = assignColumns(rows.headings, withConstants(options));
  refuseMissing(columns, rows.headings);
  const { templates } = options;
  const layout = layOut(columns, (templateId) => variablesOf(columns, templates?.find(templateId)));
  const source = columns.fields.templateId;
  if (source && "constant" in source) {
    const { unknown, issues } = layout.variablesFor(source.constant);
    const wrong = [...unknown.map(({ issue }) => issue), ...issues];
    if (wrong.length > 0) throw settingError(...wrong);
  }
  return listed(() => mapLists(listsOf(rows), (row) => toMessage(row, layout)));
}
