import { isNxZaloError } from "@nxzalo/core/errors";
import type { MessageState, ResendManyResult, ResendOptions } from "@nxzalo/core/journeys";
import { type ResendManyInput, validateInput } from "@nxzalo/core/schemas";
import { type BulkOutcome, recordBulk } from "./bulk-audit.ts";
import type { ServiceContext } from "./context.ts";
import { findForBulk } from "./find-for-bulk.ts";
import { schemas } from "./input-schemas.ts";
import { resend } from "./resend.ts";

const elsewhere = { atOnce: 8, atMost: Number.POSITIVE_INFINITY } as const;
/**
 * One request of a Worker may ask others 50 times on the free plan, and six times at once; a message asks twice, to open a journey and to send.
 * Source: Cloudflare Workers, *Limits*.
 */
const inWorker = { atOnce: 6, atMost: 20 } as const;
/** Callers wait for the answer: what is left is done by another call. */
const timeLimitMs = 20_000;

/** Only what surely has not reached its recipient is sent again without a look at each. */
const resendable: readonly MessageState[] = ["refused", "failed", "expired"];

/** What would meet every other message as well. */
const fatal: ReadonlySet<string> = new Set([
  "authentication_failed",
  "account_unavailable",
  "balance_insufficient",
  "upstream_rate_limited",
  "unavailable",
]);

/** What never left does not leave for another message either: NXCLOUD cannot be reached, or a Worker may ask no more. */
const isFatal = (error: unknown): boolean =>
  isNxZaloError(error) && (fatal.has(error.code) || (error.kind === "transport" && error.outcome === "not_sent"));

const codeOf = (error: unknown): string => (isNxZaloError(error) ? error.code : "internal_error");

/** Sends messages again that a search finds; first, unless it says otherwise, it only counts them. */
export async function resendMany(
  context: ServiceContext,
  given: ResendManyInput,
  options: ResendOptions,
): Promise<ResendManyResult> {
  const { where, dryRun = true } = validateInput(schemas.resendMany(context.settings), given);
  const { fit, ...found } = await findForBulk(context, where, options, resendable);
  const waiting = [...fit];
  const counts = { ...found, resendable: waiting.length };
  if (dryRun) return { ...counts, resent: 0, failed: {}, left: waiting.length };

  const outcomes: BulkOutcome[] = [];
  let isStopped = false;
  const failed: Record<string, number> = {};
  const endAt = performance.now() + timeLimitMs;
  const { atOnce, atMost } = context.endsWithRequest ? inWorker : elsewhere;
  let taken = 0;
  const take = () => (taken++ < atMost ? waiting.pop() : undefined);
  async function resendInTurn(): Promise<void> {
    for (let message = take(); message; message = take()) {
      const { messageId, appIndex } = message;
      try {
        await resend(context, messageId, {}, { ...options, isOneOfMany: true });
        outcomes.push({ appIndex, outcome: "resent" });
      } catch (error) {
        outcomes.push({ appIndex, outcome: "failed" });
        const code = codeOf(error);
        failed[code] = (failed[code] ?? 0) + 1;
        isStopped ||= isFatal(error);
      }
      if (isStopped || performance.now() > endAt) return;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, resendInTurn));
  await recordBulk(context, { caller: options.caller, where, outcomes });
  const resent = outcomes.filter(({ outcome }) => outcome === "resent").length;
  return { ...counts, resent, failed, left: waiting.length };
}
