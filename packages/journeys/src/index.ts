/**
 * Journeys: one live token per order, messages sent at most once, receipts and costs. Unofficial: not affiliated with
 * NXCLOUD or Zalo.
 *
 * @module
 */
export type {
  BudgetReached,
  Charge,
  ClosedMonth,
  CostRow,
  CostScope,
  Costs,
  CostTotal,
  JourneyDetails,
  JourneyPage,
  JourneyView,
  MessageState,
  MessageView,
  Money,
  OpenedJourney,
  ReceiptPage,
  ReceiptView,
  ReceivedReceipt,
  ReceiveOptions,
  Reconciliation,
  SentMessage,
  StatementRow,
  UnchargedCosts,
} from "@nxzalo/core/journeys";
export {
  type BackgroundOptions,
  type BackgroundWork,
  startBackgroundWork,
  type WorkName,
} from "./background-work.ts";
export { readBudgetEnv } from "./budget-env.ts";
export { readEventsEnv } from "./events-env.ts";
export { createJourneys, type Journeys } from "./journeys.ts";
export type { JourneysOptions } from "./journeys-options.ts";
export { readQuotaEnv } from "./quota-env.ts";
export { readRetainDays } from "./retention-env.ts";
export type { SendOptions } from "./service/begin-attempt.ts";
export { type BudgetOptions, checkBudget, parseBudget } from "./service/budget.ts";
export type { DeliverOptions, DeliverResult } from "./service/deliver-events.ts";
export type { DispatchOptions, DispatchResult } from "./service/dispatch.ts";
export type { EventsOptions } from "./service/event-targets.ts";
export type { OnUndeliverable, UndeliverableMessage } from "./service/on-undeliverable.ts";
export { checkQuietHours } from "./service/quiet-hours.ts";
export type { Encryption, JourneyRecords, JourneyStore, LazyStore } from "./store/store.ts";
export { readStoreKeys } from "./store-keys.ts";
