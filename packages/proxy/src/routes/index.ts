import { checkJourney } from "./check-journey.ts";
import { createJourney } from "./create-journey.ts";
import { findJourney, searchJourneys, searchReceipts } from "./find-journeys.ts";
import { deleteJourney, forgetPerson } from "./forget-journeys.ts";
import type { Route } from "./route.ts";
import { sendMessage } from "./send-message.ts";

/** The routes that need a caller. */
export const routes: readonly Route[] = [
  createJourney,
  checkJourney,
  sendMessage,
  findJourney,
  searchJourneys,
  searchReceipts,
  deleteJourney,
  forgetPerson,
];
