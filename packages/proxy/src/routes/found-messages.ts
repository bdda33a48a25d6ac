import * as z from "@nxzalo/core/internal/zod";
import type { StoredMessage } from "@nxzalo/core/journeys";
import { bulkMessagesInput, messageStatsInput, searchMessagesInput } from "@nxzalo/core/schemas";
import { maskPeople } from "../people.ts";
import { messageNotFound } from "../problems.ts";
import { accessScope, appField, namedScope, searchScope, storedPostRoute, storedRoute, viewerOf } from "./route.ts";

/** As it is shown where no person is to be seen. */
export const masked = <Shown extends StoredMessage>(message: Shown): Shown =>
  maskPeople(message, message.phone ?? undefined);

export const findMessage = storedRoute({
  method: "GET",
  path: "/v1/messages/:messageId",
  operation: "findMessage",
  scope: "read",
  run: async ({ journeys, ...context }, { messageId = "" }) => {
    const shownTo = viewerOf(context);
    const scope = { ...accessScope(context), apps: context.apps, shownTo };
    const body = await journeys.messages.find(messageId, scope);
    if (!body) throw messageNotFound();
    return { status: 200, body: shownTo === undefined ? masked(body) : body };
  },
});

export const searchMessages = storedPostRoute({
  path: "/v1/messages/search",
  operation: "searchMessages",
  scope: "read",
  schema: (settings) => z.safeExtend(searchMessagesInput(settings), appField()),
  run: async (context, { app, ...query }) => {
    const { messages, nextCursor } = await context.journeys.messages.search(query, searchScope(context, app));
    // Whole data is shown one record at a time, so that each look is one entry of the audit.
    return { status: 200, body: { messages: messages.map(masked), nextCursor } };
  },
});

export const countMessages = storedPostRoute({
  path: "/v1/stats",
  operation: "countMessages",
  scope: "read",
  schema: () => z.safeExtend(messageStatsInput(), appField()),
  run: async (context, { app, ...query }) => ({
    status: 200,
    body: await context.journeys.messages.stats(query, namedScope(context, app)),
  }),
});

export const bulkMessages = storedPostRoute({
  path: "/v1/messages/bulk",
  operation: "bulkMessages",
  scope: "admin",
  schema: bulkMessagesInput,
  run: async (context, { action, where: { app, ...where }, dryRun }) => {
    const { caller, drWebhook } = context;
    const { messages } = context.journeys;
    const scope = { ...namedScope(context, app), caller: caller.caller };
    if (action === "cancel")
      return { status: 200, body: await messages.cancelMany({ where, dryRun }, { ...scope, ofOthers: true }) };
    const options = { ...scope, mayForce: true, drWebhook };
    return { status: 200, body: await messages.resendMany({ where, dryRun }, options) };
  },
});
