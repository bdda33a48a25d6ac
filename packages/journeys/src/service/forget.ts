import type { AccessScope } from "@nxzalo/core/journeys";
import { validateInput } from "@nxzalo/core/schemas";
import { appIndexesOf, indexesOf, type RuleContext } from "./context.ts";
import { schemasOf } from "./schemas.ts";

/** Deletes one journey or a person's, with their messages and receipts. Gives the number of journeys. */
export async function forget(
  context: RuleContext,
  what: { readonly journeyId: string } | { readonly phone: string },
  { appKeys }: AccessScope,
): Promise<number> {
  const { records, vault, settings } = context;
  const appIndexes = await appIndexesOf(context, appKeys);
  if ("phone" in what) {
    const { phone } = validateInput(schemasOf.forget(settings), what);
    return records.forgetPhone(await indexesOf(vault).phone(phone), appIndexes);
  }
  const journey = await records.find(what.journeyId);
  if (!journey || appIndexes?.includes(journey.appIndex) === false) return 0;
  return Number(await records.forgetJourney(what.journeyId));
}
