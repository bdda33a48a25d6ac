import { useState } from "preact/hooks";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";
import { readUnfinished } from "./remembered.ts";

/** What the caller has begun in this browser and not sent to its end: the same file has to be chosen again. */
export function UnfinishedFiles() {
  const { t, format } = useWords();
  const { me } = useSession();
  const [files] = useState(() => readUnfinished(me.caller));
  if (files.length === 0) return null;
  return (
    <section class="note" aria-label={t.file.unfinished}>
      <p>{t.file.unfinished}</p>
      <ul>
        {files.map(({ name, startedAt }) => (
          <li key={name}>
            <bdi>{name}</bdi> · {t.suppressions.since(format.dateTime(startedAt))}
          </li>
        ))}
      </ul>
    </section>
  );
}
