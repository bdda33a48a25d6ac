import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useWords } from "../texts/use-words.ts";

export interface PageProps {
  readonly title: string;
  /** Beside the title. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page's heading and content; its name stands in the window's title. */
export function Page({ title, aside, children }: PageProps) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${title} · ${t.product}`;
  }, [title, t]);
  return (
    <>
      <header class="page-head">
        <h1>{title}</h1>
        {aside}
      </header>
      {children}
    </>
  );
}
