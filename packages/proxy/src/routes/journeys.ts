import type { NxZalo } from "@nxzalo/core";
import { isSimulated } from "@nxzalo/core/internal";
import * as z from "@nxzalo/core/internal/zod";
import type { OpenedJourney } from "@nxzalo/core/journeys";
import {
  checkJourneyTokenInput,
  daysOf,
  forgetPersonInput,
  type OpenJourneyInput,
  openJourneyInput,
  searchJourneysInput,
} from "@nxzalo/core/schemas";
import { maskPeople } from "../people.ts";
import { journeyNotFound } from "../problems.ts";
import type { Journey } from "./responses.ts";
import {
  accessScope,
  actorScope,
  appField,
  namedScope,
  postRoute,
  type RouteContext,
  resolveApp,
  storedPostRoute,
  storedRoute,
  toDigits,
  viewerOf,
} from "./route.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** A journey that nothing is stored of. */
async function createUnstored(
  { client, staging, now }: RouteContext,
  { phone, tokenType }: OpenJourneyInput,
  options: Parameters<NxZalo["initJourneyToken"]>[1],
): Promise<Pick<OpenedJourney, "journeyId" | "token" | "expiresAt" | "simulated"> & { readonly reused?: undefined }> {
  const { journeyId, token } = await client.initJourneyToken({ phone, tokenType }, options);
  // NXCLOUD does not say when a token expires; a check does.
  const expiresAt = new Date(now() + daysOf(tokenType) * dayMs);
  return { journeyId, token, expiresAt, ...(isSimulated(staging, toDigits(phone)) && { simulated: true }) };
}

export const createJourney = postRoute({
  path: "/v1/journeys",
  operation: "initJourneyToken",
  scope: "send",
  isIdempotent: true,
  schema: (settings) => z.extend(openJourneyInput(settings), appField()),
  run: async (context, { app, ...input }) => {
    const { journeys, idempotencyKey } = context;
    const { caller, scopes } = context.caller;
    const options = resolveApp(context, app);
    const { journeyId, token, expiresAt, reused, simulated } = journeys
      ? await journeys.open(input, { ...options, caller, idempotencyKey })
      : await createUnstored(context, input, options);
    const body: Journey = {
      journeyId,
      ...(scopes.includes("tokens") && { token }),
      phone: toDigits(input.phone),
      tokenType: input.tokenType,
      expiresAt,
      ...(reused !== undefined && { reused }),
      ...(simulated && { simulated }),
    };
    if (reused) return { status: 200, body };
    return { status: 201, body, location: journeys && `/v1/journeys/${journeyId}` };
  },
});

export const checkJourney = postRoute({
  path: "/v1/journeys/check",
  operation: "checkJourneyToken",
  scope: "send",
  schema: () => z.extend(checkJourneyTokenInput(), appField()),
  run: async (context, { app, ...input }) => ({
    status: 200,
    body: await context.client.checkJourneyToken(input, resolveApp(context, app)),
  }),
});

export const findJourney = storedRoute({
  method: "GET",
  path: "/v1/journeys/:journeyId",
  operation: "findJourney",
  scope: "read",
  run: async ({ journeys, ...context }, { journeyId = "" }) => {
    const shownTo = viewerOf(context);
    const body = await journeys.find(journeyId, { ...accessScope(context), shownTo });
    if (!body) throw journeyNotFound();
    return { status: 200, body: shownTo === undefined ? maskPeople(body, body.phone) : body };
  },
});

export const searchJourneys = storedPostRoute({
  path: "/v1/journeys/search",
  operation: "searchJourneys",
  scope: "read",
  schema: (settings) => z.extend(searchJourneysInput(settings), appField()),
  run: async (context, { app, ...query }) => {
    const { journeys, nextCursor } = await context.journeys.search(query, namedScope(context, app));
    // Whole data is shown one record at a time, so that each look is one entry of the audit.
    return { status: 200, body: { journeys: journeys.map((one) => maskPeople(one, one.phone)), nextCursor } };
  },
});

export const deleteJourney = storedRoute({
  method: "DELETE",
  path: "/v1/journeys/:journeyId",
  operation: "deleteJourney",
  scope: "admin",
  run: async ({ journeys, ...context }, { journeyId = "" }) => {
    if ((await journeys.forget({ journeyId }, actorScope(context))) === 0) throw journeyNotFound();
    return { status: 204 };
  },
});

export const forgetPerson = storedPostRoute({
  path: "/v1/journeys/forget",
  operation: "forgetPerson",
  scope: "admin",
  schema: forgetPersonInput,
  run: async (context, input) => {
    const journeys = await context.journeys.forget(input, actorScope(context));
    return { status: 200, body: { journeys } };
  },
});
