import type { SearchTasksInput, UpdateTaskInput } from "../schemas/index.ts";
import type { MessageScope, StoredMessage } from "./messages.ts";

/** A message that somebody has to look after, and who does. */
export interface Task {
  /** `open`: nobody has it. `taken`: one person has. `done`: it was looked after; a later attempt that fails opens it again. */
  readonly state: "open" | "taken" | "done";
  readonly message: StoredMessage;
  /** Who has it, or has done it. */
  readonly takenBy?: string;
  readonly takenAt?: Date;
  /** When the recipient was called. */
  readonly calledAt?: Date;
  readonly note?: string;
  readonly doneAt?: Date;
}

/** One page of tasks, newest message first. */
export interface TaskPage {
  readonly tasks: readonly Task[];
  /** Asks for the next page; null on the last one. */
  readonly nextCursor: string | null;
}

/** What became of taking a task. */
export interface TakenTask {
  /** Whether the caller has it now; otherwise the task says who does. */
  readonly isTaken: boolean;
  /** As it is now. */
  readonly task: Task;
}

/** Who works on a task, and on whose. */
export interface TaskOptions extends MessageScope {
  /** Their name: a task is theirs by it. */
  readonly caller: string;
  /** Whether they may act on a task that another one has. Default: false. */
  readonly mayForce?: boolean | undefined;
}

/** The work list: messages that reached nobody, or of which that is not known. */
export interface TaskService {
  /**
   * Messages that failed, were refused or expired, and those of which nothing has told for a minute; newest first. Nothing is stored until one
   * is taken. One whose message has arrived since is a task no more.
   *
   * @throws InputError where the query does not fit.
   */
  search(query: SearchTasksInput, scope?: MessageScope): Promise<TaskPage>;
  /** Takes a task: of all who ask, one has it. @throws ProxyError `message_not_found` where there is no such task within the scope. */
  take(messageId: string, options: TaskOptions): Promise<TakenTask>;
  /**
   * Writes down what was done about a task, which is the caller's from then on, or gives it back.
   *
   * @throws InputError; ProxyError `message_not_found` as `take` does; ProxyError `forbidden` where another one has it.
   */
  update(input: UpdateTaskInput, options: TaskOptions): Promise<Task>;
}
