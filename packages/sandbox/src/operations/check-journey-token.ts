import { checkJourneyTokenRequest } from "@nxzalo/core/schemas";
import { appIdOf, sandboxOaId } from "../account.ts";
import { checkCodeOfPhone } from "../magic/phones.ts";
import { openToken } from "./live-token.ts";
import { type Operation, readRequest } from "./operation.ts";
import { Refusal } from "./refusal.ts";

/** Checks in this order: body (9000), application (9003), token (9000), the magic code of the token's phone. */
export const checkJourneyToken: Operation = (body, context) => {
  const { appkey, journeyToken } = readRequest(checkJourneyTokenRequest, body, context);
  const { phone, createdAt, expiresAt, tokenType } = openToken(journeyToken, appkey, context);
  const code = checkCodeOfPhone(phone);
  if (code) throw new Refusal(code);
  const times = { createdAt: String(createdAt), expiredAt: String(expiresAt) };
  return { ...times, appId: appIdOf(context.appKeys, appkey), tokenType, oaId: sandboxOaId };
};
