import type { AccessScope } from "@nxzalo/core/journeys";
import { validateInput } from "@nxzalo/core/schemas";
import { createIndexes, type ServiceContext, schemas, toAppIndexes } from "./context.ts";

/** Deletes one journey or a person's, with their messages and receipts. Gives the number of journeys. */
export async function forget(
  context: ServiceContext,
  what: { readonly journeyId: string } | { readonly phone: string },
  { appKeys }: AccessScope,
): Promise<number> {
  const { records, encryption, settings } = context;
  const appIndexes = await toAppIndexes(context, appKeys);
  if ("phone" in what) {
    const { phone } = validateInput(schemas.forget(settings), what);
    return records.forgetPhone(await createIndexes(encryption).phone(phone), appIndexes && [...appIndexes]);
  }
  const journey = await records.find(what.journeyId);
  if (!journey || appIndexes?.has(journey.appIndex) === false) return 0;
  return Number(await records.forgetJourney(what.journeyId));
}

const sweptAtOnce = 500;

/** Deletes, batch by batch, what is over for longer than `retainMs`. Gives the number of rows. */
export async function sweepAll({ records, retainMs, now }: ServiceContext): Promise<number> {
  let total = 0;
  for (let swept = 1; swept > 0; total += swept) {
    const at = now();
    swept = await records.sweep({ now: at, expiredBefore: at - retainMs, limit: sweptAtOnce });
  }
  return total;
}
