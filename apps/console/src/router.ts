import { createStore, useStore } from "./store.ts";

/** Where the page stands: a page's name, what comes after it, and the filters. It lies in the address behind `#`, which no server sees. */
export interface Place {
  readonly page: string;
  readonly id: string | undefined;
  readonly query: URLSearchParams;
}

/** Reads such as `#/messages?state=failed`. */
export function readPlace(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page = "", id] = path.split("/").map(decode);
  return { page, id: id || undefined, query: new URLSearchParams(query) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a place; filters that are empty are left out. */
export function addressOf(
  page: string,
  filters: Readonly<Record<string, string | undefined>> = {},
  id?: string | undefined,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  const text = query.toString();
  return `#/${page}${id ? `/${encodeURIComponent(id)}` : ""}${text ? `?${text}` : ""}`;
}

/** Goes to an address; without an entry of its own in the history where it replaces the present one. */
export function go(address: string, options: { readonly replace?: boolean } = {}): void {
  if (!options.replace) {
    location.hash = address;
    return;
  }
  history.replaceState(null, "", address);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The secret of a link that signs in, as its fragment holds it; of a place there is none. */
export const linkSecretOf = (fragment: string): string | undefined => /^#link=(.+)$/.exec(fragment)?.[1];

/** Whether a fragment is that of a link: it is no place. */
export const isLink = (fragment: string): boolean => linkSecretOf(fragment) !== undefined;

const readHash = (): string => globalThis.location?.hash ?? "";
const hash = createStore(isLink(readHash()) ? "" : readHash());

// One for all: of several, a component would be drawn by its own before the one that takes it off the page has heard of it.
globalThis.addEventListener?.("hashchange", () => {
  if (!isLink(readHash())) hash.write(readHash());
});

/** The address of the last place: where the page stood before a link was pasted into its tab. */
export const lastAddress = (): string => hash.read() || location.pathname;

/** The present place; the component is drawn anew where it changes. */
export const usePlace = (): Place => readPlace(useStore(hash));
