import { useLayoutEffect, useRef } from "preact/hooks";
import { useWords } from "../texts/use-words.ts";
import { type Session, useSession } from "./session.ts";
import { SignIn } from "./sign-in.tsx";

/** Covers the page of a person whose session is over: what they were typing is there again once they are. */
export function SignInAgain({ onSession }: { readonly onSession: (session: Session) => void }) {
  const { t } = useWords();
  const { me } = useSession();
  const ref = useRef<HTMLDialogElement>(null);
  const open = () => ref.current?.showModal();
  useLayoutEffect(() => {
    const before = document.activeElement;
    open();
    return () => {
      if (before instanceof HTMLElement) requestAnimationFrame(() => before.focus());
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class="sign-in-again"
      aria-label={t.signIn.title}
      closedby="none"
      onCancel={(event) => event.preventDefault()}
      // Browsers that do not know `closedby` close it at the second Escape, whatever the page says.
      onClose={open}
    >
      <SignIn reason="ended" hint={t.signIn.goesOn(me.session?.name ?? me.caller)} onSession={onSession} />
    </dialog>
  );
}
