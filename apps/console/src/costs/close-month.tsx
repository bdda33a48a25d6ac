import { useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { DialogForm } from "../parts/dialog-form.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

/** Closes a month that is over, after a look at what that means. */
export function CloseMonth({ month }: { readonly month: string }) {
  const { t, format } = useWords();
  const { desk } = useSession();
  const [isOpen, setOpen] = useState(false);
  const submit = async (closed: AbortSignal) => {
    await desk.costs.close({ month });
    announce(t.costs.closed(format.month(month)));
    // Another one may be open by then.
    if (!closed.aborted) setOpen(false);
  };
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {t.costs.close}
      </button>
      {isOpen && (
        <DialogForm
          title={t.costs.closeTitle(format.month(month))}
          submitText={t.costs.close}
          onSubmit={submit}
          onClose={() => setOpen(false)}
        >
          <p>{t.costs.closeLead}</p>
        </DialogForm>
      )}
    </>
  );
}
