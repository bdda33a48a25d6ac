import { isNxZaloError } from "@nxzalo/core/errors";
import type { MessageCheck } from "@nxzalo/core/journeys";
import { type CheckedRow, toChecked } from "./checked-row.ts";
import type { Lists } from "./in-turn.ts";
import type { ReadyRow } from "./messages.ts";
import type { CheckedMessage, ReadOptions } from "./options.ts";
import { isNeverSent, issueReason, ownReason } from "./reasons.ts";
import type { Stop } from "./stop.ts";
import type { BatchReason } from "./types.ts";

/** A row that the file alone does not speak against. */
export interface Sendable {
  readonly ready: ReadyRow;
  readonly warnings: readonly BatchReason[];
}

/** A row about which the store is still to be asked. */
export interface Asked extends Sendable {
  readonly message: CheckedMessage;
}

/** What asks the store, and asks again. */
interface Asking {
  readonly ask: NonNullable<ReadOptions["check"]>;
  readonly random: () => number;
  readonly stop: Stop;
}

/** The route takes so many messages, in a body of 512 KiB: a unit of text takes three bytes at most. */
const messagesAtMost = 500;
const unitsAtMost = 150_000;
const triesAtMost = 6;
const firstWaitMs = 500;

/** What the store's answer says of a row. */
function judge({ ready, warnings }: Sendable, check: MessageCheck): CheckedRow {
  const { known, issues, suppressed, sendAt, heldFor, estimate } = check;
  const isChanged = issues.some(({ code }) => code === "content_changed");
  if (known !== null && known !== "refused") {
    const changed = isChanged ? [ownReason("content_changed")] : [];
    const neverSent = isNeverSent(known) ? [ownReason("not_sent_again")] : [];
    const unknown = known === "unknown" ? [ownReason("outcome_unknown")] : [];
    return toChecked(ready, "sent", [...warnings, ...changed, ...neverSent, ...unknown], { known });
  }
  if (issues.length > 0) return toChecked(ready, "refused", warnings, { reason: issueReason(issues) });
  if (suppressed) return toChecked(ready, "refused", warnings, { reason: ownReason("recipient_suppressed") });
  return toChecked(ready, "send", warnings, {
    ...(sendAt && { sendAt }),
    ...(heldFor && { heldFor }),
    ...(estimate && { estimate }),
  });
}

/** Asks again where that may help: nothing is stored or sent by it. @throws what the last try threw. */
async function askAgain({ ask, random, stop }: Asking, question: Parameters<Asking["ask"]>[0]) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask(question);
    } catch (error) {
      const isPassing = isNxZaloError(error) && (error.retryable || error.kind === "transport");
      if (!isPassing || tries >= triesAtMost) throw error;
      const waitMs = Math.max(error.retryAfterMs ?? 0, random() * firstWaitMs * 2 ** tries);
      if (!(await stop.wait(waitMs))) throw error;
    }
  }
}

type Read = CheckedRow | Asked;

/** Rows by as many as the store is asked about at once. */
async function* chunksOf<Input>(
  lists: Lists<Input>,
  read: (input: Input) => Read,
  stop: Stop,
): AsyncGenerator<readonly Read[], void> {
  let chunk: Read[] = [];
  let units = 0;
  for await (const list of lists) {
    for (const input of list) {
      if (stop.reason) return;
      const row = read(input);
      const size = "ready" in row ? JSON.stringify(row.message).length : 0;
      if (chunk.length >= messagesAtMost || units + size > unitsAtMost) {
        yield chunk;
        chunk = [];
        units = 0;
      }
      chunk.push(row);
      units += size;
    }
  }
  if (chunk.length > 0 && !stop.reason) yield chunk;
}

/** The same rows, those with a question answered. */
async function answer(asking: Asking, chunk: readonly Read[], ahead: number): Promise<readonly CheckedRow[]> {
  const messages = chunk.flatMap((row) => ("ready" in row ? [row.message] : []));
  const { results } =
    messages.length > 0
      ? await askAgain(asking, { messages, ...(ahead > 0 && { ahead }) })
      : { results: [] as readonly MessageCheck[] };
  let at = 0;
  return chunk.map((row) => {
    if (!("ready" in row)) return row;
    const result = results[at];
    at += 1;
    if (!result) throw new Error(`check answered ${results.length} of ${messages.length} messages`);
    return judge(row, result);
  });
}

/** Rows with what the store says of those that it is asked about. */
export async function* checkByStore<Input>(
  asking: Asking,
  lists: Lists<Input>,
  read: (input: Input) => Read,
): AsyncGenerator<readonly CheckedRow[], void> {
  /** Rows that would go at once: they take from the day's quota. */
  let ahead = 0;
  for await (const chunk of chunksOf(lists, read, asking.stop)) {
    const rows = await answer(asking, chunk, ahead);
    ahead += rows.filter(({ verdict, sendAt }) => verdict === "send" && sendAt === undefined).length;
    yield rows;
  }
}
