import * as z from "zod/mini";
import { loneSurrogate } from "../internal/text.ts";
import { complaint, customIssue } from "../internal/validate.ts";
import { pageFields } from "./search.ts";
import { messageIdPattern } from "./search-messages.ts";
import { nonEmptyText } from "./shared.ts";

/** Where a task may stand. */
export const taskStates = ["open", "taken", "done"] as const;

/** Why a message is a task: the state that it is in. */
export const taskReasons = ["unknown", "failed", "refused", "expired"] as const;

const longestNote = 1_000;

/** What `tasks.search` takes. */
export interface SearchTasksInput {
  /** Default: `open` and `taken`. */
  readonly state?: (typeof taskStates)[number] | undefined;
  /** Default: any. */
  readonly reason?: (typeof taskReasons)[number] | undefined;
  /** Who has them. Default: anybody, or nobody. */
  readonly takenBy?: string | undefined;
  /** From 1 to 100. Default: 50. */
  readonly limit?: number | undefined;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

/** What {@link SearchTasksInput} has to be. */
export const searchTasksInput = () =>
  z.strictObject({
    state: z.optional(z.enum(taskStates)),
    reason: z.optional(z.enum(taskReasons)),
    takenBy: z.optional(nonEmptyText()),
    ...pageFields(),
  });

const taskIdSchema = () =>
  z
    .string()
    .check(
      z.refine(
        (text) => messageIdPattern.test(text),
        complaint("message_id_wrong", "must be the id of a message, a UUID"),
      ),
    );

/** What names a task, its message, and whether it is taken from another one. */
export const takeTaskInput = () => z.strictObject({ messageId: taskIdSchema(), force: z.optional(z.boolean()) });

/** What `tasks.update` takes; what is left out stays as it is. */
export interface UpdateTaskInput {
  readonly messageId: string;
  /** Whether the recipient was called: now, or not at all. */
  readonly called?: boolean | undefined;
  /** Up to 1,000 characters; empty for none. */
  readonly note?: string | undefined;
  /** Whether it is done. */
  readonly done?: boolean | undefined;
  /** `true` gives it back, for another one to take. */
  readonly release?: boolean | undefined;
}

/** What {@link UpdateTaskInput} has to be. */
export const updateTaskInput = () =>
  z
    .strictObject({
      messageId: taskIdSchema(),
      called: z.optional(z.boolean()),
      note: z.optional(
        z
          .string()
          .check(
            z.refine(
              (text) => [...text].length <= longestNote && !loneSurrogate.test(text),
              complaint("note_wrong", `must be a text of at most ${longestNote} characters`),
            ),
          ),
      ),
      done: z.optional(z.boolean()),
      release: z.optional(z.boolean()),
    })
    .check(({ value: { messageId: _, ...changes }, issues }) => {
      if (Object.values(changes).every((change) => change === undefined))
        issues.push(customIssue("empty", "must have a change", []));
      if (changes.done && changes.release)
        issues.push(customIssue("field_conflict", "cannot stand beside done", ["release"]));
    });
