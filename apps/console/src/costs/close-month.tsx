import { useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

/** Closes a month that is over, after a look at what that means. */
export function CloseMonth({ month }: { readonly month: string }) {
  const { t } = useWords();
  const { desk } = useSession();
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async () => {
    setError(undefined);
    try {
      await desk.costs.close({ month });
      announce(t.costs.closed(month));
      setOpen(false);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {t.costs.close}
      </button>
      {isOpen && (
        <Dialog title={t.costs.closeTitle(month)} onClose={() => setOpen(false)}>
          <p>{t.costs.closeLead}</p>
          {error !== undefined && <ErrorNote error={error} />}
          <div class="dialog-foot">
            <button type="button" class="button" onClick={() => setOpen(false)}>
              {t.cancel}
            </button>
            <button type="button" class="button primary" onClick={() => void submit()}>
              {t.costs.close}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
