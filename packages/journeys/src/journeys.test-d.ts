import { expectTypeOf, it } from "vitest";
import { createJourneys, type JourneyStore, type OpenJourney, type Vault } from "./index.ts";

it("takes a store with its vault, and gives journeys with Dates", () => {
  const create = (store: JourneyStore, vault: Vault) =>
    createJourneys({
      client: { initJourneyToken: async () => ({ journeyId: "1", token: "t" }) },
      store,
      vault,
      appKey: "a",
    });
  expectTypeOf<Awaited<ReturnType<ReturnType<typeof create>["open"]>>>().toEqualTypeOf<OpenJourney>();
  expectTypeOf<OpenJourney["expiresAt"]>().toEqualTypeOf<Date>();
  // @ts-expect-error: nothing is kept without a vault
  createJourneys({ client: { initJourneyToken: async () => ({ journeyId: "1", token: "t" }) }, appKey: "a" });
});
