import { InputError } from "@nxzalo/core/errors";

/**
 * Where a journey is found.
 *
 * @throws InputError where the id is none: what is put into a path must not lead elsewhere, and a phone has no place there.
 */
export function journeyPath(journeyId: string): string {
  if (/^\d+$/.test(journeyId)) return `/v1/journeys/${journeyId}`;
  const issues = [{ path: ["journeyId"], message: "must be the digits of a journey's id" }];
  throw new InputError("The input is not valid: journeyId must be the digits of a journey's id", {
    code: "input_invalid",
    outcome: "not_sent",
    issues,
  });
}
