import { type CodedIssue, inputError, isSimulated } from "@nxzalo/core/internal";
import * as z from "@nxzalo/core/internal/zod";
import type { AccessScope, CallContext } from "@nxzalo/core/journeys";
import { resendMessageInput, type SendMessageInput, sendMessageFields } from "@nxzalo/core/schemas";
import { isOnListedHost } from "../receipts/webhook-hosts.ts";
import {
  accessScope,
  actorScope,
  appField,
  maySeePeople,
  postRoute,
  type RouteContext,
  resolveApp,
  storedPostRoute,
  toDigits,
} from "./route.ts";

const hostNotListed: CodedIssue = {
  path: ["drWebhook"],
  message: "must be an https URL on a host that the proxy lists: leave it out",
  code: "host_not_listed",
};

/** What is wrong with a message's own webhook: it makes NXCLOUD call a URL of the caller's choice, with what became of the message. */
export const webhookIssues = (drWebhook: string | undefined, hosts: readonly string[]): readonly CodedIssue[] =>
  drWebhook === undefined || isOnListedHost(drWebhook, hosts) ? [] : [hostNotListed];

/** A message as it is sent without a journey store. */
function toPhone({ phone = "", ...given }: SendMessageInput) {
  const { journeyId, tokenType, reference, labels, sendAt, notAfter, topic, lane, ...rest } = given;
  const stored = { journeyId, tokenType, reference, labels, sendAt, notAfter, topic, lane };
  const names = Object.entries(stored).filter(([, value]) => value !== undefined);
  if (names.length === 0) return { phone, ...rest };
  const message = "means nothing here: this proxy stores no journeys";
  throw inputError(names.map(([name]) => ({ path: [name], message, code: "journeys_not_stored" })));
}

export const resendMessage = storedPostRoute({
  path: "/v1/messages/:messageId/resend",
  operation: "resendMessage",
  scope: "send",
  limitBytes: 512 * 1024,
  schema: resendMessageInput,
  run: async (context, input, { messageId = "" }) => {
    const rights = { mayForce: context.caller.scopes.includes("admin"), seesPeople: maySeePeople(context) };
    const options = { ...actorScope(context), ...rights, drWebhook: context.drWebhook };
    return { status: 202, body: await context.journeys.messages.resend(messageId, input, options) };
  },
});

export const cancelMessage = storedPostRoute({
  path: "/v1/messages/:messageId/cancel",
  operation: "cancelMessage",
  scope: "send",
  isBodyOptional: true,
  schema: () => z.strictObject({}),
  run: async (context, _, { messageId = "" }) => {
    const options = { ...actorScope(context), ofOthers: context.caller.scopes.includes("admin") };
    return { status: 200, body: await context.journeys.messages.cancel(messageId, options) };
  },
});

/**
 * In which application, or in whose, a message is sent: a stored journey has its application, and one that is named must be that one. One
 * that is named is part of what an idempotency key stands for.
 */
export function toMessageScope(
  context: RouteContext,
  app: string | undefined,
  { journeyId, phone }: Readonly<Partial<Record<"journeyId" | "phone", unknown>>>,
): Pick<CallContext, "appKey"> & AccessScope {
  const isStored = journeyId !== undefined || phone === undefined;
  if (isStored && app === undefined) return accessScope(context);
  const own = resolveApp(context, app);
  return { ...own, ...(isStored ? { appKeys: [own.appKey] } : accessScope(context)) };
}

export const sendMessage = postRoute({
  path: "/v1/messages",
  operation: "sendTemplate",
  scope: "send",
  isIdempotent: true,
  limitBytes: 512 * 1024,
  schema: (settings) => z.safeExtend(sendMessageFields(settings), appField()),
  run: async (context, { app, ...input }) => {
    const { journeys, client, caller, idempotencyKey, respondAsync, drWebhook, templates } = context;
    const issues = webhookIssues(input.drWebhook, context.drWebhookHosts);
    if (issues.length > 0) throw inputError(issues);
    if (journeys) {
      const scope = toMessageScope(context, app, input);
      const call = { ...scope, caller: caller.caller, idempotencyKey, drWebhook, respondAsync };
      return { status: 202, body: await journeys.send(input as SendMessageInput, call) };
    }
    const message = toPhone(input as SendMessageInput);
    const templateData = templates ? templates.hold(message) : message.templateData;
    const sent = await client.sendTemplate({ drWebhook, ...message, templateData }, resolveApp(context, app));
    const simulated = isSimulated(context.staging, toDigits(message.phone));
    return { status: 202, body: simulated ? { ...sent, simulated } : sent };
  },
});
