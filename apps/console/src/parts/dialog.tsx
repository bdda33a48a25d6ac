import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { useWords } from "../texts/use-words.ts";
import { Announcements } from "./announcements.tsx";
import { Icon } from "./icons.tsx";

/** Closes what was opened: the answer to a dialog that was closed meanwhile ends no other one. */
export const closeOnly =
  <Opened,>(own: Opened) =>
  (present: Opened | undefined): Opened | undefined =>
    present === own ? undefined : present;

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A modal of the browser's own: it keeps the focus inside, beginning with its first field or button, closes at Escape, and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { t } = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("form :is(input, select, textarea, button)")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="button quiet icon-only" aria-label={t.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
      <Announcements />
    </dialog>
  );
}
