import type { ExportedMessage, ExportedTask, PersonExport, PersonScope } from "@nxzalo/core/journeys";
import { type PersonInput, validateInput } from "@nxzalo/core/schemas";
import type { PersonRecords } from "../store/people.ts";
import type { KnownJourney, KnownMessage } from "../store/records.ts";
import { toAppNames } from "./app-names.ts";
import { toAuditRecords } from "./audit.ts";
import { type AppNames, createIndexes, type ServiceContext, toAppIndexes } from "./context.ts";
import { decryptData, decryptMessage } from "./encrypted-fields.ts";
import { readReceipt, toJourneyView } from "./find-journey.ts";
import { toAttempt, toStoredMessage } from "./found-messages.ts";
import { schemas } from "./input-schemas.ts";
import { beginRequest, endRequest, toPersonRequest } from "./person-requests.ts";
import { readCost } from "./receipt-facts.ts";
import { toSuppressionView } from "./suppression-list.ts";
import { toTaskFacts } from "./tasks.ts";

async function toTask(context: ServiceContext, task: PersonRecords["tasks"][number]): Promise<ExportedTask> {
  const { messageId, state } = task;
  return { messageId, state, ...(await toTaskFacts(context, messageId, task)) };
}

/** What is stored, as it is read by a person. */
async function toExport(context: ServiceContext, found: PersonRecords, names: AppNames) {
  const { encryption } = context;
  const journeysById = new Map(found.journeys.map((journey) => [journey.journeyId, journey]));
  const receipts = await Promise.all(found.receipts.map((receipt) => readReceipt(encryption, receipt)));

  async function toMessage(message: KnownMessage): Promise<ExportedMessage> {
    const { messageId, data, journeyId } = message;
    const { ext, topic } = await decryptMessage(encryption, message);
    const earlier = found.attempts.filter((attempt) => attempt.messageId === messageId);
    return {
      ...(await toStoredMessage(context, message, names, journeysById.get(journeyId ?? ""))),
      ...(ext !== undefined && { ext }),
      ...(topic !== undefined && { topic }),
      ...(data !== null && { templateData: await decryptData(encryption, messageId, data) }),
      attempts: [...earlier, message].map(toAttempt),
    };
  }

  async function toJourney(journey: KnownJourney) {
    const own = receipts.filter(({ facts }) => facts.journeyId === journey.journeyId).map(({ facts }) => facts);
    const cost = readCost(own);
    return { ...(await toJourneyView(context, journey)), ...(cost && { cost }) };
  }

  return {
    journeys: await Promise.all(found.journeys.map(toJourney)),
    messages: await Promise.all(found.messages.map(toMessage)),
    receipts: receipts.map(({ facts: _, ...view }) => view),
    tasks: await Promise.all(found.tasks.map((task) => toTask(context, task))),
    suppressions: await Promise.all(found.suppressions.map((one) => toSuppressionView(context, one, names))),
    requests: await Promise.all(found.requests.map((one) => toPersonRequest(context, one, names))),
  };
}

/** Everything that is stored of a person. That it was given out is stored before it is. */
export async function exportPerson(
  context: ServiceContext,
  given: PersonInput,
  scope: PersonScope,
): Promise<PersonExport> {
  const { phone } = validateInput(schemas.person(context.settings), given);
  const { caller } = scope;
  const phoneIndex = await createIndexes(context.encryption).phone(phone);
  const appIndexes = await toAppIndexes(context, scope.appKeys);
  const found = await context.records.readPerson({ phoneIndex, appIndexes });
  const request = await beginRequest(context, { kind: "export", phone, phoneIndex, appIndexes, caller });
  const names = await toAppNames(context, scope);
  const exported = await toExport(context, found, names);
  const { journeys, messages, receipts, tasks, suppressions } = exported;
  const counts = {
    journeys: journeys.length,
    messages: messages.length,
    receipts: receipts.length,
    tasks: tasks.length,
    suppressions: suppressions.length,
  };
  // Of hundreds of applications, only those that gave something out have an entry; of a few, each.
  const isOf = (appIndex: string) => [...found.journeys, ...found.messages].some((row) => row.appIndex === appIndex);
  const about = appIndexes?.filter((one) => appIndexes.length === 1 || isOf(one));
  const entries = toAuditRecords(context, { action: "export", caller, subject: phoneIndex, counts }, about);
  const done = await endRequest(context, request, { counts, entries });
  return { request: await toPersonRequest(context, done, names), ...exported };
}
