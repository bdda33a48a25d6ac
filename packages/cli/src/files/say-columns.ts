import { type FileRows, guessColumns, type Mapping, type MessageField } from "@nxzalo/batch/files";
import { type CliContext, say } from "../context.ts";
import { safeText } from "../terminal/safe-text.ts";

/** The heading of a column that a mapping names for a field; nothing of a constant. */
function mappedHeading(mapping: Mapping | undefined, field: MessageField): string | undefined {
  const source = mapping?.fields?.[field];
  if (typeof source === "string") return source;
  return source && "column" in source ? source.column : undefined;
}

/** Says which column each field is taken from, and where two headings mean one field, so that neither is. */
export function sayColumns(context: CliContext, { headings }: FileRows, mapping: Mapping | undefined): void {
  const { t } = context;
  const taken: string[] = [];
  const claims = new Map<MessageField, string[]>();
  const guesses = guessColumns(headings);
  for (const { heading, field: among } of guesses) {
    const [{ field = among, isCertain = false } = {}] = guessColumns([heading]);
    if (field === undefined || !isCertain || mapping?.fields?.[field] !== undefined) continue;
    claims.set(field, [...(claims.get(field) ?? []), heading]);
  }
  for (const field of Object.keys(mapping?.fields ?? {}) as MessageField[]) {
    const heading = mappedHeading(mapping, field);
    if (heading !== undefined) taken.push(`${field} = ${heading}`);
  }
  for (const [field, [heading, ...others]] of claims) if (others.length === 0) taken.push(`${field} = ${heading}`);
  if (taken.length > 0) say(context, safeText(`${t("columns", "các cột")}: ${taken.join(", ")}`));
  for (const [field, found] of claims) {
    if (found.length < 2) continue;
    const list = found.join(", ");
    say(
      context,
      safeText(
        t(
          `two columns may be the ${field}: ${list}; neither is taken: name one with --map`,
          `hai cột đều có thể là ${field}: ${list}; không cột nào được dùng: hãy chọn một cột bằng --map`,
        ),
      ),
    );
  }
}
