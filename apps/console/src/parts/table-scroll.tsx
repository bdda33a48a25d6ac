import type { ComponentChildren } from "preact";

export interface TableScrollProps {
  readonly label: string;
  readonly class?: string | undefined;
  readonly children: ComponentChildren;
}

/** What may be wider than the page, so that it is scrolled by itself, also by the keyboard. */
export const TableScroll = ({ label, class: own = "", children }: TableScrollProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
  <section class={`table-scroll ${own}`} aria-label={label} tabIndex={0}>
    {children}
  </section>
);
