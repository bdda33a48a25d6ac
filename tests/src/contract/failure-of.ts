import { isNxZaloError, type NxZaloError } from "@nxzalo/core/errors";

/** The typed error of a call that has to fail. */
export async function failureOf(call: Promise<unknown>): Promise<NxZaloError> {
  const reason = await call.then(
    () => "it succeeded",
    (error: unknown) => error,
  );
  if (isNxZaloError(reason)) return reason;
  throw new Error(`not one of ours: ${String(reason)}`);
}
