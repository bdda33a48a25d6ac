import { sendTemplateRequest } from "@nxzalo/core/schemas";
import { behaviourOf, codeOfPhone, codeOfTemplate, zaloCodeOfPhone, zaloCodeOfTemplate } from "../magic-numbers.ts";
import { appIdOf, sandboxOaId } from "../options.ts";
import { newRequestId } from "./ids.ts";
import { type Operation, Refusal, readRequest } from "./operation.ts";
import { openToken } from "./token.ts";

/** `mt`. Checks in this order: body (9000), application (9003), phone (9002), journey token (9000), magic code. */
export const sendTemplate: Operation = (body, context) => {
  const { appkey, phone, messageData, drWebhook, ext } = readRequest(sendTemplateRequest(), body, context);
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
