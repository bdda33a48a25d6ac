import type { AnyNxZaloError } from "../../packages/core/src/errors.ts";

/**
 * The typed error that a call has to fail with, whichever copy of core it comes from.
 *
 * @throws Error where the call succeeded, or failed with something else.
 */
export async function failureOf(call: Promise<unknown> | (() => unknown)): Promise<AnyNxZaloError> {
  let reason: unknown = "it succeeded";
  try {
    await (typeof call === "function" ? call() : call);
  } catch (error) {
    reason = error;
  }
  if (typeof reason === "object" && reason !== null && Symbol.for("nxzalo.error") in reason)
    return reason as AnyNxZaloError;
  throw new Error(`not an error of this SDK: ${String(reason)}`, { cause: reason });
}
