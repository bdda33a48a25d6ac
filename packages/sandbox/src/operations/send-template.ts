import { sendTemplateRequest } from "@nxzalo/core/schemas";
import { appIdOf, sandboxOaId } from "../account.ts";
import { codeOfPhone, zaloCodeOfPhone } from "../magic/phones.ts";
import { behaviourOf, codeOfTemplate, zaloCodeOfTemplate } from "../magic/templates.ts";
import { newRequestId } from "./ids.ts";
import { openToken } from "./live-token.ts";
import { type Operation, readRequest } from "./operation.ts";
import { Refusal } from "./refusal.ts";

/** `mt`. Checks in this order: body (9000), application (9003), phone (9002), journey token (9000), magic code. */
export const sendTemplate: Operation = (body, context) => {
  const { appkey, phone, messageData, drWebhook, ext } = readRequest(sendTemplateRequest, body, context);
  const { templateId, journeyToken } = messageData;
  const token = journeyToken === undefined ? undefined : openToken(journeyToken, appkey, context);
  if (token && token.phone !== phone) throw new Refusal(9000);
  const code = codeOfPhone(phone) ?? codeOfTemplate(templateId);
  if (code) throw new Refusal(code);
  const requestId = newRequestId();
  const behaviour = behaviourOf(templateId);
  context.outbox.accept({
    requestId,
    behaviour,
    ext,
    webhook: drWebhook,
    acceptedAt: context.clock,
    zaloCode: zaloCodeOfTemplate(templateId) ?? zaloCodeOfPhone(phone),
    journey: token && {
      journeyId: token.journeyId,
      expiresAt: token.expiresAt,
      oaId: sandboxOaId,
      appId: appIdOf(context.appKeys, appkey),
    },
  });
  return behaviour === "no-request-id" ? {} : { requestId };
};
