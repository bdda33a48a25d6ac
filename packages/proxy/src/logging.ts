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

/** Reports an error of one request, where the operator has to hear of it. */
export type ReportFault = (error: unknown, requestId: string) => void;

/** The operator hears of bugs, of a broken configuration, and of what the proxy itself depends on. */
const isFault = (error: unknown): boolean => !isNxZaloError(error) || error.kind === "config" || error.isFault === true;

/** Reports faults, and faults alone, to the observer. What the observer throws is ignored. */
export const createFaultReporter =
  (onFault: ReportFault | undefined): ReportFault =>
  (error, requestId) => {
    if (!isFault(error)) return;
    try {
      onFault?.(error, requestId);
    } catch {
      // An observer must not be able to make another fault.
    }
  };
