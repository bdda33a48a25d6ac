import { type CsvCell, type CsvLanguage, toCsv } from "@nxzalo/core/internal/text";
import * as z from "@nxzalo/core/internal/zod";
import type { Task } from "@nxzalo/core/journeys";
import { type SearchTasksInput, searchTasksInput, takeTaskInput, updateTaskInput } from "@nxzalo/core/schemas";
import { maskPeople } from "../people.ts";
import { csvFields } from "./csv-fields.ts";
import { masked } from "./found-messages.ts";
import { actorScope, appField, type RouteContext, type StoredContext, searchScope, storedPostRoute } from "./route.ts";

const headings: Readonly<Record<CsvLanguage, readonly string[]>> = {
  vi: [
    "Lúc gửi",
    "Mã đơn",
    "Điện thoại",
    "Mẫu tin",
    "Trạng thái",
    "Mã lỗi",
    "Việc",
    "Người nhận việc",
    "Đã gọi lúc",
    "Ghi chú",
    "Xong lúc",
    "Mã tin nhắn",
  ],
  en: [
    "Sent",
    "Reference",
    "Phone",
    "Template",
    "State",
    "Code",
    "Task",
    "Taken by",
    "Called",
    "Note",
    "Done",
    "Message",
  ],
};

/** More lines are not read, and all of them are in memory. */
const mostRows = 5_000;
const pageRows = 100;

const toCells = ({ state, message, takenBy = "", calledAt, note = "", doneAt }: Task): readonly CsvCell[] => {
  const code = message.zaloError ?? message.upstreamCode;
  return [
    message.createdAt.toISOString(),
    message.reference ?? "",
    message.phone ?? "",
    message.templateId,
    message.state,
    code === undefined ? "" : { decimal: String(code) },
    state,
    takenBy,
    calledAt?.toISOString() ?? "",
    note,
    doneAt?.toISOString() ?? "",
    message.messageId,
  ];
};

/** Phones are masked, also those that were written into a note: whole ones are shown one at a time. */
const maskedTask = (task: Task): Task => ({
  ...task,
  message: masked(task.message),
  ...(task.note !== undefined && maskPeople({ note: task.note }, task.message.phone ?? undefined)),
});

/** All pages of a search, up to a bound. */
async function readAll({ journeys }: StoredContext, query: SearchTasksInput, scope: object): Promise<readonly Task[]> {
  const tasks: Task[] = [];
  let cursor = query.cursor;
  do {
    const page = await journeys.tasks.search({ ...query, limit: pageRows, cursor }, scope);
    tasks.push(...page.tasks);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && tasks.length < mostRows);
  return tasks;
}

export const searchTasks = storedPostRoute({
  path: "/v1/tasks/search",
  operation: "searchTasks",
  scope: "send",
  schema: () => z.safeExtend(searchTasksInput(), { ...appField(), ...csvFields() }),
  run: async (context, { app, format, language = "vi", ...query }) => {
    const scope = searchScope(context, app);
    if (format === "csv") {
      const rows = (await readAll(context, query, scope)).map(maskedTask).map(toCells);
      return { status: 200, csv: toCsv([headings[language], ...rows], language) };
    }
    const { tasks, nextCursor } = await context.journeys.tasks.search(query, scope);
    return { status: 200, body: { tasks: tasks.map(maskedTask), nextCursor } };
  },
});

/** Whose tasks a caller may work on, and by which name. */
const optionsOf = (context: RouteContext) => ({
  ...actorScope(context),
  apps: context.apps,
  mayForce: context.caller.scopes.includes("admin"),
});

export const takeTask = storedPostRoute({
  path: "/v1/tasks/take",
  operation: "takeTask",
  scope: "send",
  schema: takeTaskInput,
  run: async (context, { messageId, force = false }) => {
    const { mayForce, ...options } = optionsOf(context);
    const taking = { ...options, mayForce: force && mayForce };
    const { isTaken, task } = await context.journeys.tasks.take(messageId, taking);
    return { status: 200, body: { isTaken, task: maskedTask(task) } };
  },
});

export const updateTask = storedPostRoute({
  path: "/v1/tasks/update",
  operation: "updateTask",
  scope: "send",
  schema: updateTaskInput,
  run: async (context, input) => ({
    status: 200,
    body: maskedTask(await context.journeys.tasks.update(input, optionsOf(context))),
  }),
});
