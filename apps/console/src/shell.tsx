import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { lostSince } from "./api/connection.ts";
import { Find } from "./find/find.tsx";
import { Announcements } from "./parts/announcements.tsx";
import { Icon, type IconName } from "./parts/icons.tsx";
import { lazy } from "./parts/lazy.tsx";
import { PreferenceButtons } from "./parts/preference-buttons.tsx";
import { addressOf, go, usePlace } from "./router.ts";
import { useSession } from "./session/session.ts";
import { useStore } from "./store.ts";
import { useWords } from "./texts/use-words.ts";
import { Today } from "./today/today.tsx";

const Messages = lazy(async () => (await import("./messages/messages.tsx")).Messages);
const Tasks = lazy(async () => (await import("./tasks/tasks.tsx")).Tasks);
const SendFile = lazy(async () => (await import("./file/file.tsx")).SendFile);
const Costs = lazy(async () => (await import("./costs/costs.tsx")).Costs);
const Templates = lazy(async () => (await import("./templates/templates.tsx")).Templates);
const Account = lazy(async () => (await import("./account/account.tsx")).Account);

/** Each page with the scope that it needs: whom it is not for does not see it. */
const pages = [
  { name: "today", scope: "read", Content: Today },
  { name: "find", scope: "read", Content: Find },
  { name: "tasks", scope: "send", Content: Tasks },
  { name: "messages", scope: "read", Content: Messages },
  { name: "file", scope: "send", Content: SendFile },
  { name: "costs", scope: "read", Content: Costs },
  { name: "templates", scope: "read", Content: Templates },
  { name: "account", scope: undefined, Content: Account },
] as const satisfies readonly { name: IconName; scope: string | undefined; Content: unknown }[];

function Notices() {
  const { t, format } = useWords();
  const since = useStore(lostSince);
  return <div role="status">{since !== null && <p class="bar bar-warn">{t.notice.lost(format.time(since))}</p>}</div>;
}

/** `/` goes to the search from everywhere but out of a field. */
function useSearchKey() {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      // Behind a dialog there is nowhere to go, also where nothing in it has the focus.
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      go(addressOf("find"));
      requestAnimationFrame(() => document.querySelector<HTMLElement>("#find-input")?.focus());
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

/** The page's frame: who is signed in, where one can go, and the page itself. */
export function Shell({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useWords();
  const { me, may } = useSession();
  const { page: pageName } = usePlace();
  const name = me.session?.name ?? me.caller;
  const [isOpen, setOpen] = useState(false);
  useSearchKey();
  const shown = pages.filter(({ scope }) => scope === undefined || may(scope));
  const page = shown.find((own) => own.name === pageName) ?? shown[0];
  const isFirst = useRef(true);
  useEffect(() => {
    setOpen(false);
    // The page that one comes in by is read from its top as it is.
    if (!isFirst.current) showFromTop();
    isFirst.current = false;
  }, [pageName]);
  return (
    <div class="shell">
      <button type="button" class="button primary skip" onClick={skip}>
        {t.skip}
      </button>
      <header class="top">
        <p class="brand">
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="28" height="28" />
          {t.product}
        </p>
        <button
          type="button"
          class="button quiet menu-button"
          aria-expanded={isOpen}
          aria-controls="navigation"
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name={isOpen ? "close" : "menu"} />
          {page && t.pages[page.name]}
        </button>
        <nav id="navigation" class={isOpen ? "nav nav-open" : "nav"} aria-label={t.menu}>
          <ul>
            {shown.map((own) => (
              <li key={own.name}>
                <a href={addressOf(own.name)} aria-current={own === page ? "page" : undefined}>
                  <Icon name={own.name} />
                  {t.pages[own.name]}
                </a>
              </li>
            ))}
          </ul>
          <div class="nav-foot">
            <p class="muted caller" title={t.preferences.signedInAs(name)}>
              <bdi>{name}</bdi>
            </p>
            <PreferenceButtons />
            <button type="button" class="button quiet" onClick={onLeave}>
              <Icon name="out" />
              {t.preferences.signOut}
            </button>
          </div>
        </nav>
      </header>
      <div class="main">
        {me.staging && (
          <div class="bar bar-staging" role="status">
            {t.notice.simulated}
          </div>
        )}
        <Notices />
        <Announcements />
        <main id="content" tabIndex={-1}>
          {page && <page.Content />}
        </main>
      </div>
    </div>
  );
}

/** Another page begins at its top, with the focus on it, unless it has put that somewhere itself. */
function showFromTop(): void {
  scrollTo(0, 0);
  const content = document.querySelector<HTMLElement>("#content");
  if (!content?.contains(document.activeElement)) content?.focus({ preventScroll: true });
}

/** By a button: the address is the place, which a link would change. */
const skip = () => document.querySelector<HTMLElement>("#content")?.focus();
