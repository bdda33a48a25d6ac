import type { Template, TokenType } from "@nxzalo/core";
import type { Issue } from "@nxzalo/core/errors";
import type { BatchInput, BatchMessage, Change } from "../types.ts";
import { type CellValue, readMoment, readValue } from "./cell-values.ts";
import { assignColumns, type Columns, type Moment, type Source, type Variables, variablesOf } from "./columns.ts";
import type { Mapping } from "./mapping.ts";
import { checkMapping } from "./parse-mapping.ts";
import type { FileRows } from "./read-rows.ts";
import { type FileIssue, issue, refuseUnknownOptions, settingError } from "./refusal.ts";
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
  const none = `there is no column for it among ${headings.filter((name) => name !== "").join(", ")}`;
  if (!fields.phone && !fields.reference)
    missing.push(issue("required", `is required, and ${none}: map it`, ["phone"]));
  if (!fields.templateId) missing.push(issue("required", "is required: name the template, or map it", ["templateId"]));
  if (missing.length > 0) throw settingError(...missing);
}

/** Reads the cells of one row, and keeps what is wrong with them and what was changed. */
function createRowReader(row: FileRow) {
  const issues: Issue[] = [];
  const changes: Change[] = [];
  const keep = (value: CellValue): string => {
    if ("issue" in value) {
      issues.push(value.issue);
      return "";
    }
    if (value.change) changes.push(value.change);
    return value.text;
  };
  const faults = new Map((row.issues ?? []).map((fault) => [fault.path[0], fault]));
  /** What is wrong with a cell is said once, and in place of what its text would be. */
  const faultOf = (headings: readonly (string | undefined)[]) => {
    const fault = headings.map((heading) => faults.get(heading)).find((one) => one !== undefined);
    if (fault && !issues.includes(fault)) issues.push(fault);
    return fault;
  };
  const read = (source: Source | undefined, path: readonly string[]): string => {
    if (source === undefined || ("heading" in source && faultOf([source.heading]))) return "";
    return keep(readValue(row, source, path));
  };
  const readTime = (moment: Moment | undefined, field: string): string => {
    if (moment === undefined || faultOf([moment.heading, moment.hourHeading])) return "";
    return keep(readMoment(row, moment, field));
  };
  const readAll = (sources: ReadonlyMap<string, Source>, name: string): Record<string, string> =>
    Object.fromEntries([...sources].map(([key, source]) => [key, read(source, [name, key])]));
  // A row with too many cells may have all of them in the wrong columns.
  for (const [place, fault] of faults) if (typeof place === "number") issues.push(fault);
  return { read, readTime, readAll, issues, changes };
}

/** A field that is empty is not there. */
const present = <Fields extends Readonly<Record<string, unknown>>>(fields: Fields) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== "" && value !== undefined),
  ) as Partial<Fields>;

function toMessage(row: FileRow, columns: Columns, variablesFor: (templateId: string) => Variables): BatchInput {
  const { fields, moments, labels } = columns;
  const { read, readTime, readAll, issues, changes } = createRowReader(row);
  const phone = read(fields.phone, ["phone"]);
  const templateId = read(fields.templateId, ["templateId"]);
  if (issues.length === 0) {
    if (fields.phone !== undefined && phone === "") issues.push(issue("required", "is required", ["phone"]));
    if (templateId === "") issues.push(issue("required", "is required", ["templateId"]));
  }
  const variables = variablesFor(templateId);
  if (templateId !== "") issues.push(...variables.issues);
  const templateData = readAll(variables.sources, "templateData");
  const optional = present({
    phone,
    countryCode: read(fields.countryCode, ["countryCode"]),
    reference: read(fields.reference, ["reference"]),
    tokenType: read(fields.tokenType, ["tokenType"]) as TokenType,
    sendAt: readTime(moments.sendAt, "sendAt"),
    notAfter: readTime(moments.notAfter, "notAfter"),
    topic: read(fields.topic, ["topic"]),
    labels: labels.size > 0 ? present(readAll(labels, "labels")) : undefined,
    app: read(fields.app, ["app"]),
    changes: changes.length > 0 ? changes : undefined,
  });
  if (issues.length > 0) return { row: row.row, issues, source: row.values };
  return { row: row.row, templateId, templateData, source: row.values, ...optional } as BatchMessage;
}

const known = ["mapping", "templateId", "tokenType", "templates"];

/**
 * The messages of a file's rows, for `run` and `check` of a batch. A row of which none can be made comes as a refusal, in its place.
 *
 * A field is a column that the mapping names, or whose heading is certain. The other columns are variables of the template under their own
 * headings (where the registry knows the template: under its names), unless the mapping ignores them.
 *
 * @throws ConfigError a mapping that is not usable, `column_unknown`, no column for phone and reference; `variable_unknown` or a missing
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
  const byTemplate = new Map<string, Variables>();
  const variablesFor = (templateId: string): Variables => {
    const made = byTemplate.get(templateId) ?? variablesOf(columns, options.templates?.find(templateId));
    byTemplate.set(templateId, made);
    return made;
  };
  const source = columns.fields.templateId;
  const issues = source && "constant" in source ? variablesFor(source.constant).issues : [];
  if (issues.length > 0) throw settingError(...issues);
  return {
    async *[Symbol.asyncIterator]() {
      for await (const row of rows) yield toMessage(row, columns, variablesFor);
    },
  };
}
