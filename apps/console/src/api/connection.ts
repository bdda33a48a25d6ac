import { createStore } from "../store.ts";

/** Since when the gateway has not answered; null while it does. */
export const lostSince = createStore<number | null>(null);

/** Changes where a session is over: the gateway no longer knows who asks, they sign out, or another person signs in. */
export const signedOut = createStore(0);

const isAway = (status: number) => status === 502 || status === 503 || status === 504;

/** The browser's `fetch`, which notes whether the gateway answers. A 502 with a problem of the gateway's own is an answer. */
export const watchedFetch: typeof fetch = async (input, init) => {
  try {
    const response = await fetch(input, init);
    const isProblem = response.headers.get("content-type")?.includes("problem+json") ?? false;
    if (isAway(response.status) && !(isProblem && response.status !== 503))
      lostSince.write(lostSince.read() ?? Date.now());
    else lostSince.write(null);
    if (response.status === 401) signedOut.write(signedOut.read() + 1);
    return response;
  } catch (error) {
    if (!init?.signal?.aborted) lostSince.write(lostSince.read() ?? Date.now());
    throw error;
  }
};
