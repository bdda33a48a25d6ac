import { createHash } from "node:crypto";
import { type Statement, skipHeld, toText } from "../sql/query.ts";
import { qualify } from "./schema.ts";

/** A statement as a server takes it. */
export interface StatementText {
  readonly text: string;
  /**
   * What a connection may keep its plan by. It is made of the text, so that the same name is the same statement for all who share a
   * connection. None where there are too many different texts to keep.
   */
  readonly name: string | undefined;
}

/** The texts of statements on the tables of one schema. */
export interface StatementTexts {
  readonly schema: string;
  of(statement: Statement): StatementText;
}

/** Searches have some hundred forms; lists of values have no end of them. */
const limit = 500;

const nameOf = (text: string) => `nxzalo_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;

/** Each text is made once. */
export function createStatementTexts(schema: string): StatementTexts {
  const known = new Map<string, StatementText>();
  return {
    schema,
    of: (statement) => {
      const written = toText(statement, (position) => `$${position}`);
      const found = known.get(written);
      if (found) return found;
      const text = qualify(written, schema).replaceAll(toText(skipHeld, String), "FOR UPDATE SKIP LOCKED");
      if (known.size >= limit) return { text, name: undefined };
      const made = { text, name: nameOf(text) };
      known.set(written, made);
      return made;
    },
  };
}
