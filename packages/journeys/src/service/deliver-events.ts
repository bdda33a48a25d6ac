import { parseReceipt } from "@nxzalo/core";
import { timedOut } from "@nxzalo/core/internal";
import { heldMs, hourMs } from "../durations.ts";
import type { EventOutcome, TakenEvent } from "../store/event-records.ts";
import type { ServiceContext } from "./context.ts";
import { decryptJourney, decryptMessage, decryptReceipt } from "./encrypted-fields.ts";
import { countFailures, nextTry, targetPause } from "./event-retries.ts";
import { withExt } from "./message-ext.ts";
import { retryWriteInBackground } from "./retry-write.ts";
import type { RoutedTarget } from "./routed-target.ts";
import { tellSilent } from "./silence.ts";

/** Options of one run. */
export interface DeliverOptions {
  /** How many deliveries it tries at most. Default: 1,000. */
  readonly limit?: number | undefined;
  /** How many are on their way at once to each target, from 1 to 50. Default: 12. */
  readonly concurrency?: number | undefined;
  /** Ends it: nothing more is taken, and what is on its way is finished. */
  readonly signal?: AbortSignal | undefined;
}

/** What a run has done. */
export interface DeliverResult {
  readonly delivered: number;
  readonly failed: number;
  /** Milliseconds until something is to be delivered; null where nothing waits. */
  readonly nextInMs: number | null;
}

/** Longer than a delivery may take. */
const leaseMs = 30_000;
const mostAtOnce = 50;
/** An event's last try is at the end of its life: it is given up a while after that. */
const graceMs = hourMs;

/** What is delivered of an event: what is stored of its message and its receipt by now. Nothing where that has been deleted. */
async function readData({ encryption }: ServiceContext, taken: TakenEvent): Promise<object | undefined> {
  const { event, message, journey, receipt } = taken;
  const content = message && (await decryptMessage(encryption, message));
  const opened = journey && (await decryptJourney(encryption, journey));
  if (event.receiptId !== null) {
    if (!receipt) return undefined;
    const read = parseReceipt(await decryptReceipt(encryption, receipt));
    const told = content ? withExt(read, content.ext) : read;
    const simulated = content?.simulated ?? opened?.simulated;
    const about = { messageId: message?.messageId, reference: opened?.reference ?? content?.reference, simulated };
    // A receipt that names a journey keeps its own id where none is stored.
    return { ...told, ...event.facts, ...about, ...(journey && { journeyId: journey.journeyId }) };
  }
  if (event.messageId === null) return event.facts;
  if (!message || !content) return undefined;
  const { messageId, templateId, labels } = message;
  const { ext } = content;
  const reference = content.reference ?? opened?.reference;
  const { simulated } = content;
  return { messageId, templateId, reference, ext, labels: labels ?? {}, simulated, ...event.facts };
}

/** One delivery, and what became of it. */
async function deliver(
  context: ServiceContext,
  target: RoutedTarget,
  taken: TakenEvent,
): Promise<Pick<EventOutcome, "state" | "dueAt" | "problem" | "failures" | "retryAt">> {
  const { event, tries, giveUpAt, failures } = taken;
  const { eventId, type, createdAt } = event;
  const over = (problem: string) => ({ state: "dead", dueAt: null, problem, failures, retryAt: 0 }) as const;
  const data = await readData(context, taken);
  if (!data) return over("deleted");
  const answer = await target
    .send({ eventId, type, createdAt, data, at: context.now() })
    .catch((reason: unknown) => ({ problem: reason === timedOut ? "timed_out" : target.failure }));
  const isTaken = "status" in answer && answer.status >= 200 && answer.status <= 299;
  if (isTaken) return { state: "delivered", dueAt: null, problem: null, failures, retryAt: 0 };
  const problem = "status" in answer ? `status_${answer.status}` : answer.problem;
  const failed = { at: context.now(), answer: "status" in answer ? answer : undefined };
  const retryAt = targetPause(failures, failed);
  const dueAt = nextTry(tries, giveUpAt, failed);
  const kept = { problem, failures: countFailures(failures, failed), retryAt };
  return dueAt === undefined ? { state: "dead", dueAt: null, ...kept } : { state: "waiting", dueAt, ...kept };
}

/** How long a run takes further events: what has come for another target meanwhile does not wait for a slow one's. */
const runMs = 1_000;

/** What one run may still deliver, to all targets. */
interface Share {
  left: number;
  readonly until: number;
}

/** Delivers what is due to one target. Gives how many were delivered, of how many. */
async function deliverTo(context: ServiceContext, target: RoutedTarget, options: DeliverOptions, share: Share) {
  const { records, timeouts, now } = context;
  const { signal } = options;
  const concurrency = Math.max(1, Math.min(options.concurrency ?? 12, mostAtOnce));
  const { name, types, isExcept } = target;
  let taken = 0;
  let delivered = 0;

  async function deliverOne(one: TakenEvent): Promise<void> {
    const { eventId } = one.event;
    // What cannot be read is tried again when its lease is over.
    const outcome = await deliver(context, target, one).catch(() => undefined);
    if (!outcome) return;
    const settled = { eventId, tries: one.tries, target: name, now: now(), ...outcome };
    await retryWriteInBackground(() => records.finishEvent(settled), timeouts);
    if (outcome.state === "delivered") delivered += 1;
  }

  while (share.left > 0 && now() < share.until && !signal?.aborted) {
    const at = now();
    const wanted = Math.min(concurrency, share.left);
    share.left -= wanted;
    const request = { target: name, types, isExcept, now: at, limit: wanted, leaseUntil: at + leaseMs };
    const found = await records.takeEvents(request);
    share.left += wanted - found.length;
    if (found.length === 0) break;
    taken += found.length;
    await Promise.all(found.map(deliverOne));
  }
  return { delivered, failed: taken - delivered };
}

/**
 * Delivers what is due, at least once, to all targets side by side: an event that was taken and not finished, because of a crash, is taken again
 * when its lease is over. Events of the same message are delivered one after the other.
 */
export async function deliverEvents(context: ServiceContext, options: DeliverOptions): Promise<DeliverResult> {
  const { records, events, now } = context;
  if (!events) return { delivered: 0, failed: 0, nextInMs: null };
  const at = now();
  const silentAt = await tellSilent(context);
  const targets = events.targets.map(({ name, types, isExcept }) => ({ target: name, types, isExcept }));
  await records.giveUpEvents({ before: at - graceMs, now: at, targets });
  const share: Share = { left: options.limit ?? 1_000, until: now() + runMs };
  const ended = await Promise.all(events.targets.map((target) => deliverTo(context, target, options, share)));
  const next = await Promise.all(targets.map((target) => records.nextEvent(target)));
  const times = [...next, silentAt].flatMap((time) => time ?? []);
  const delivered = ended.reduce((sum, one) => sum + one.delivered, 0);
  const failed = ended.reduce((sum, one) => sum + one.failed, 0);
  const leftMs = Math.min(...times) - now();
  const dueInMs = leftMs > 0 ? leftMs : delivered + failed === 0 ? heldMs : 0;
  return { delivered, failed, nextInMs: times.length === 0 ? null : dueInMs };
}
