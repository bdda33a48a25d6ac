import { checkJourneyTokenRequest, initJourneyTokenRequest } from "@nxzalo/core/schemas";
import { checkCodeOfPhone, codeOfPhone } from "../magic-numbers.ts";
import { appIdOf, sandboxOaId } from "../options.ts";
import { newJourneyId } from "./ids.ts";
import { type Operation, Refusal, readRequest } from "./operation.ts";
import { issueToken, openToken } from "./token.ts";

/** Checks in this order: body (9000), application (9003), phone (9002), magic code. */
export const initJourneyToken: Operation = (body, context) => {
  const { appkey, phone, tokenType } = readRequest(initJourneyTokenRequest(), body, context);
  const code = codeOfPhone(phone);
  if (code) throw new Refusal(code);
  const { accessSecret, clock } = context;
  const journeyId = newJourneyId(clock);
  const claims = { journeyId, appKey: appkey, phone, tokenType, createdAt: clock };
  return { journeyId, token: issueToken(accessSecret, claims) };
};

/** Checks in this order: body (9000), application (9003), token (9000), the magic code of the token's phone. */
export const checkJourneyToken: Operation = (body, context) => {
  const { appkey, journeyToken } = readRequest(checkJourneyTokenRequest(), body, context);
  const { phone, createdAt, expiresAt, tokenType } = openToken(journeyToken, appkey, context);
  const code = checkCodeOfPhone(phone);
  if (code) throw new Refusal(code);
  const times = { createdAt: String(createdAt), expiredAt: String(expiresAt) };
  return { ...times, appId: appIdOf(context.appKeys, appkey), tokenType, oaId: sandboxOaId };
};
