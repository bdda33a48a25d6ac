import { isNxZaloError } from "@nxzalo/client";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { signedOut } from "./api/connection.ts";
import { ErrorNote } from "./parts/error-note.tsx";
import {
  beginByLink,
  closeSession,
  hasLink,
  openSession,
  type Session,
  SessionContext,
  tabKey,
  takeLink,
} from "./session/session.ts";
import { SignIn, type SignInReason } from "./session/sign-in.tsx";
import { Shell } from "./shell.tsx";

type Entry =
  | { readonly step: "opening" }
  | { readonly step: "signIn"; readonly reason: SignInReason }
  | { readonly step: "failed"; readonly error: unknown }
  | { readonly step: "in"; readonly session: Session };

const isUnknown = (error: unknown) => isNxZaloError(error) && error.code === "unauthorized";

/** The whole page: it looks who is signed in, and shows the page to them. */
export function App() {
  const [entry, setEntry] = useState<Entry>({ step: "opening" });

  /** A link that the gateway has not answered yet. */
  const link = useRef<string>(undefined);
  /** How often it was looked who is signed in: another link may be pasted meanwhile. */
  const looks = useRef(0);

  const open = useCallback(async () => {
    const own = ++looks.current;
    const isLast = () => own === looks.current;
    link.current = takeLink() ?? link.current;
    const secret = link.current;
    setEntry({ step: "opening" });
    try {
      if (secret !== undefined) {
        await beginByLink(secret);
        // Of the person before, nothing goes on.
        signedOut.write(signedOut.read() + 1);
      }
      if (!isLast()) return;
      link.current = undefined;
      const session = await openSession(tabKey.read());
      if (isLast()) setEntry({ step: "in", session });
    } catch (error) {
      if (!isLast()) return;
      if (!isUnknown(error)) return setEntry({ step: "failed", error });
      tabKey.forget();
      link.current = undefined;
      setEntry({ step: "signIn", reason: secret === undefined ? "none" : "link" });
    }
  }, []);
  useEffect(() => {
    void open();
    // Pasted into a tab of the console, a link changes the fragment alone.
    const follow = () => {
      if (hasLink()) void open();
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [open]);

  useLayoutEffect(
    () =>
      signedOut.watch(() => {
        setEntry((before) => (before.step === "in" ? { step: "signIn", reason: "ended" } : before));
      }),
    [],
  );

  const enter = (session: Session) => {
    signedOut.write(signedOut.read() + 1);
    setEntry({ step: "in", session });
  };

  const leave = async (session: Session) => {
    // Signed out here, also where the gateway cannot be told.
    await closeSession(session).catch(() => undefined);
    signedOut.write(signedOut.read() + 1);
    setEntry({ step: "signIn", reason: "none" });
  };

  switch (entry.step) {
    case "opening":
      return <div class="opening" aria-busy="true" />;
    case "failed":
      return (
        <main class="sign-in">
          <ErrorNote error={entry.error} onRetry={() => void open()} />
        </main>
      );
    case "signIn":
      return <SignIn reason={entry.reason} onSession={enter} />;
    case "in":
      return (
        <SessionContext.Provider value={entry.session}>
          <Shell onLeave={() => void leave(entry.session)} />
        </SessionContext.Provider>
      );
  }
}
