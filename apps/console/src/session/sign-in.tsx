import { isNxZaloError } from "@nxzalo/client";
import { useState } from "preact/hooks";
import { ErrorNote } from "../parts/error-note.tsx";
import { TextField } from "../parts/field.tsx";
import { PreferenceButtons } from "../parts/preference-buttons.tsx";
import { useAction } from "../parts/use-action.ts";
import { useWords } from "../texts/use-words.ts";
import { openSession, type Session, tabKey } from "./session.ts";

/** Why one has to sign in: for the first time; the session is over; the link was used or is too old; the gateway was not reached at the end. */
export type SignInReason = "none" | "ended" | "link" | "stillIn";

export interface SignInProps {
  readonly reason: SignInReason;
  /** More about the reason. */
  readonly hint?: string | undefined;
  readonly onSession: (session: Session) => void;
}

/** A link that an administrator sends signs in by itself; here a key for one tab can be given, the simplest way in. */
export function SignIn({ reason, hint, onSession }: SignInProps) {
  const { t } = useWords();
  const [key, setKey] = useState("");
  const { isBusy, error, run } = useAction();

  async function submit() {
    const session = await openSession(key.trim());
    tabKey.write(key.trim());
    onSession(session);
  }

  const isWrong = isNxZaloError(error) && (error.code === "unauthorized" || error.kind === "config");
  return (
    <main class="sign-in">
      <form
        class="card sign-in-card"
        onSubmit={(event) => {
          event.preventDefault();
          void run(submit);
        }}
      >
        <p class="brand">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="32" height="32" />
          {t.product}
        </p>
        <h1>{t.signIn.title}</h1>
        <p class="muted">{t.signIn.lead}</p>
        {reason !== "none" && (
          <p class="note" role="status">
            {t.signIn[reason]} {hint}
          </p>
        )}
        <p>{t.signIn.byLink}</p>
        <TextField
          label={t.signIn.key}
          hint={t.signIn.keyHint}
          type="password"
          required
          autocomplete="current-password"
          value={key}
          onValue={setKey}
        />
        {isWrong ? (
          <p class="note note-bad" role="alert">
            {t.signIn.wrong}
          </p>
        ) : (
          error !== undefined && <ErrorNote error={error} />
        )}
        <button type="submit" class="button primary" aria-disabled={isBusy}>
          {t.signIn.submit}
        </button>
        <PreferenceButtons />
      </form>
    </main>
  );
}
