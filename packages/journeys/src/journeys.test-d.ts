import { defineTemplates, type NxZalo } from "@nxzalo/core";
import type { JourneyService } from "@nxzalo/core/journeys";
import { expectTypeOf, it } from "vitest";
import type { JourneysObject } from "./cloudflare.ts";
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

it("takes the messages of its templates alone", () => {
  const templates = defineTemplates({ templates: [{ id: "1", variables: { day: { type: "date" } } }] } as const);
  const create = () => createJourneys({ client, store, templates });
  type Message = Parameters<ReturnType<typeof create>["send"]>[0];
  const content = { templateId: "1", templateData: { day: "31/01/2026" } } as const;
  expectTypeOf({ journeyId: "1", ...content }).toExtend<Message>();
  expectTypeOf({ phone: "84912345678", ...content }).toExtend<Message>();
  // @ts-expect-error a variable is missing
  const empty: Message = { journeyId: "1", templateId: "1", templateData: {} };
  // @ts-expect-error the registry lacks it
  const unlisted: Message = { journeyId: "1", templateId: "2", templateData: {} };
  // @ts-expect-error a stored journey has its phone
  const twice: Message = { journeyId: "1", phone: "84912345678", ...content };
  void [empty, unlisted, twice];
});

/** `Rpc.DurableObjectBranded` of Cloudflare's types, which a `DurableObjectNamespace` wants. */
interface DurableObjectBranded {
  ["__DURABLE_OBJECT_BRAND"]: never;
}

it("is a Durable Object to Cloudflare's types", () => expectTypeOf<JourneysObject>().toExtend<DurableObjectBranded>());
