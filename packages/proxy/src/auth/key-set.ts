import { delay } from "@nxzalo/core/internal";
import { type CompactJWSHeaderParameters, type CryptoKey, createLocalJWKSet, errors } from "jose";
import { dependencyFailed, tokenKeyUnknown } from "../problems.ts";
import { fetchKeySet, keySetTimeoutMs } from "./fetch-key-set.ts";

type ReportFault = (error: unknown) => void;

/** Finds the key of a token; rejects with jose's error where there is none, or more than one. */
export type FindKey = (header: CompactJWSHeaderParameters, reportFault: ReportFault) => Promise<CryptoKey>;

/** Keys that are older are read again when they are next used. */
const refreshMs = 10 * 60_000;
/** How long the issuer is not asked again, neither for older keys nor for an unknown one. */
const coolDownMs = 30_000;
/** The same where there are no keys to go on with. */
const retryMs = 1_000;
/** How long keys are used while the issuer cannot be asked. */
const keptMs = 24 * 60 * 60_000;
const lookAgainMs = 25;

/** The keys as they were last read. */
interface KnownKeys {
  readonly find: (header: CompactJWSHeaderParameters) => Promise<CryptoKey>;
  readonly readAt: number;
}

/** One reading of the key set; `at` is when it began and, once it is over, when it ended. */
interface Attempt {
  readonly at: number;
  readonly isPending: boolean;
  readonly failure?: unknown;
}

/**
 * The keys of an issuer's key set: read when they are first needed, again after ten minutes, and where a token has a key that is not among
 * them; at most once in thirty seconds. Keys that were good are used for a day while the issuer cannot be asked; the operator hears
 * once that it cannot, and that it can again.
 *
 * The returned function rejects with ProxyError `unavailable` where the keys cannot be read, and where a token's key is not among
 * them and it is too early to read them again.
 */
export function createKeySet(url: string, now: () => number): FindKey {
  let known: KnownKeys | undefined;
  let last: Attempt | undefined;
  let isAway = false;

  const usable = () => (known && now() - known.readAt < keptMs ? known : undefined);
  const nextAt = () => (last ? last.at + (usable() ? coolDownMs : retryMs) : Number.NEGATIVE_INFINITY);
  /** A request that was cut off may have left its attempt pending for good. */
  const isPending = () => last?.isPending === true && now() < last.at + 2 * keySetTimeoutMs;

  async function read(reportFault: ReportFault): Promise<void> {
    const at = now();
    const wasAway = isAway;
    last = { at, isPending: true };
    try {
      known = { find: createLocalJWKSet(await fetchKeySet(url)), readAt: at };
      last = { at: now(), isPending: false };
      isAway = false;
    } catch (failure) {
      last = { at: now(), isPending: false, failure };
      isAway = true;
    }
    if (wasAway && !isAway) reportFault(dependencyFailed("The issuer's keys can be read again"));
    if (isAway && !wasAway && usable()) reportFault(dependencyFailed(keptKeysUsed, last.failure));
  }

  /** Reads the key set if it is time to, and says whether it did. Where another request reads it already, `waits` for that one. */
  async function refresh(reportFault: ReportFault, waits: boolean): Promise<boolean> {
    if (!isPending()) {
      if (now() < nextAt()) return false;
      await read(reportFault);
      return true;
    }
    // On Workers, no request can await what another one has begun: it looks again.
    while (waits && isPending()) await delay(lookAgainMs);
    return false;
  }

  return async (header, reportFault) => {
    const askedAt = now();
    const current = usable();
    const isDue = !current || askedAt - current.readAt >= refreshMs;
    const hasRead = isDue && (await refresh(reportFault, !current));

    /** The key; `undefined` where it may be a newer one than those that were read. */
    async function find(): Promise<CryptoKey | undefined> {
      const keys = usable();
      // Where another request has read them in vain, that one has reported it.
      if (!keys) throw dependencyFailed(keysUnavailable, last?.failure, hasRead);
      try {
        return await keys.find(header);
      } catch (error) {
        // What was read since the token came is the last word.
        if (!(error instanceof errors.JWKSNoMatchingKey) || keys.readAt >= askedAt) throw error;
        return undefined;
      }
    }

    const key = await find();
    if (key) return key;
    await refresh(reportFault, true);
    const newKey = await find();
    if (newKey) return newKey;
    throw tokenKeyUnknown(Math.max(nextAt() - now(), retryMs), last?.failure ?? new Error(tooEarly));
  };
}

const keysUnavailable = "The token cannot be checked now: the issuer's keys cannot be read";
const keptKeysUsed = "The issuer's keys cannot be read: those that were read last are used, for 24 hours at most";
const tooEarly =
  "no key has the kid and the alg of the token, and the issuer's keys were read less than 30 seconds ago";
