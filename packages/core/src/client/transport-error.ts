import { TransportError } from "../errors.ts";
import { safeCause } from "../internal/mask.ts";
import { codeOfFailure, connectionHint } from "./connection-failure.ts";

/** How a request failed that got no reply. */
export interface LostRequest {
  /** What the transport, or the time limit, threw. */
  readonly error: unknown;
  /** Whether the transport had been given the request. */
  readonly wasHandedOver: boolean;
  /** Whether the time was over. */
  readonly isTimeout: boolean;
  /** Whether asking twice is harmless. */
  readonly repeatable: boolean;
  /** What must not show in the error. */
  readonly secrets: readonly string[];
}

/** Only a transport that says so has surely sent nothing. */
const mayHaveArrived = (error: unknown): boolean => (error as { sent?: unknown } | null | undefined)?.sent !== false;

/** The error of a request without a reply. Its outcome is `not_sent` only where that is a fact. */
export function transportError({ error, wasHandedOver, isTimeout, repeatable, secrets }: LostRequest): TransportError {
  const mayBeSent = wasHandedOver && mayHaveArrived(error);
  const outcome = mayBeSent ? "unknown" : "not_sent";
  const retryable = repeatable || !mayBeSent;
  if (isTimeout) {
    const message = mayBeSent ? "NXCLOUD did not answer in time" : "The time ran out before the request was sent";
    return new TransportError(message, { code: "timeout", outcome, retryable });
  }
  return new TransportError("NXCLOUD could not be reached, or the connection broke before it answered", {
    code: "network_error",
    outcome,
    retryable,
    cause: safeCause(error, secrets),
    hint: connectionHint(codeOfFailure(error)),
  });
}
