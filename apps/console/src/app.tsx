import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { beginSession, sessionOver, signedOut } from "./api/connection.ts";
import { announce } from "./parts/announcements.tsx";
import { ErrorNote } from "./parts/error-note.tsx";
import { isLink } from "./router.ts";
import {
  beginByLink,
  closeSession,
  isSamePerson,
  isUnauthorized,
  onOtherTab,
  openSession,
  type Session,
  SessionContext,
  tabKey,
  takeLink,
} from "./session/session.ts";
import { SignIn, type SignInReason } from "./session/sign-in.tsx";
import { SignInAgain } from "./session/sign-in-again.tsx";
import { Shell } from "./shell.tsx";
import { useStore } from "./store.ts";
import { useWords } from "./texts/use-words.ts";

type Entry =
  | { readonly step: "opening" }
  | { readonly step: "signIn"; readonly reason: SignInReason }
  | { readonly step: "failed"; readonly error: unknown }
  | { readonly step: "in"; readonly session: Session };

/** The whole page: it looks who is signed in, and shows the page to them. */
export function App() {
  const [entry, setEntry] = useState<Entry>({ step: "opening" });
  const isOver = useStore(sessionOver);
  const { t } = useWords();
  const words = useRef(t);
  words.current = t;
  /** Who the page was last shown to: it goes on for them where their session was over, and begins anew for others. */
  const last = useRef<Session>(undefined);

  /** A link that the gateway has not answered yet. */
  const link = useRef<string>(undefined);
  /** How often it was looked who is signed in: another link may be pasted meanwhile. */
  const looks = useRef(0);

  const enter = useCallback((session: Session) => {
    if (last.current && !isSamePerson(last.current, session)) signedOut.write(signedOut.read() + 1);
    last.current = session;
    beginSession();
    setEntry({ step: "in", session });
  }, []);

  /** Of the person before, nothing stays. */
  const forget = useCallback(() => {
    last.current = undefined;
    signedOut.write(signedOut.read() + 1);
  }, []);

  const open = useCallback(async () => {
    const own = ++looks.current;
    const isLast = () => own === looks.current;
    link.current = takeLink() ?? link.current;
    const secret = link.current;
    setEntry((before) => (before.step === "in" ? before : { step: "opening" }));
    try {
      const isSpent = secret !== undefined && !(await beginByLink(secret));
      if (!isLast()) return;
      link.current = undefined;
      const session = await openSession(tabKey.read());
      if (!isLast()) return;
      enter(session);
      // Who opens their link once more is signed in still.
      if (isSpent) announce(words.current.signIn.linkSpent(session.me.session?.name ?? session.me.caller));
    } catch (error) {
      if (!isLast()) return;
      if (!isUnauthorized(error)) return setEntry({ step: "failed", error });
      tabKey.forget();
      link.current = undefined;
      forget();
      setEntry({ step: "signIn", reason: secret === undefined ? "none" : "link" });
    }
  }, [enter, forget]);
  useEffect(() => {
    void open();
    // Pasted into a tab of the console, a link changes the fragment alone.
    const follow = () => {
      if (isLink(location.hash)) void open();
    };
    // Another tab signs in or out: the browser's session is not the one that is shown any more.
    const look = () => {
      if (tabKey.read() === undefined) void open();
    };
    // A page that the browser has put aside has not heard of it.
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted) look();
    };
    const unwatch = onOtherTab(look);
    addEventListener("hashchange", follow);
    addEventListener("pageshow", comeBack);
    return () => {
      unwatch();
      removeEventListener("hashchange", follow);
      removeEventListener("pageshow", comeBack);
    };
  }, [open]);

  useLayoutEffect(() => {
    if (isOver && entry.step !== "in") sessionOver.write(false);
  }, [isOver, entry]);

  const leave = async (session: Session) => {
    // Signed out here at once, also where the gateway cannot be reached.
    forget();
    setEntry({ step: "signIn", reason: "none" });
    const isEnded = await closeSession(session).then(
      () => true,
      (error: unknown) => isUnauthorized(error),
    );
    if (!isEnded && !last.current) setEntry({ step: "signIn", reason: "stillIn" });
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
        <SessionContext.Provider key={signedOut.read()} value={entry.session}>
          <div hidden={isOver}>
            <Shell onLeave={() => void leave(entry.session)} />
          </div>
          {isOver && <SignInAgain onSession={enter} />}
        </SessionContext.Provider>
      );
  }
}
