import { isNxZaloError } from "@nxzalo/core/errors";
import { safeCause } from "@nxzalo/core/internal";

/**
 * What a log may say of what an operator has to hear of: our own errors, with what caused them in masked words; of others no more than
 * their name, since they may quote what they met.
 *
 * @example
 * ```ts
 * import { loggableFault } from "@nxzalo/proxy";
 *
 * const onFault = (error: unknown, requestId: string) => console.error(JSON.stringify({ requestId, error: loggableFault(error) }));
 * ```
 */
export function loggableFault(error: unknown): Readonly<Record<string, unknown>> {
  if (!isNxZaloError(error)) return { name: error instanceof Error ? error.name : "not an Error" };
  const cause = safeCause(error.cause);
  return { ...error.toJSON(), ...(cause && { cause: `${cause.name}: ${cause.message}` }) };
}
