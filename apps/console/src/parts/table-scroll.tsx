import type { ComponentChildren } from "preact";

export interface TableScrollProps {
  readonly label: string;
  readonly class?: string | undefined;
  readonly children: ComponentChildren;
}

/** What may be wider than the page, so that it is scrolled by itself, also by the keyboard. Several may stand on a page: none is a landmark. */
export const TableScroll = ({ label, class: own = "", children }: TableScrollProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is of fields.
  <div class={`table-scroll ${own}`} role="group" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
