/** A journey as it is kept: what a reader of the database may see of it, and the rest sealed. Times are milliseconds. */
export interface JourneyRecord {
  readonly journeyId: string;
  /** Index of (application, phone, token type, reference); null for a journey without a reference. */
  readonly key: string | null;
  /** Index of the phone, to find a person's journeys by. */
  readonly phoneIndex: string;
  /** Token, phone, token type, reference and application, encrypted. */
  readonly sealed: string;
  readonly createdAt: number;
  /** Until when its token may be given out again. */
  readonly liveUntil: number;
}

/** What a claim finds. */
export type Claim =
  /** The key has a live journey. */
  | { readonly kind: "live"; readonly journey: JourneyRecord }
  /** The key is the claimer's until the lease is over. */
  | { readonly kind: "claimed" }
  /** The key is another owner's. */
  | { readonly kind: "busy"; readonly leaseUntil: number };

/**
 * Where journeys are kept. Every method is atomic, whoever else works on the same store, and has been written for good when it
 * resolves. It knows no clock: times come from outside.
 */
export interface JourneyStore {
  /** Takes a key for an owner, unless it has a live journey, or another owner whose lease still runs. */
  claim(request: { key: string; owner: string; now: number; leaseUntil: number }): Promise<Claim>;
  /** Records the owner's journey and ends the claim; false, and nothing recorded, where the key is no longer the owner's. */
  complete(request: { owner: string; journey: JourneyRecord & { readonly key: string } }): Promise<boolean>;
  /** Ends a claim that led to nothing; nothing happens where the key is no longer the owner's. */
  release(request: { key: string; owner: string }): Promise<void>;
  /** Records a journey without a key. */
  add(journey: JourneyRecord): Promise<void>;
  find(journeyId: string): Promise<JourneyRecord | undefined>;
  /** Newest first. */
  findByPhone(phoneIndex: string): Promise<readonly JourneyRecord[]>;
  /** Ends the life of a journey's token: it is not given out again. */
  end(journeyId: string, now: number): Promise<void>;
  /** Deletes journeys, and frees their keys. */
  forget(journeyIds: readonly string[]): Promise<void>;
  /** Deletes what was over before a time, and claims whose lease was. Gives the number of journeys. */
  sweep(before: number): Promise<number>;
  /** The settings that belong to the data, such as wrapped keys: gives what is kept, or keeps what is given. */
  setting(name: string, initial: string): Promise<string>;
  /** Replaces a setting where it still is what it was. */
  replaceSetting(name: string, change: { from: string; to: string }): Promise<boolean>;
  close(): Promise<void>;
}
