import { InputError } from "@nxzalo/core/errors";
import { check, firstIssues } from "@nxzalo/core/internal";
import type { MessageCheck } from "@nxzalo/core/journeys";
import { checkMessagesInput, drWebhookSchema, type MessageToCheck } from "@nxzalo/core/schemas";
import { toMessageScope, webhookIssues } from "./messages.ts";
import { type RouteContext, type StoredContext, storedPostRoute } from "./route.ts";

/** Messages that would be sent in one application, with their places in the request. */
interface Group {
  readonly app: string | undefined;
  readonly messages: MessageToCheck[];
  readonly places: number[];
}

/** By application, and by whether a stored journey names it: what belongs together is looked for at once. */
function toGroups(given: readonly { readonly app?: string | undefined }[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [place, { app, ...rest }] of given.entries()) {
    const message = rest as MessageToCheck;
    const isStored = message.journeyId !== undefined || message.phone === undefined;
    const name = `${isStored} ${app ?? ""}`;
    const group = groups.get(name) ?? { app, messages: [], places: [] };
    groups.set(name, group);
    group.messages.push(message);
    group.places.push(place);
  }
  return [...groups.values()];
}

/** The same result with the host of the message's own webhook held against the list, where its key has not sent it yet. */
function withWebhookIssues(
  { drWebhookHosts }: RouteContext,
  { drWebhook }: MessageToCheck,
  result: MessageCheck,
): MessageCheck {
  const { known, suppressed } = result;
  const isSent = known !== null && known !== "refused";
  // One that is no URL at all has its issue already.
  const read = check(drWebhookSchema(), drWebhook);
  const found = isSent || !("value" in read) ? [] : webhookIssues(read.value, drWebhookHosts);
  return found.length === 0 ? result : { known, issues: firstIssues([...result.issues, ...found]), suppressed };
}

/** One group's results. An application that is not configured is the fault of its messages alone. */
async function checkGroup(
  context: StoredContext,
  { app, messages }: Group,
  ahead: number | undefined,
): Promise<readonly MessageCheck[]> {
  const [first] = messages;
  if (!first) return [];
  try {
    const options = { ...toMessageScope(context, app, first), caller: context.caller.caller };
    const { results } = await context.journeys.messages.check({ messages, ahead }, options);
    return results.map((result, at) => withWebhookIssues(context, messages[at] as MessageToCheck, result));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return messages.map(() => ({ known: null, issues: error.issues, suppressed: false }));
  }
}

export const checkMessages = storedPostRoute({
  path: "/v1/messages/check",
  operation: "checkMessages",
  scope: "send",
  limitBytes: 512 * 1024,
  schema: checkMessagesInput,
  run: async (context, { messages, ahead }) => {
    const groups = toGroups(messages);
    const checked = await Promise.all(groups.map((group) => checkGroup(context, group, ahead)));
    const placed = groups.flatMap(({ places }, at) =>
      places.map((place, index) => [place, checked[at]?.[index]] as const),
    );
    const results = placed.sort(([one], [other]) => one - other).map(([, result]) => result);
    return { status: 200, body: { results } };
  },
});
