import type { ResendOptions } from "@nxzalo/core/journeys";
import type { ResendMessageInput, ResendRisk } from "@nxzalo/core/schemas";
import { isAccepted } from "../store/message-states.ts";
import type { AttemptRecord } from "../store/records.ts";
import { type Doubt, notResendable, notResendableUnforced } from "./errors.ts";
import { hasReached } from "./hold-on-refusal.ts";
import { isLive, type Stored } from "./stored-message.ts";

/** As long as a call may be on its way. */
const onTheWayMs = 60_000;

/** What a stored message is to become. */
export interface Wanted {
  readonly input: ResendMessageInput;
  readonly options: ResendOptions;
  /** Whether it goes to another phone. */
  readonly isOther: boolean;
}

/** What may have been sent, and did not fail. */
const mayArrive = ({ state }: AttemptRecord) => state === "unknown" || (isAccepted(state) && state !== "failed");

/** Whether the caller takes that on, and may: a second message is for those who may force. */
function isAgreed(risk: ResendRisk, { input: { force = false }, options }: Wanted): boolean {
  const isListed = typeof force === "boolean" ? force : force.includes(risk);
  return isListed && (risk === "journey_opened_anew" || options.mayForce === true);
}

/**
 * Whether another attempt might be a second message.
 *
 * @throws ProxyError `message_not_resendable` in a state in which there is nothing to decide.
 */
export function doubtOfAttempts(
  { message: { state, attemptedAt }, attempts }: Stored,
  wanted: Wanted,
  now: number,
): Doubt | undefined {
  if (state === "scheduled") throw notResendable("It waits for its time", "cancel it, or wait");
  if (state === "sent" || state === "delivered") throw notResendable("It has been sent", "send a new message");
  // Refused, failed, cancelled, expired or superseded: an earlier attempt may have it all the same.
  const earlier = attempts.find(mayArrive);
  const isOpen = state === "unknown" || state === "accepted";
  if (!isOpen && !earlier) return undefined;
  // Also one that has just been accepted: where that answer was lost, it is the same decision that is asked for again.
  const isAgain = state === "accepted" && isAgreed("attempt_may_arrive", wanted);
  if ((state === "unknown" || isAgain) && attemptedAt > now - onTheWayMs)
    throw notResendable("It may be on its way", "ask again in a minute");
  const hint = "a caller with the scope `admin` sends it again with `force: true`";
  if (!isOpen && earlier) {
    return hasReached(earlier)
      ? { risk: "attempt_arrived", why: "An earlier attempt has arrived", hint }
      : { risk: "attempt_may_arrive", why: "An earlier attempt may arrive", hint };
  }
  const why = isAccepted(state) ? "NXCLOUD has it" : "It may have been sent";
  return { risk: "attempt_may_arrive", why, hint: `wait for a receipt; ${hint}` };
}

/** Whether another journey would be opened, which is paid. One that could not be opened yet is opened without a doubt. */
export function doubtOfJourney(
  { content, journey, opened }: Stored,
  { isOther }: Wanted,
  dueAt: number,
): Doubt | undefined {
  const hasType = (content.tokenType ?? opened?.tokenType) !== undefined;
  if (isOther || !journey || !hasType || (opened && isLive(journey, dueAt))) return undefined;
  const hint = "`force: true` opens a new journey, which is paid";
  return { risk: "journey_opened_anew", why: "Its journey is over", hint };
}

/** @throws ProxyError `message_not_resendable` with all that the caller has not agreed to, or may not. */
export function assertAgreed(doubts: readonly (Doubt | undefined)[], wanted: Wanted): void {
  const left = doubts.filter((doubt) => doubt !== undefined).filter(({ risk }) => !isAgreed(risk, wanted));
  if (left.length > 0) throw notResendableUnforced(left);
}
