import { ProxyError } from "@nxzalo/core/errors";
import type { MessageScope, Task, TaskOptions, TaskPage, TaskService } from "@nxzalo/core/journeys";
import { type SearchTasksInput, taskReasons, type UpdateTaskInput, validateInput } from "@nxzalo/core/schemas";
import type { FoundTask, TaskHolder, TaskRecord } from "../store/tasks.ts";
import { toAppNames } from "./app-names.ts";
import { toAuditRecord } from "./audit.ts";
import { type AppNames, type ServiceContext, toAppIndexes } from "./context.ts";
import { decryptNote, encryptNote } from "./encrypted-fields.ts";
import { messageNotFound } from "./errors.ts";
import { toStoredMessage } from "./found-messages.ts";
import { schemas } from "./input-schemas.ts";
import { afterOf, defaultLimit, pageOf } from "./pages.ts";

/** What may have been sent is left alone for so long: an answer or a receipt may come. */
const unknownAfterMs = 60_000;

const taken = (holder: string | null | undefined) =>
  new ProxyError(`This task is ${holder ?? "another one"}'s`, {
    code: "forbidden",
    outcome: "not_sent",
    hint: "ask them to give it back, or a lead to take it over",
  });

/** Who has, or had, a task, and what they did. */
export async function toTaskFacts({ encryption }: ServiceContext, messageId: string, task: Omit<TaskRecord, "state">) {
  const { takenBy, takenAt, calledAt, endedAt, ciphertext } = task;
  return {
    ...(takenBy !== null && { takenBy }),
    ...(takenAt !== null && { takenAt: new Date(takenAt) }),
    ...(calledAt !== null && { calledAt: new Date(calledAt) }),
    ...(ciphertext !== null && { note: await decryptNote(encryption, messageId, ciphertext) }),
    ...(endedAt !== null && { doneAt: new Date(endedAt) }),
  };
}

async function toTask(context: ServiceContext, { message, task }: FoundTask, names: AppNames): Promise<Task> {
  return {
    state: task?.state ?? "open",
    message: await toStoredMessage(context, message, names),
    ...(task && (await toTaskFacts(context, message.messageId, task))),
  };
}

async function search(context: ServiceContext, given: SearchTasksInput, scope: MessageScope): Promise<TaskPage> {
  const { state, reason, takenBy, limit = defaultLimit, cursor } = validateInput(schemas.searchTasks(), given);
  const appIndexes = await toAppIndexes(context, scope.appKeys);
  const found = await context.records.searchTasks({
    appIndexes,
    state,
    takenBy,
    reasons: reason === undefined ? taskReasons : [reason],
    unknownBefore: context.now() - unknownAfterMs,
    after: afterOf(cursor),
    limit: limit + 1,
  });
  const placeOf = ({ message: { createdAt, messageId } }: FoundTask) => ({ at: createdAt, id: messageId });
  const { items, nextCursor } = pageOf(found, limit, placeOf);
  const names = await toAppNames(context, scope);
  return { tasks: await Promise.all(items.map((one) => toTask(context, one, names))), nextCursor };
}

/** A task within the scope, taken or not. @throws ProxyError `message_not_found`. */
async function find(context: ServiceContext, messageId: string, { appKeys }: MessageScope): Promise<FoundTask> {
  const found = await context.records.findTask(messageId);
  const appIndexes = await toAppIndexes(context, appKeys);
  if (!found || appIndexes?.includes(found.message.appIndex) === false) throw messageNotFound();
  const { state } = found.message;
  const isDue = state !== "unknown" || found.attemptedAt < context.now() - unknownAfterMs;
  const isTask = isDue && (taskReasons as readonly string[]).includes(state);
  // What was taken can be finished, whatever became of its message.
  if (!isTask && !found.task) throw messageNotFound();
  return found;
}

function toHolder(
  context: ServiceContext,
  { message: { messageId, appIndex } }: FoundTask,
  { caller, mayForce = false }: TaskOptions,
  action: "take" | "task",
): TaskHolder {
  const entry = toAuditRecord(context, { action, caller, appIndex, subject: messageId });
  return { messageId, caller, now: context.now(), mayForce, entry };
}

async function show(context: ServiceContext, messageId: string, scope: MessageScope): Promise<Task> {
  const found = await context.records.findTask(messageId);
  if (!found) throw messageNotFound();
  return toTask(context, found, await toAppNames(context, scope));
}

async function update(context: ServiceContext, given: UpdateTaskInput, options: TaskOptions): Promise<Task> {
  const { messageId, called, note, done, release } = validateInput(schemas.updateTask(), given);
  const holder = toHolder(context, await find(context, messageId, options), options, "task");
  const isChanged = await context.records.updateTask({
    ...holder,
    calledAt: called === undefined ? undefined : called ? holder.now : null,
    ciphertext: note && (await encryptNote(context.encryption, messageId, note)),
    ...(note === "" && { ciphertext: null }),
    state: release ? "open" : done ? "done" : undefined,
  });
  if (!isChanged) throw taken((await context.records.findTask(messageId))?.task?.takenBy);
  return show(context, messageId, options);
}

export const createTaskService = (context: ServiceContext): TaskService => ({
  search: (query, scope = {}) => search(context, query, scope),
  take: async (given, options) => {
    const { messageId } = validateInput(schemas.takeTask(), { messageId: given });
    const holder = toHolder(context, await find(context, messageId, options), options, "take");
    const isTaken = await context.records.takeTask(holder);
    return { isTaken, task: await show(context, messageId, options) };
  },
  update: (input, options) => update(context, input, options),
});
