import { isNxZaloError } from "@nxzalo/client";
import type { Me } from "@nxzalo/client/desk";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { type Clients, createClients } from "../api/clients.ts";
import { go, lastAddress, linkSecretOf } from "../router.ts";

/** Who is signed in, and what asks the gateway for them. */
export interface Session extends Clients {
  readonly me: Me;
  /** Whether a key of this tab speaks for them, in place of the browser's session. */
  readonly byKey: boolean;
  /** Whether they may do what a scope stands for. */
  may(scope: string): boolean;
}

/** Whether somebody may act on a message: what others have asked for is a lead's. The gateway decides; this says it beforehand. */
export const isTheirs = ({ may, me }: Session, { caller }: { readonly caller: string | null }): boolean =>
  may("admin") || caller === me.caller;

/** An application as calls name it: the default one has no name there. */
export const toApp = (app: string | undefined): string | undefined => (app === "default" ? undefined : app);

const keyName = "nxzalo-key";

/** Of a browser that keeps nothing for a page: until that is loaded anew. */
let unkept: string | undefined;

/** The tab's storage: browsers that keep nothing for a page throw at the first look. */
function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/** Kept by the tab alone: it is gone when the tab is closed, and no other one sees it. */
export const tabKey = {
  read: (): string | undefined => tabStorage()?.getItem(keyName) ?? unkept,
  write: (key: string): void => {
    unkept = key;
    tabStorage()?.setItem(keyName, key);
  },
  forget: (): void => {
    unkept = undefined;
    tabStorage()?.removeItem(keyName);
  },
};

/** @throws what `me` throws, such as ProxyError `unauthorized`. */
export async function openSession(key?: string): Promise<Session> {
  const clients = createClients(key);
  const me = await clients.desk.me();
  return { ...clients, me, byKey: key !== undefined, may: (scope) => me.scopes.includes(scope) };
}

/** Whether it is the same person again, by their name: what they were doing goes on. */
export const isSamePerson = (one: Session, other: Session): boolean => one.me.caller === other.me.caller;

/** Between the tabs of a browser, which have one session: absent in browsers that have no such channel. */
const tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("nxzalo-session");

/** Calls back where another tab has begun or ended the browser's session; gives what ends that. */
export function onOtherTab(onChange: () => void): () => void {
  tabs?.addEventListener("message", onChange);
  return () => tabs?.removeEventListener("message", onChange);
}

/** The secret of a link that signs in, taken out of the address: nothing that is kept or copied from it holds it afterwards. */
export function takeLink(): string | undefined {
  const secret = linkSecretOf(location.hash);
  if (secret !== undefined) go(lastAddress(), { replace: true });
  return secret;
}

/** Whether the gateway does not know who asks. */
export const isUnauthorized = (error: unknown): boolean => isNxZaloError(error) && error.code === "unauthorized";

/** Begins a session; gives whether it did: a link that was used or is too old begins none. @throws what `sessions.begin` throws. */
export async function beginByLink(secret: string): Promise<boolean> {
  try {
    await createClients().desk.sessions.begin(secret);
  } catch (error) {
    if (isUnauthorized(error)) return false;
    throw error;
  }
  tabKey.forget();
  tabs?.postMessage("begun");
  return true;
}

/** Ends a session; a key of the tab's is only forgotten. */
export async function closeSession({ byKey, desk }: Session): Promise<void> {
  tabKey.forget();
  if (byKey) return;
  await desk.sessions.end();
  tabs?.postMessage("ended");
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** The session; pages are drawn only where there is one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("there is no session");
  return session;
}
