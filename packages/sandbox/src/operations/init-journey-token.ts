import { initJourneyTokenRequest } from "@nxzalo/core/schemas";
import { codeOfPhone } from "../magic/phones.ts";
import { newJourneyId } from "./journey-id.ts";
import { type Operation, readRequest } from "./operation.ts";
import { Refusal } from "./refusal.ts";
import { issueToken } from "./token.ts";

/** Checks in this order: body (9000), application (9003), phone (9002), magic code. */
export const initJourneyToken: Operation = (body, context) => {
  const { appkey, phone, tokenType } = readRequest(initJourneyTokenRequest, body, context);
  const code = codeOfPhone(phone);
  if (code) throw new Refusal(code);
  const { accessSecret, clock } = context;
  const journeyId = newJourneyId(clock);
  const claims = { journeyId, appKey: appkey, phone, tokenType, createdAt: clock };
  return { journeyId, token: issueToken(accessSecret, claims) };
};
