/** Someone who works with the console. */
export interface Person {
  /** As the audit is to name them. */
  readonly name: string;
  /** What they are: a word of the proxy's, which says what they may do. */
  readonly role: string;
}

/** A person who is signed in. */
export interface SessionView extends Person {
  /** When they have to sign in again. */
  readonly expiresAt: Date;
}

/** The secret of a link that signs one person in, once. */
export interface SessionLink {
  /** The secret of the link: who has it signs in as that person. */
  readonly token: string;
  /** Until when it has to be used. */
  readonly expiresAt: Date;
}

/** A session that was begun, with the secret that its cookie holds. */
export interface BegunSession extends SessionView {
  /** The secret of the cookie. */
  readonly token: string;
}

/** Who is signed in. Of every secret, a keyed hash is stored. */
export interface SessionService {
  /** Makes the secret of a link for a person, good once within 15 minutes; the audit has an entry of that. */
  invite(person: Person, call?: { readonly caller?: string | undefined }): Promise<SessionLink>;
  /** Begins a session of 12 hours by the secret of a link, which is used up; `undefined` where it is not good. The audit has an entry of that. */
  begin(token: string): Promise<BegunSession | undefined>;
  /** Who is signed in by a secret; `undefined` where it is not good, or not any more. */
  find(token: string): Promise<SessionView | undefined>;
  /** Ends the session of a secret. */
  end(token: string): Promise<void>;
  /** Ends all sessions of a person, by their name, and takes back the links that they have not used; gives how many sessions ended. The audit has an entry of that. */
  endAll(name: string, call?: { readonly caller?: string | undefined }): Promise<number>;
  /** Eight hex digits that tell this store from others, so that the cookies of two on one host have different names. */
  storeId(): Promise<string>;
}
