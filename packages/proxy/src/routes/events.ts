import * as z from "@nxzalo/core/internal/zod";
import { replayEventsInput, searchEventsInput } from "@nxzalo/core/schemas";
import { maskPeople } from "../people.ts";
import { actorScope, appField, namedScope, storedPostRoute } from "./route.ts";

export const searchEvents = storedPostRoute({
  path: "/v1/events/search",
  operation: "searchEvents",
  scope: "admin",
  schema: () => z.extend(searchEventsInput(), appField()),
  run: async (context, { app, ...query }) => {
    const { events, nextCursor } = await context.journeys.events.search(query, namedScope(context, app));
    return { status: 200, body: { events: events.map((event) => maskPeople(event)), nextCursor } };
  },
});

export const replayEvents = storedPostRoute({
  path: "/v1/events/replay",
  operation: "replayEvents",
  scope: "admin",
  schema: () => replayEventsInput(),
  run: async (context, input) => {
    return { status: 202, body: { replayed: await context.journeys.events.replay(input, actorScope(context)) } };
  },
});
