import type { ComponentChildren } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { useWords } from "../texts/use-words.ts";
import { announce } from "./announcements.tsx";
import { Dialog } from "./dialog.tsx";
import { ErrorNote, tellError } from "./error-note.tsx";
import { useAction } from "./use-action.ts";

export interface DialogFormProps {
  readonly title: string;
  /** The text of the button that submits; without it there is nothing to submit, or nothing more. */
  readonly submitText: string | undefined;
  /** Default: it may. */
  readonly canSubmit?: boolean | undefined;
  /** Whether something is lost by it. Default: nothing is. */
  readonly isDanger?: boolean | undefined;
  /** Default: "Cancel". */
  readonly closeText?: string | undefined;
  /** Called once at a time; what it throws is shown. `closed` is aborted where the dialog is closed meanwhile. */
  readonly onSubmit: (closed: AbortSignal) => Promise<void>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog that asks for something, does it, and says where that failed. */
export function DialogForm(props: DialogFormProps) {
  const { title, submitText, canSubmit = true, isDanger = false, closeText, onSubmit, onClose, children } = props;
  const words = useWords();
  const { isBusy, error, run } = useAction();
  const [controller] = useState(() => new AbortController());
  useLayoutEffect(() => () => controller.abort(), [controller]);
  const { signal } = controller;
  /** What fails is said on the page where the dialog was closed meanwhile; what was ended by that is no failure. */
  const submit = () =>
    onSubmit(signal).catch((failure: unknown) => {
      if (signal.aborted && failure !== signal.reason) announce(`${title}: ${tellError(failure, words).meaning}`);
      throw failure;
    });

  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run(submit);
        }}
      >
        {children}
        {error !== undefined && <ErrorNote error={error} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {closeText ?? words.t.cancel}
          </button>
          {submitText !== undefined && (
            <button
              type="submit"
              class={isDanger ? "button primary danger" : "button primary"}
              disabled={!canSubmit}
              aria-disabled={isBusy}
            >
              {submitText}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
