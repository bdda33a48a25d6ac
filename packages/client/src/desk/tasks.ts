import type { TakenTask, Task, TaskPage } from "@nxzalo/core/journeys";
import type { SearchTasksInput, UpdateTaskInput } from "@nxzalo/core/schemas";
import type { ProxyCallOptions } from "../options.ts";
import { readAnswer as read } from "../read-answer.ts";
import type { Send } from "../send.ts";
import { readTableOf } from "./table.ts";

/** Which tasks to find; what is left out does not matter. */
export interface TaskSearch extends SearchTasksInput {
  /** The configured name of an application. Default: all that the caller may use. */
  readonly app?: string | undefined;
}

/** Which tasks a table is made of, and in which language. */
export interface TasksTable extends TaskSearch {
  /** Default: `vi`. */
  readonly language?: "vi" | "en" | undefined;
}

/** The work list. */
export interface DeskTasks {
  /**
   * The work list: messages that failed, were refused or expired, and those of which nothing has told for a minute, until they are done; newest
   * first, with masked phones. Needs the scope `send`.
   *
   * @throws InputError for a field that is not usable; otherwise as the methods of `createProxyClient` do.
   */
  search(query: TaskSearch, options?: ProxyCallOptions): Promise<TaskPage>;
  /**
   * All of the same, 5,000 at most, as a table in CSV: see `costs.table`.
   *
   * @throws as `search` does.
   */
  table(query: TasksTable, options?: ProxyCallOptions): Promise<string>;
  /**
   * Takes a task: `isTaken` says whether it is the caller's now, and `task.takenBy` who has it. With `force`, and the scope `admin`, also from
   * another one. Needs the scope `send`.
   *
   * @throws ProxyError `message_not_found` where there is no such task; otherwise as `search` does.
   */
  take(task: { readonly messageId: string; readonly force?: boolean }, options?: ProxyCallOptions): Promise<TakenTask>;
  /**
   * Writes down what was done about a task, which is the caller's from then on, or gives it back. Needs the scope `send`.
   *
   * @throws ProxyError `forbidden` where another one has it; otherwise as `take` does.
   */
  update(change: UpdateTaskInput, options?: ProxyCallOptions): Promise<Task>;
}

export const createDeskTasks = (send: Send): DeskTasks => ({
  search: (body, limits) => send({ path: "/v1/tasks/search", key: "tasks", body, limits, read }),
  table: (query, limits) => readTableOf(send, "/v1/tasks/search", query, limits),
  take: (body, limits) => send({ path: "/v1/tasks/take", key: "task", body, limits, read }),
  update: (body, limits) => send({ path: "/v1/tasks/update", key: "message", body, limits, read }),
});
