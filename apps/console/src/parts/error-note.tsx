import { type AnyNxZaloError, isNxZaloError } from "@nxzalo/client";
import { errorText, issueText } from "@nxzalo/core/vi";
import { useEffect } from "preact/hooks";
import { splitText } from "../reasons.ts";
import { useWords, type Words } from "../texts/use-words.ts";

interface Told {
  readonly meaning: string;
  readonly hint: string;
  readonly issues: readonly string[];
}

/** A path such as `templateData.order`: its first name as the page calls it, a variable by its own. */
function tellPath(path: readonly (string | number)[], { t }: Words): string {
  const [first = "", ...rest] = path;
  const known = t.errors.fields[first];
  return known === undefined ? t.errors.field(path.join(".")) : [known, ...rest].join(" ");
}

function tellIssues({ issues = [] }: AnyNxZaloError, words: Words): string[] {
  return issues.map((issue) => {
    const text = words.language === "vi" ? issueText(issue) : issue.message;
    return issue.path.length > 0 ? `${tellPath(issue.path, words)}: ${text}` : text;
  });
}

/** What an error says to the person before the page. */
export function tellError(error: unknown, words: Words): Told {
  const { language, t } = words;
  if (!isNxZaloError(error)) return { meaning: t.errors.other, hint: "", issues: [] };
  // What carries no status was not answered by the gateway.
  if (error.kind === "transport" && error.status === undefined)
    return { meaning: t.errors.unreachable, hint: t.errors.unreachableHint, issues: [] };
  const issues = tellIssues(error, words);
  if (language === "vi") {
    const { meaning, hint } = splitText(errorText(error.code));
    return { meaning, hint: hint || (t.errors.hints[error.code] ?? ""), issues };
  }
  return { meaning: error.message, hint: error.hint ?? "", issues };
}

/** Told at once to who hears the page, too. */
export function ErrorNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const words = useWords();
  const { meaning, hint, issues } = tellError(error, words);
  useEffect(() => {
    // A fault of the page's own: its developers need more than its users.
    if (!isNxZaloError(error)) console.error(error);
  }, [error]);
  return (
    <div class="note note-bad" role="alert">
      <p>
        <strong>{meaning}</strong> {hint}
      </p>
      {issues.length > 0 && (
        <ul>
          {issues.map((issue) => (
            <li key={issue}>{issue}</li>
          ))}
        </ul>
      )}
      {onRetry && (
        <button type="button" class="button" onClick={onRetry}>
          {words.t.retry}
        </button>
      )}
    </div>
  );
}
