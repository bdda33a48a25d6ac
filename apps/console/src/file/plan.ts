import {
  type FilePreview,
  type Mapping,
  type MessageField,
  type ReadOptions,
  readRows,
  toMessages,
} from "@nxzalo/batch/files";
import type { Template } from "@nxzalo/client/desk";
import type { TokenType } from "@nxzalo/client/journeys";
import { correctPhone } from "@nxzalo/core/phone";
import { toApp } from "../session/session.ts";

/** What a column is: a field of the message, a variable of the template, or nothing. */
export type ColumnUse = `field:${MessageField}` | `variable:${string}` | "";

/** A file that was chosen, and what is said about it so far. */
export interface OpenFile {
  readonly file: File;
  readonly preview: FilePreview;
  readonly read: ReadOptions;
  readonly templateId: string;
  readonly tokenType: TokenType | "";
  /** The name of the application that its messages are of. */
  readonly app: string | undefined;
  /** What each column is, by its heading. */
  readonly uses: Readonly<Record<string, ColumnUse>>;
}

/** Whether the first row names the columns: one with a phone in it is a customer's, who would hear nothing. */
export const hasHeadings = ({ preview }: Pick<OpenFile, "preview">): boolean =>
  !preview.headings.some((heading) => "phone" in correctPhone(heading, "84"));

/** What the columns seem to be: fields by their headings, variables by their names; of a template that is not listed, under their own headings. */
export function guessUses(preview: FilePreview, template: Template | undefined): Readonly<Record<string, ColumnUse>> {
  const variables = template?.variables && Object.keys(template.variables);
  const isListed = variables !== undefined;
  const fields = new Set<string>();
  return Object.fromEntries(
    preview.columns.map(({ heading, field }): [string, ColumnUse] => {
      const variable = variables?.find((name) => name.toLowerCase() === heading.trim().toLowerCase());
      if (variable !== undefined) return [heading, `variable:${variable}`];
      // The first column that seems to be a field is it.
      if (field === undefined || fields.has(field)) return [heading, isListed ? "" : `variable:${heading}`];
      if (field === "templateId") return [heading, ""];
      fields.add(field);
      return [heading, `field:${field}`];
    }),
  );
}

/** The mapping that the uses stand for. */
export function toMapping({ uses, preview, app }: Pick<OpenFile, "uses" | "preview" | "app">): Mapping {
  const fields: Record<string, string> = {};
  const variables: Record<string, string> = {};
  const ignore: string[] = [];
  for (const heading of preview.headings.filter((own) => own !== "")) {
    const use = uses[heading] ?? "";
    if (use.startsWith("field:")) fields[use.slice("field:".length)] = heading;
    else if (use.startsWith("variable:")) variables[use.slice("variable:".length)] = heading;
    else ignore.push(heading);
  }
  const constant = toApp(app);
  // A column of it says more.
  if (constant === undefined || fields["app"] !== undefined) return { fields, variables, ignore };
  return { fields: { ...fields, app: { constant } }, variables, ignore };
}

/** A file that can be run. */
export interface Plan {
  /** Tells one set of choices from another. */
  readonly key: string;
  readonly file: OpenFile;
  readonly template: Template | undefined;
  /** Its messages, read from the file's beginning at each call. */
  messages(): Promise<ReturnType<typeof toMessages>>;
}

/** The plan of a file, once a template is chosen and one column says to whom. */
export function toPlan(file: OpenFile, templates: readonly Template[]): Plan | undefined {
  const { templateId, tokenType, uses, read } = file;
  const { name, size, lastModified } = file.file;
  const used = Object.values(uses);
  if (!hasHeadings(file)) return undefined;
  if (templateId === "" || !(used.includes("field:phone") || used.includes("field:reference"))) return undefined;
  const mapping = toMapping(file);
  const find = (id: string) => templates.find((template) => template.id === id);
  const options = {
    mapping,
    templateId,
    ...(tokenType !== "" && { tokenType }),
    ...(templates.length > 0 && { templates: { find } }),
  };
  return {
    key: JSON.stringify([name, size, lastModified, templateId, tokenType, mapping, read]),
    file,
    template: find(templateId),
    messages: async () => toMessages(await readRows(file.file, read), options),
  };
}
