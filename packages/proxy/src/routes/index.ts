import type { JourneyService } from "@nxzalo/core/journeys";
import type { SlowWrongKey } from "../auth/wrong-keys.ts";
import type { ReportFault } from "../logging.ts";
import type { OpenApi } from "../options.ts";
import type { ReceiptOptions } from "../receipts/receive.ts";
import type { OpenEndpoint } from "../router.ts";
import { readAccount } from "./account.ts";
import { searchAudit } from "./audit.ts";
import { checkMessages } from "./check-messages.ts";
import { closeMonth, readCosts, reconcile } from "./costs.ts";
import { replayEvents, searchEvents } from "./events.ts";
import { bulkMessages, countMessages, findMessage, searchMessages } from "./found-messages.ts";
import { liveness, openApiDocument, readiness } from "./health.ts";
import { checkJourney, createJourney, deleteJourney, findJourney, forgetPerson, searchJourneys } from "./journeys.ts";
import { readMe } from "./me.ts";
import { cancelMessage, resendMessage, sendMessage } from "./messages.ts";
import { exportPerson, restrictPerson, searchPersonRequests } from "./people.ts";
import { receiveReceipts, searchReceipts } from "./receipts.ts";
import type { Route } from "./route.ts";
import { beginSession, endSession, endSessions, invitePerson } from "./sessions.ts";
import { addSuppression, removeSuppressions, searchSuppressions } from "./suppressions.ts";
import { searchTasks, takeTask, updateTask } from "./tasks.ts";
import { readTemplates } from "./templates.ts";

/** The routes that need a caller. */
export const routes: readonly Route[] = [
  createJourney,
  checkJourney,
  sendMessage,
  checkMessages,
  resendMessage,
  cancelMessage,
  findJourney,
  searchJourneys,
  searchReceipts,
  deleteJourney,
  forgetPerson,
  findMessage,
  searchMessages,
  countMessages,
  bulkMessages,
  addSuppression,
  searchSuppressions,
  removeSuppressions,
  exportPerson,
  restrictPerson,
  searchPersonRequests,
  searchEvents,
  replayEvents,
  readAccount,
  readMe,
  readTemplates,
  searchAudit,
  readCosts,
  reconcile,
  closeMonth,
  invitePerson,
  endSessions,
  searchTasks,
  takeTask,
  updateTask,
];

/** What the routes that any caller may ask work with. */
interface OpenContext {
  readonly isReady: () => boolean;
  readonly journeys?: JourneyService | undefined;
  readonly receipts?: ReceiptOptions | undefined;
  readonly openApi?: OpenApi | undefined;
  readonly basePath: string;
  readonly reportFault: ReportFault;
  readonly slowWrongKey: SlowWrongKey;
  readonly now: () => number;
  readonly publicUrl: string | undefined;
  readonly hasCaller: (name: string, env: unknown) => boolean;
}

/** The routes that any caller may ask: health, the document, and receipts, whose URL holds a secret. */
export function openEndpoints(context: OpenContext): readonly OpenEndpoint[] {
  const { isReady, journeys, receipts, openApi, basePath, publicUrl, ...rest } = context;
  const session = journeys && { sessions: journeys.sessions, publicUrl, ...rest };
  return [
    liveness,
    readiness(isReady, journeys),
    ...(openApi ? [openApiDocument(openApi, basePath)] : []),
    ...(session ? [beginSession(session), endSession(session)] : []),
    ...(receipts ? [receiveReceipts({ receipts, journeys, ...rest })] : []),
  ];
}
