import type { Invitation } from "@nxzalo/client/desk";
import { useRef, useState } from "preact/hooks";
import { announce } from "../parts/announcements.tsx";
import { ErrorNote } from "../parts/error-note.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import { useAction } from "../parts/use-action.ts";
import { useSession } from "../session/session.ts";
import { useWords } from "../texts/use-words.ts";

const roles = ["agent", "lead", "bookkeeper", "developer"] as const;

/** Makes a link that signs a person in. */
export function Invite() {
  const { t } = useWords();
  const { desk } = useSession();
  const [name, setName] = useState("");
  const [role, setRole] = useState<string>("agent");
  const [invitation, setInvitation] = useState<Invitation>();
  const link = useRef<HTMLElement>(null);
  const { isBusy, error, run } = useAction();
  function submit(event: SubmitEvent) {
    event.preventDefault();
    void run(async () => setInvitation(await desk.sessions.invite({ name, role })));
  }
  async function copy(url: string) {
    try {
      await navigator.clipboard.writeText(url);
      announce(t.copied);
    } catch {
      // Not over http, and not where the browser does not allow it.
      if (link.current) getSelection()?.selectAllChildren(link.current);
      announce(t.account.copyByHand);
    }
  }
  return (
    <section class="card">
      <h2>{t.account.invite}</h2>
      <p class="muted">{t.account.inviteLead}</p>
      <form class="filters" onSubmit={submit}>
        <TextField label={t.account.name} required maxLength={64} value={name} onValue={setName} />
        <SelectField
          label={t.account.role}
          value={role}
          onValue={setRole}
          options={roles.map((own) => [own, t.account.roles[own]] as const)}
        />
        <button type="submit" class="button" aria-disabled={isBusy}>
          {t.account.makeLink}
        </button>
      </form>
      {error !== undefined && <ErrorNote error={error} />}
      {invitation && (
        <div class="note" role="status">
          <strong>{t.account.linkFor(invitation.name)}</strong>
          <code ref={link} class="secret-link">
            {invitation.url}
          </code>
          <button type="button" class="button" onClick={() => void copy(invitation.url)}>
            {t.account.copy}
          </button>
        </div>
      )}
    </section>
  );
}
