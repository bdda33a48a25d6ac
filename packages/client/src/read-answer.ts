/** What a success without a body is read as. */
export interface Done {
  readonly isDone: true;
}

/** What stays as it came, whatever its fields are called: their names are NXCLOUD's, or the caller's own. */
const foreign = ["receipt", "templateData", "labels"];

/** Times as Dates. */
function withDates(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withDates);
  if (typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, field]) => {
      if (foreign.includes(name)) return [name, field];
      return [name, /.At$|^notAfter$/.test(name) && typeof field === "string" ? new Date(field) : withDates(field)];
    }),
  );
}

/** @throws SyntaxError where the text is neither JSON nor empty. */
export const readAnswer = (text: string): unknown =>
  text === "" ? ({ isDone: true } satisfies Done) : withDates(JSON.parse(text));
