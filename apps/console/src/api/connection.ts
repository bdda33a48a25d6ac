import { createStore } from "../store.ts";
import { now, readClock } from "./clock.ts";

/** Since when, by its own clock, the gateway has not answered; null while it does. */
export const lostSince = createStore<Date | null>(null);

/** Notes that the gateway has not answered. */
export const noteLost = (): void => lostSince.write(lostSince.read() ?? now());

/** Whether the gateway no longer knows who asks: nothing is asked until they have signed in again. */
export const sessionOver = createStore(false);

let sessions = 0;

/** A session has begun: what was asked before it, and is refused only now, says nothing of it. */
export function beginSession(): void {
  sessions += 1;
  sessionOver.write(false);
}

/** Changes where a person is gone: they sign out, or another one signs in. Of what they did here nothing stays. */
export const signedOut = createStore(0);

const isAway = (status: number) => status === 502 || status === 503 || status === 504;

/** The browser's `fetch`, which notes whether the gateway answers. A 502 with a problem of the gateway's own is an answer. */
export const watchedFetch: typeof fetch = async (input, init) => {
  const session = sessions;
  try {
    const response = await fetch(input, init);
    readClock(response);
    // What stops halfway is no answer.
    await response.clone().arrayBuffer();
    const isProblem = response.headers.get("content-type")?.includes("problem+json") ?? false;
    if (isAway(response.status) && !(isProblem && response.status !== 503)) noteLost();
    else lostSince.write(null);
    if (response.status === 401 && session === sessions) sessionOver.write(true);
    return response;
  } catch (error) {
    if (!init?.signal?.aborted) noteLost();
    throw error;
  }
};
