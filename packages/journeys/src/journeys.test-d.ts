import type { NxZalo } from "@nxzalo/core";
import type { JourneyService } from "@nxzalo/core/journeys";
import { expectTypeOf, it } from "vitest";
import { createJourneys, type JourneyStore, type Journeys, type OpenedJourney } from "./index.ts";

declare const client: NxZalo;
declare const store: JourneyStore;

it("takes a client and a store, and gives journeys with Dates", () => {
  const create = () => createJourneys({ client, store, appKey: "a" });
  expectTypeOf<ReturnType<typeof create>>().toEqualTypeOf<Journeys>();
  expectTypeOf<Awaited<ReturnType<Journeys["open"]>>>().toEqualTypeOf<OpenedJourney>();
  expectTypeOf<OpenedJourney["expiresAt"]>().toEqualTypeOf<Date>();
  createJourneys({ client, store });
  // @ts-expect-error: nothing is kept without a store
  createJourneys({ client, appKey: "a" });
});

it("is what the proxy takes", () => expectTypeOf<Journeys>().toExtend<JourneyService>());

it("shows no token where a journey is looked up", () => {
  type Found = NonNullable<Awaited<ReturnType<Journeys["find"]>>>;
  expectTypeOf<Found>().not.toHaveProperty("token");
  expectTypeOf<NonNullable<Found["cost"]>["amount"]>().toEqualTypeOf<string>();
});
