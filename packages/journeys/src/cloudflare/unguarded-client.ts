import { guardMissing } from "@nxzalo/core/internal";

const refuse = () => Promise.reject(guardMissing());

/** In place of a client that no guard keeps from writing to everybody: it asks NXCLOUD nothing. */
export const unguardedClient = { initJourneyToken: refuse, sendTemplate: refuse };
