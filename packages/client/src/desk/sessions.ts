import type { ProxyCallOptions } from "../options.ts";
import { type Done, readAnswer as read } from "../read-answer.ts";
import type { Send } from "../send.ts";

/** A link that signs a person in to the console. */
export interface Invitation {
  readonly name: string;
  readonly role: string;
  /** Good once. Its fragment holds the secret. */
  readonly url: string;
  /** Until when it has to be used. */
  readonly expiresAt: Date;
}

/** The end of a person's sessions. */
export interface EndedSessions {
  readonly name: string;
  /** How many there were. */
  readonly ended: number;
}

/** Who is signed in to the console. */
export interface DeskSessions {
  /**
   * Makes a link that signs a person in to the console, once, within 15 minutes. Roles are `agent`, `lead`, `bookkeeper` and `developer`.
   * Needs the scope `admin`.
   *
   * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
   */
  invite(person: { readonly name: string; readonly role: string }, options?: ProxyCallOptions): Promise<Invitation>;
  /**
   * Ends all sessions of a person at once, by their name, and takes back the links that they have not used. Needs the scope `admin`.
   *
   * @throws as `invite` does.
   */
  endAll(name: string, options?: ProxyCallOptions): Promise<EndedSessions>;
  /**
   * Signs the browser in by the secret of such a link: the answer sets a cookie that no script reads, and calls of the same origin need
   * no header any more.
   *
   * @throws ProxyError `unauthorized` where the link is not good, or not any more; otherwise as `invite` does.
   */
  begin(token: string, options?: ProxyCallOptions): Promise<void>;
  /**
   * Signs the browser out.
   *
   * @throws as `invite` does.
   */
  end(options?: ProxyCallOptions): Promise<void>;
}

export const createDeskSessions = (send: Send): DeskSessions => ({
  invite: (body, limits) => send({ path: "/v1/sessions", key: "url", body, limits, read }),
  endAll: (name, limits) => send({ path: "/v1/sessions/end", key: "ended", body: { name }, limits, read }),
  begin: async (token, limits) => {
    await send<Done>({ path: "/console/session", key: "isDone", body: { token }, limits, read });
  },
  end: async (limits) => {
    await send<Done>({ method: "DELETE", path: "/console/session", key: "isDone", limits, read });
  },
});
