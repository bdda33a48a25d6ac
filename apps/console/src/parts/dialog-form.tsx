import type { ComponentChildren } from "preact";
import { useWords } from "../texts/use-words.ts";
import { Dialog } from "./dialog.tsx";
import { ErrorNote } from "./error-note.tsx";
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
  /** Called once at a time; what it throws is shown. */
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog that asks for something, does it, and says where that failed. */
export function DialogForm(props: DialogFormProps) {
  const { title, submitText, canSubmit = true, isDanger = false, closeText, onSubmit, onClose, children } = props;
  const { t } = useWords();
  const { isBusy, error, run } = useAction();

  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run(onSubmit);
        }}
      >
        {children}
        {error !== undefined && <ErrorNote error={error} />}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {closeText ?? t.cancel}
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
