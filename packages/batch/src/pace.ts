import type { Stop } from "./stop.ts";

/** The current time in milliseconds, from any beginning, and never set back. */
export type Clock = () => number;

/** The place of a message that leaves now. */
export interface Slot {
  /** It was answered, whatever the answer was. */
  answered(): void;
}

/** When the next message may leave. */
export interface Pace {
  /** Waits for this message's place; none where the batch was stopped meanwhile. */
  waitForSlot(): Promise<Slot | undefined>;
  /** Nothing leaves within this time: the other side asked for it. */
  coolDown(waitMs: number): void;
}

/** A process that was busy, or whose timers are late, catches up with so much of its schedule. */
const catchUpMs = 100;

/** What is left free of the rate: so much later than others a message may arrive, and no more arrive in any second than are allowed. One refusal costs a whole second. */
const headroom = 0.01;

/** How far an answer's time moves the usual one: little upwards, since what is held up is not usual. */
const raises = 1 / 64;
const lowers = 1 / 4;

/** Of the first answers the quickest is the usual one: connections are opened for most of them. */
const firstAnswers = 16;

const unpaced: Slot = { answered: () => {} };
const free = Promise.resolve(unpaced);
const stopped = Promise.resolve(undefined);

/**
 * Evenly paced: one message in each interval, or two where it catches up, and never more than a second's messages in any second, wherever it
 * begins. What was answered late may have arrived late, and counts from then on.
 */
export function createPace(ratePerSecond: number, clock: Clock, stop: Stop): Pace {
  const intervalMs = (1_000 * (1 + headroom)) / ratePerSecond;
  /** As many as go in a second, or one; and how long they take. */
  const many = Math.max(1, Math.floor(ratePerSecond));
  const windowMs = many * intervalMs;
  /** When the last of them have left. */
  const leftAt: number[] = [];
  let count = 0;
  let nextAt = clock();
  let closestAt = nextAt;
  let coolUntil = 0;
  let answers = 0;
  let usualMs = Number.POSITIVE_INFINITY;
  let turn: Promise<Slot | undefined> = Promise.resolve(undefined);

  async function waitUntil(time: number): Promise<boolean> {
    for (let at = clock(); at < Math.max(time, coolUntil); at = clock()) {
      if (!(await stop.wait(Math.max(time, coolUntil) - at))) return false;
    }
    return !stop.reason;
  }

  function learnUsual(tookMs: number): void {
    answers += 1;
    if (answers <= firstAnswers) usualMs = Math.min(usualMs, tookMs);
    else if (tookMs < usualMs) usualMs += (tookMs - usualMs) * lowers;
    else usualMs += Math.min(tookMs - usualMs, usualMs + 1) * raises;
  }

  /** More than twice the usual time, as long as that is known, it was on its way for so much longer, perhaps before it arrived. */
  function learn(place: number, tookMs: number): void {
    const lateMs = answers < firstAnswers ? tookMs : tookMs - 2 * usualMs;
    learnUsual(tookMs);
    // Later, the place is another one's.
    if (lateMs > 0 && count - place <= many) leftAt[place % many] = (leftAt[place % many] ?? 0) + lateMs;
  }

  async function leave(): Promise<Slot | undefined> {
    const place = count;
    const windowEndsAt = (leftAt[place % many] ?? Number.NEGATIVE_INFINITY) + windowMs;
    if (!(await waitUntil(Math.max(nextAt, closestAt, windowEndsAt)))) return undefined;
    const startedAt = clock();
    leftAt[place % many] = startedAt;
    count += 1;
    nextAt = Math.max(nextAt, startedAt - catchUpMs) + intervalMs;
    closestAt = startedAt + intervalMs / 2;
    return { answered: () => learn(place, clock() - startedAt) };
  }

  return {
    waitForSlot() {
      if (ratePerSecond < Number.POSITIVE_INFINITY) {
        turn = turn.then(leave);
        return turn;
      }
      if (clock() < coolUntil) return waitUntil(coolUntil).then((goesOn) => (goesOn ? unpaced : undefined));
      return stop.reason ? stopped : free;
    },
    coolDown(waitMs) {
      coolUntil = Math.max(coolUntil, clock() + waitMs);
    },
  };
}
