import { expectTypeOf, it } from "vitest";
import type { ProxyClientOptions } from "./index.ts";
import { createJourneysClient, type JourneyDetails, type JourneyPage, type ReceiptPage } from "./journeys.ts";

const journeys = createJourneysClient({ baseUrl: "https://zalo.example" });

it("takes the options of the other client", () =>
  expectTypeOf(createJourneysClient).parameter(0).toEqualTypeOf<ProxyClientOptions>());

it("gives what is stored, with times as Date and no token", () => {
  expectTypeOf(journeys.find).returns.resolves.toEqualTypeOf<JourneyDetails>();
  expectTypeOf(journeys.search).returns.resolves.toEqualTypeOf<JourneyPage>();
  expectTypeOf(journeys.searchReceipts).returns.resolves.toEqualTypeOf<ReceiptPage>();
  expectTypeOf<JourneyDetails["createdAt"]>().toEqualTypeOf<Date>();
  expectTypeOf<JourneyDetails["cost"]>().toEqualTypeOf<
    { readonly amount: string; readonly currency: string } | undefined
  >();
  expectTypeOf<JourneyDetails["messages"][number]["deliveredAt"]>().toEqualTypeOf<Date | undefined>();
  expectTypeOf<keyof JourneyDetails & "token">().toBeNever();
  expectTypeOf(journeys.delete).returns.resolves.toBeVoid();
});

it("searches by times of either kind", () => {
  journeys.search({});
  journeys.search({ createdFrom: new Date(), createdBefore: "2026-01-01T00:00:00Z", state: "open", app: "coaches" });
  // @ts-expect-error there is no such state
  journeys.search({ state: "lost" });
  // @ts-expect-error a cursor is a text: null is the end
  journeys.search({ cursor: null });
  // @ts-expect-error receipts that match nothing have no phone
  journeys.searchReceipts({ phone: "84912345678" });
});

it("forgets one person, never all", () => {
  journeys.forget({ phone: "84912345678" });
  // @ts-expect-error whom?
  journeys.forget({});
  // @ts-expect-error one journey is deleted
  journeys.forget({ journeyId: "1" });
});
