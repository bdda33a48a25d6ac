import { isNxZaloError, ProxyError } from "@nxzalo/core/errors";
import { isSimulated } from "@nxzalo/core/internal";
import type { HeldFor } from "@nxzalo/core/journeys";
import { minuteMs } from "../durations.ts";
import type { AttemptRecord } from "../store/records.ts";
import type { TakenMessage } from "../store/waiting.ts";
import { type AskedMessage, undeliverableBy, upstreamCodeOf } from "./begin-attempt.ts";
import type { ServiceContext } from "./context.ts";
import { decryptData, decryptMessage, decryptSecrets } from "./encrypted-fields.ts";
import { undeliverableEvent } from "./events.ts";
import { holdForQuota } from "./hold.ts";
import { findArrived, toWithdrawal } from "./hold-on-refusal.ts";
import { yieldsMs } from "./pace.ts";
import { findStoredRecipient, withJourney } from "./recipient.ts";
import { retryWriteInBackground } from "./retry-write.ts";
import { sendAttempt } from "./send.ts";
import { assertNotSuppressed } from "./suppressions.ts";
import { tagOf } from "./template-tags.ts";

const shortestBackoffMs = 2_000;
const longestBackoffMs = 5 * minuteMs;

/** What passes by itself: nothing was sent, or NXCLOUD asks to come later. To send it again later repeats nothing. */
function isPassing(error: unknown): boolean {
  // Before a message is sent, a bug or a journey's own outcome leaves it unsent.
  if (!isNxZaloError(error) || error.outcome === "unknown") return true;
  const { code, kind, outcome } = error;
  if (["upstream_rate_limited", "unavailable", "rate_limited"].includes(code)) return true;
  return outcome === "not_sent" && kind !== "input" && kind !== "proxy";
}

const stagingChanged = () =>
  new ProxyError("STAGING_PHONES has become another list since the message was asked for", {
    code: "message_not_resendable",
    outcome: "not_sent",
  });

const isTooLate = (error: unknown): boolean => isNxZaloError(error) && error.code === "message_expired";

/** How what was taken, and surely was not sent, is stored. */
function createTaker(context: ServiceContext, { message, secrets }: TakenMessage, clock: () => number) {
  const { records, timeouts, dataRetainMs } = context;
  const { messageId, attempt, tries, journeyId, notAfter } = message;
  const taker = { messageId, attempt, tries };
  const leftMs = () => (notAfter ?? Number.POSITIVE_INFINITY) - clock();
  const isOver = () => leftMs() <= 0;
  const eraseAt = clock() + dataRetainMs;
  const write = (work: () => Promise<unknown>) => retryWriteInBackground(work, timeouts);

  async function expire(): Promise<void> {
    const event = undeliverableEvent(context, message, { reason: "expired" });
    await write(() => records.endWaiting({ ends: [{ messageId, taker, event }], to: "expired", at: clock(), eraseAt }));
  }

  const withdraw = (arrived: AttemptRecord) =>
    write(() => records.withdraw({ ...toWithdrawal(context, message, arrived), taker }));

  const putBack = (dueAt: number, heldFor: HeldFor) =>
    write(() => records.putBack({ ...taker, dueAt, heldFor, secrets, journeyId, eraseAt }));

  async function refuse(error: unknown): Promise<void> {
    const event = undeliverableEvent(context, message, undeliverableBy(error));
    await write(() => records.refuse({ messageId, attempt, upstreamCode: upstreamCodeOf(error), eraseAt, event }));
  }

  return {
    taker,
    leftMs,
    isOver,
    expire,
    withdraw,
    /** It waits until what holds it ends, unless that is too late. */
    hold: (until: number, heldFor: HeldFor) => (until < (notAfter ?? 0) ? putBack(until, heldFor) : expire()),
    /** It was not sent: it is tried again, where that makes sense. */
    async fail(error: unknown): Promise<void> {
      if (isOver() || isTooLate(error)) return expire();
      if (!isPassing(error)) return refuse(error);
      const { retryAfterMs = 0 } = isNxZaloError(error) ? error : {};
      const backoffMs = Math.min(longestBackoffMs, shortestBackoffMs * 2 ** Math.min(tries - 1, 10));
      return putBack(Math.round(clock() + Math.max(retryAfterMs, backoffMs * (0.5 + Math.random() / 2))), "retry");
    },
  };
}

/** A message that waited, as it was asked for. */
async function readTaken(context: ServiceContext, { message, secrets }: TakenMessage) {
  const { encryption } = context;
  const { messageId, data, caller, labels } = message;
  const content = await decryptMessage(encryption, message);
  const stored = data === null ? {} : await decryptData(encryption, messageId, data);
  const secret = secrets === null ? {} : await decryptSecrets(encryption, messageId, secrets);
  const { templateId, ext, drWebhook, phone = "", decidedAt } = content;
  const asked: AskedMessage = {
    input: { phone, templateId, templateData: { ...stored, ...secret }, ext, drWebhook },
    options: { caller: caller ?? undefined },
    decidedAt,
  };
  return { content, asked, labels: labels ?? undefined };
}

/**
 * Sends a message that was taken: nobody else does. What surely was not sent, for a reason that passes, waits again; what is too late, or in
 * its quiet hours, is not sent. Never rejects.
 */
export async function sendTaken(context: ServiceContext, taken: TakenMessage, clock: () => number): Promise<void> {
  const { message, goesAt } = taken;
  const { taker, leftMs, isOver, expire, withdraw, hold, fail } = createTaker(context, taken, clock);

  async function prepare() {
    const arrived = await findArrived(context, message);
    if (arrived) {
      await withdraw(arrived);
      return undefined;
    }
    const { content, asked, labels } = await readTaken(context, taken);
    const found = await findStoredRecipient(context, message, content);
    // Since it was asked for, the list of a staging process may have become another one.
    if (isSimulated(context.staging, found.phone) !== (content.simulated ?? false)) throw stagingChanged();
    // Since it was asked for, the recipient may have refused what it is.
    const { templateId, decidedAt } = content;
    await assertNotSuppressed(context, { ...found, templateId }, { decidedAt });
    const { caller } = asked.options;
    const recipient = await withJourney(context, found, { labels, caller });
    const { journeyId } = recipient;
    const isAssigned = journeyId !== null && journeyId !== message.journeyId;
    // What was deleted meanwhile is not sent.
    if (isAssigned && !(await context.records.assignJourney({ ...taker, journeyId }))) return undefined;
    if (context.pace) await context.waitForSlot({ inMs: goesAt - clock(), yieldsMs });
    return { asked, recipient, found };
  }

  // What is left of a quota is advice: where it cannot be read, nothing is held.
  const quotaUntil = await context.quotaReserve?.takeDue(message).catch(() => undefined);
  if (quotaUntil !== undefined) {
    await hold(quotaUntil, "quota");
    return holdForQuota(context, message.appIndex, quotaUntil).catch(() => {});
  }
  const prepared = await prepare().catch(async (error: unknown) => {
    await fail(error);
    return undefined;
  });
  if (!prepared) return;
  if (isOver()) return expire();
  const quietUntil = context.quietHours.until(tagOf(context, message.templateId), clock());
  if (quietUntil !== undefined) return hold(quietUntil, "quiet_hours");
  const { messageId, attempt } = taker;
  const { asked, recipient, found } = prepared;
  const begun = { messageId, attempt, holder: undefined, leftMs, found, hasPlace: true, refuse: fail };
  await sendAttempt(context, asked, recipient, begun).catch(() => {});
}
