/**
 * The bookkeeping of journeys: one live token per order, messages sent at most once, receipts and costs. Unofficial: not affiliated with
 * NXCLOUD or Zalo.
 *
 * @module
 */
export type {
  JourneyDetails,
  JourneyPage,
  JourneyView,
  KeptMessage,
  MessageState,
  MessageView,
  Money,
  OpenedJourney,
  ReceiptPage,
  ReceiptView,
} from "@nxzalo/core/proxy";
export { createJourneys, type Journeys, type JourneysOptions } from "./journeys.ts";
export { lazyStore } from "./lazy-store.ts";
export type { SendOptions } from "./rule/send-once.ts";
export type { JourneyRecords, JourneyStore, Vault } from "./store.ts";
