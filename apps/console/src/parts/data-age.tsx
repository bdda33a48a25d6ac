import { useEffect, useState } from "preact/hooks";
import type { Polled } from "../api/use-polled.ts";
import { useWords } from "../texts/use-words.ts";
import { Icon } from "./icons.tsx";

const freshMs = 5_000;

/** How old what is shown is, counted on while it is shown. */
export function DataAge({ loadedAt, refresh }: Pick<Polled<unknown>, "loadedAt" | "refresh">) {
  const { t, format } = useWords();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const ageMs = loadedAt === undefined ? 0 : now - loadedAt;
  const text = ageMs < freshMs ? t.notice.updatedNow : t.notice.updated(format.span(ageMs));
  return (
    <p class="age">
      {loadedAt !== undefined && <span>{text}</span>}
      <button type="button" class="button quiet icon-only" aria-label={t.notice.refresh} onClick={refresh}>
        <Icon name="refresh" />
      </button>
    </p>
  );
}
