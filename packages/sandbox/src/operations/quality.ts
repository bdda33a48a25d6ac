import { oaQualityRequest } from "@nxzalo/core/schemas";
import { checkCodeOfPhone } from "../magic-numbers.ts";
import { type Operation, Refusal, readRequest } from "./operation.ts";
import { openToken } from "./token.ts";

/** Of the first application, which is rated best, and of the others. */
const qualities = [
  { oaCurrentQuality: "HIGH", oa7dayQuality: "HIGH" },
  { oaCurrentQuality: "LOW", oa7dayQuality: "MEDIUM" },
] as const;

/** Checks in this order: body (9000), application (9003), a token that is given (9000), the magic code of its phone. */
export const oaQuality: Operation = (body, context) => {
  const { appkey, journeyToken } = readRequest(oaQualityRequest(), body, context);
  const code =
    journeyToken === undefined ? undefined : checkCodeOfPhone(openToken(journeyToken, appkey, context).phone);
  if (code) throw new Refusal(code);
  return context.appKeys[0] === appkey ? qualities[0] : qualities[1];
};
