import { isNxZaloError } from "@nxzalo/client";
import { useCallback, useEffect, useState } from "preact/hooks";
import { signedOut } from "./api/connection.ts";
import { ErrorNote } from "./parts/error-note.tsx";
import { openSession, type Session, SessionContext, tabKey } from "./session/session.ts";
import { SignIn } from "./session/sign-in.tsx";
import { Shell } from "./shell.tsx";

type Entry =
  | { readonly step: "opening" }
  | { readonly step: "signIn"; readonly isEnded: boolean }
  | { readonly step: "failed"; readonly error: unknown }
  | { readonly step: "in"; readonly session: Session };

const isUnknown = (error: unknown) => isNxZaloError(error) && error.code === "unauthorized";

/** The whole page: it looks who is signed in, and shows the page to them. */
export function App() {
  const [entry, setEntry] = useState<Entry>({ step: "opening" });

  const open = useCallback(async () => {
    try {
      setEntry({ step: "in", session: await openSession(tabKey.read()) });
    } catch (error) {
      if (isUnknown(error)) tabKey.forget();
      setEntry(isUnknown(error) ? { step: "signIn", isEnded: false } : { step: "failed", error });
    }
  }, []);
  useEffect(() => void open(), [open]);

  useEffect(
    () =>
      signedOut.watch(() => {
        setEntry((before) => (before.step === "in" ? { step: "signIn", isEnded: true } : before));
      }),
    [],
  );

  const leave = () => {
    tabKey.forget();
    setEntry({ step: "signIn", isEnded: false });
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
      return <SignIn isEnded={entry.isEnded} onSession={(session) => setEntry({ step: "in", session })} />;
    case "in":
      return (
        <SessionContext.Provider value={entry.session}>
          <Shell onLeave={leave} />
        </SessionContext.Provider>
      );
  }
}
