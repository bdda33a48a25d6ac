import { isNxZaloError } from "@nxzalo/client";
import { useCallback, useEffect, useLayoutEffect, useState } from "preact/hooks";
import { signedOut } from "./api/connection.ts";
import { ErrorNote } from "./parts/error-note.tsx";
import {
  closeSession,
  openByLink,
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

  const open = useCallback(async () => {
    const link = takeLink();
    try {
      const session = link === undefined ? await openSession(tabKey.read()) : await openByLink(link);
      setEntry({ step: "in", session });
    } catch (error) {
      if (isUnknown(error)) tabKey.forget();
      const reason = link === undefined ? "none" : "link";
      setEntry(isUnknown(error) ? { step: "signIn", reason } : { step: "failed", error });
    }
  }, []);
  useEffect(() => void open(), [open]);

  useLayoutEffect(
    () =>
      signedOut.watch(() => {
        setEntry((before) => (before.step === "in" ? { step: "signIn", reason: "ended" } : before));
      }),
    [],
  );

  const leave = async (session: Session) => {
    // Signed out here, also where the gateway cannot be told.
    await closeSession(session).catch(() => undefined);
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
      return <SignIn reason={entry.reason} onSession={(session) => setEntry({ step: "in", session })} />;
    case "in":
      return (
        <SessionContext.Provider value={entry.session}>
          <Shell onLeave={() => void leave(entry.session)} />
        </SessionContext.Provider>
      );
  }
}
