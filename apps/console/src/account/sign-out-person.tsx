import { useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { DialogForm } from "../parts/dialog-form.tsx";
import { TextField } from "../parts/field.tsx";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

interface ConfirmProps {
  readonly name: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Confirm({ name, onDone, onClose }: ConfirmProps) {
  const { t, format } = useWords();
  const { desk } = useSession();
  const texts = t.account.signOut;

  async function submit() {
    const { ended } = await desk.sessions.endAll(name);
    announce(ended === 0 ? texts.none : texts.done(format.number(ended)));
    onDone();
  }

  return (
    <DialogForm title={texts.ask(name)} submitText={texts.submit} isDanger onSubmit={submit} onClose={onClose}>
      <p>{texts.what}</p>
    </DialogForm>
  );
}

/** Ends all sessions of a person, once that is confirmed: who has left, or has lost a device. */
export function SignOutPerson() {
  const { t } = useWords();
  const texts = t.account.signOut;
  const [name, setName] = useState("");
  const [asked, setAsked] = useState<string>();
  const close = () => setAsked(undefined);

  return (
    <section class="card">
      <h2>{texts.title}</h2>
      <p class="muted">{texts.lead}</p>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(name.trim());
        }}
      >
        <TextField label={texts.name} required maxLength={64} value={name} onValue={setName} />
        <button type="submit" class="button">
          {texts.submit}
        </button>
      </form>
      {asked !== undefined && (
        <Confirm
          name={asked}
          onDone={() => {
            close();
            setName("");
          }}
          onClose={close}
        />
      )}
    </section>
  );
}
