/**
 * The bookkeeping of journeys: one live token per order. Unofficial: not affiliated with NXCLOUD or Zalo.
 *
 * @module
 */
export { createJourneys, type Journeys, type JourneysOptions, type OpenJourney } from "./journeys.ts";
export type { Claim, JourneyRecord, JourneyStore } from "./store.ts";
export { openVault, type Vault } from "./vault.ts";
