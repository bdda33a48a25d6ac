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

function tellIssues({ issues = [] }: AnyNxZaloError, { language, t }: Words): string[] {
  return issues.map((issue) => {
    const text = language === "vi" ? issueText(issue) : issue.message;
    return issue.path.length > 0 ? `${t.errors.field(issue.path.join("."))}: ${text}` : text;
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
  if (language === "vi") return { ...splitText(errorText(error.code)), issues };
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
