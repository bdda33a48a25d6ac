import * as z from "@nxzalo/core/internal/zod";
import { replayEventsInput, searchEventsInput } from "@nxzalo/core/schemas";
import { maskPeople } from "../people.ts";
import { accessScope, appField, namedScope, postRoute, requireJourneys } from "./route.ts";

/** `POST /v1/events/search`. */
export const searchEvents = postRoute({
  path: "/v1/events/search",
  operation: "searchEvents",
  scope: "admin",
  needsJourneys: true,
  schema: () => z.extend(searchEventsInput(), appField()),
  run: async (context, { app, ...query }) => {
    const { events, nextCursor } = await requireJourneys(context).events.search(query, namedScope(context, app));
    return { status: 200, body: { events: events.map((event) => maskPeople(event)), nextCursor } };
  },
});

/** `POST /v1/events/replay`. */
export const replayEvents = postRoute({
  path: "/v1/events/replay",
  operation: "replayEvents",
  scope: "admin",
  needsJourneys: true,
  schema: () => replayEventsInput(),
  run: async (context, input) => {
    const scope = { ...accessScope(context), caller: context.caller.caller };
    return { status: 202, body: { replayed: await requireJourneys(context).events.replay(input, scope) } };
  },
});
