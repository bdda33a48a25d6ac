import type { NxZalo, Receipt, TokenType } from "@nxzalo/core";
import { isNxZaloError, ProxyError } from "@nxzalo/core/errors";
import { daysOf, type OpenJourneyInput, openJourneyInput, validateInput } from "@nxzalo/core/schemas";
import { endsToken } from "./ends-token.ts";
import { guarded } from "./guarded.ts";
import type { JourneyRecord, JourneyStore } from "./store.ts";
import type { Vault } from "./vault.ts";

/** A journey, with its token. */
export interface OpenJourney {
  readonly journeyId: string;
  readonly token: string;
  readonly phone: string;
  readonly tokenType: TokenType;
  readonly reference?: string;
  /** An estimate: the time of its making plus the type's days. */
  readonly expiresAt: Date;
  /** Whether it had been made before, for an earlier or a concurrent call. */
  readonly reused: boolean;
}

/** Options of {@link createJourneys}. */
export interface JourneysOptions {
  /** Asked for tokens that are not there yet. */
  readonly client: Pick<NxZalo, "initJourneyToken">;
  readonly store: JourneyStore;
  /** Of the same store: `openVault`. */
  readonly vault: Vault;
  /** The application where a call names none; part of what tells journeys apart. */
  readonly appKey: string;
  readonly defaultCountryCode?: string | undefined;
  /** Milliseconds: how long a claim holds. Must be longer than any call of the client's. Default: 35,000. */
  readonly leaseMs?: number | undefined;
  /** Milliseconds that a call waits for another one that asks for the same journey. Default: 25,000. */
  readonly deadlineMs?: number | undefined;
  /** Milliseconds before its end from which on a token is no longer given out. Default: an hour. */
  readonly marginMs?: number | undefined;
  /** The current time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** The bookkeeping of journeys. */
export interface Journeys {
  /**
   * The journey for (application, phone, token type, reference): the live one where there is one, otherwise a new one. Without a
   * reference every call makes a new one, as NXCLOUD does: nothing tells two parcels for one phone apart.
   *
   * @throws InputError; what the client throws; ProxyError `unavailable` where another call holds the journey for too long.
   */
  open(input: OpenJourneyInput, options?: { readonly appKey?: string | undefined }): Promise<OpenJourney>;
  find(journeyId: string): Promise<OpenJourney | undefined>;
  /** Learns from a receipt when a journey's token is over. */
  receive(receipt: Receipt): Promise<void>;
  /** Deletes a person's journeys; gives their number. */
  forget(person: { readonly phone: string }): Promise<number>;
  /** Deletes journeys that were over before a time. Default: now. */
  sweep(before?: number): Promise<number>;
}

interface Sealed {
  readonly token: string;
  readonly phone: string;
  readonly tokenType: TokenType;
  readonly reference?: string;
  readonly appKey: string;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** How often a waiter looks whether another process has finished. */
const lookEveryMs = 50;

const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

const held = () =>
  new ProxyError("Another call for the same journey is still on its way", {
    ...{ code: "unavailable", outcome: "not_sent", retryable: true, retryAfterMs: 2_000 },
    hint: "ask again",
  });

/**
 * Creates the bookkeeping over a store.
 *
 * @example
 * ```ts
 * import { createNxZalo } from "@nxzalo/core";
 * import { createJourneys, openVault } from "@nxzalo/journeys";
 * import { createMemoryStore } from "@nxzalo/journeys/memory";
 * import { createSandbox } from "@nxzalo/sandbox";
 *
 * const { credentials, appKey, fetch } = createSandbox();
 * const client = createNxZalo({ credentials, appKey, fetch });
 * const store = createMemoryStore();
 * const vault = await openVault(store, [process.env.STORE_KEY ?? ""]);
 * const journeys = createJourneys({ client, store, vault, appKey });
 * const { token, reused } = await journeys.open({ phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" });
 * ```
 */
export function createJourneys(options: JourneysOptions): Journeys {
  const store = guarded(options.store);
  const { client, vault, defaultCountryCode, now = Date.now } = options;
  const { leaseMs = 35_000, deadlineMs = 25_000, marginMs = hourMs } = options;
  /** Calls of this process that are asking NXCLOUD, by key: those who want the same wait for them. */
  const asking = new Map<string, Promise<OpenJourney>>();

  async function shown({ journeyId, sealed, createdAt }: JourneyRecord, reused: boolean): Promise<OpenJourney> {
    const { token, phone, tokenType, reference } = (await vault.open(sealed)) as Sealed;
    const expiresAt = new Date(createdAt + daysOf(tokenType) * dayMs);
    return { journeyId, token, phone, tokenType, ...(reference !== undefined && { reference }), expiresAt, reused };
  }

  /** Asks NXCLOUD, and makes a record of what it said. */
  async function made(input: OpenJourneyInput, appKey: string, key: string | null): Promise<JourneyRecord> {
    const { phone, tokenType, reference } = input;
    // The caller's own signal is not passed on: what was asked has to be recorded, also when they have hung up.
    const { journeyId, token } = await client.initJourneyToken({ phone, tokenType }, { appKey });
    const createdAt = now();
    const sealed = await vault.seal({ token, phone, tokenType, reference, appKey });
    const liveUntil = createdAt + daysOf(tokenType) * dayMs - marginMs;
    return { journeyId, key, phoneIndex: await vault.index(phone), sealed, createdAt, liveUntil };
  }

  /** As the owner of the key: asks, and commits before anybody hears of it. */
  async function ask(
    input: OpenJourneyInput,
    appKey: string,
    claim: { key: string; owner: string },
  ): Promise<OpenJourney | undefined> {
    let journey: JourneyRecord;
    try {
      journey = await made(input, appKey, claim.key);
    } catch (error) {
      await store.release(claim);
      throw error;
    }
    const isOurs = await store.complete({ owner: claim.owner, journey: { ...journey, key: claim.key } });
    // Too late: another owner has taken over. This token is given to nobody; theirs is the answer.
    return isOurs ? shown(journey, false) : turn(input, appKey, claim.key);
  }

  /** One turn: what the key has, what NXCLOUD says, or `undefined` where somebody else holds it. */
  async function turn(input: OpenJourneyInput, appKey: string, key: string): Promise<OpenJourney | undefined> {
    const owner = crypto.randomUUID();
    const at = now();
    const claim = await store.claim({ key, owner, now: at, leaseUntil: at + leaseMs });
    if (claim.kind === "live") return shown(claim.journey, true);
    return claim.kind === "claimed" ? ask(input, appKey, { key, owner }) : undefined;
  }

  async function openByKey(input: OpenJourneyInput, appKey: string, key: string): Promise<OpenJourney> {
    const giveUpAt = now() + deadlineMs;
    while (now() < giveUpAt) {
      const running = asking.get(key);
      if (running) {
        try {
          return { ...(await running), reused: true };
        } catch (error) {
          // Whoever asked may or may not have got a token: one of those who waited asks at once. Any other answer is theirs, too.
          if (isNxZaloError(error) && error.outcome === "unknown") continue;
          throw error;
        }
      }
      const own = (async () => {
        for (;;) {
          const journey = await turn(input, appKey, key);
          if (journey) return journey;
          if (now() >= giveUpAt) throw held();
          await sleep(lookEveryMs);
        }
      })();
      asking.set(key, own);
      return await own.finally(() => asking.delete(key));
    }
    throw held();
  }

  return {
    open: async (given, { appKey = options.appKey } = {}) => {
      const input = validateInput(openJourneyInput({ defaultCountryCode }), given);
      const { phone, tokenType, reference } = input;
      if (reference === undefined) {
        const journey = await made(input, appKey, null);
        await store.add(journey);
        return shown(journey, false);
      }
      return openByKey(input, appKey, await vault.index(JSON.stringify([appKey, phone, tokenType, reference])));
    },
    find: async (journeyId) => {
      const journey = await store.find(journeyId);
      return journey && shown(journey, true);
    },
    receive: async (receipt) => {
      const journeyId = endsToken(receipt);
      if (journeyId !== undefined) await store.end(journeyId, now());
    },
    forget: async ({ phone: given }) => {
      const { phone } = validateInput(openJourneyInput({ defaultCountryCode }), {
        ...{ phone: given, tokenType: "token_logistics_7" },
      });
      const found = await store.findByPhone(await vault.index(phone));
      await store.forget(found.map(({ journeyId }) => journeyId));
      return found.length;
    },
    sweep: (before = now()) => store.sweep(before),
  };
}
