import type { CodedIssue } from "@nxzalo/core/internal";

/** The names of our tables, whole; names of indexes, which live where their table does, are longer. */
const tables = /\bnxzalo_(?:schema|journeys|leases|messages|idempotency_keys|receipts|settings)\b/g;

const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;

/**
 * The text of a statement with our tables named in their schema: another user of a shared connection may have set another search path on it.
 */
export const qualify = (text: string, schema: string): string =>
  text.replaceAll(tables, (table) => `${quote(schema)}.${table}`);

/** Whether a name can stand for a schema without a thought for quoting. */
export const isSchemaName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name);

/** What is wrong with another name. */
export const schemaNameIssue: CodedIssue = {
  path: ["schema"],
  message: "must be the name of a schema: at most 63 letters, digits and _, not a digit first",
  code: "schema_name_invalid",
};
