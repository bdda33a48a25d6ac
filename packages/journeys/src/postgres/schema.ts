import type { CodedIssue } from "@nxzalo/core/internal";

/** The names of our tables, whole, and that of an index that is dropped; others' names are longer, and they live where their table does. */
const names =
  /\bnxzalo_(?:schema|journeys|leases|messages|idempotency_keys|receipts|settings|attempts|labels|ledger|closed_months|audit|pace|events|event_targets|suppressions|people_requests|tasks|sessions)\b|(?<=\bDROP INDEX )nxzalo_\w+/g;

const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;

/**
 * The text of a statement with our tables named in their schema: another user of a shared connection may have set another search path on it.
 */
export const qualify = (text: string, schema: string): string =>
  text.replaceAll(names, (name) => `${quote(schema)}.${name}`);

/** Whether a name can stand for a schema without a thought for quoting. */
export const isSchemaName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name);

/** What is wrong with another name. */
export const schemaNameIssue: CodedIssue = {
  path: ["schema"],
  message: "must be the name of a schema: at most 63 letters, digits and _, not a digit first",
  code: "schema_name_invalid",
};
