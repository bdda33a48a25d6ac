import { initJourneyTokenRequest } from "@nxzalo/core/schemas";
import * as z from "zod/mini";
import { newJourneyId } from "./journey-id.ts";
import { magicCode } from "./magic-phones.ts";
import { Refusal } from "./refusal.ts";
import { issueToken } from "./token.ts";

/** What an operation of the emulated API works with. */
export interface OperationContext {
  readonly appKeys: readonly string[];
  readonly accessSecret: string;
  /** The sandbox's clock, which `advance` moves. */
  readonly clock: number;
}

/**
 * Checks in this order: body (9000), application (9003), phone (9002), magic code.
 *
 * @throws Refusal
 */
export function initJourneyToken(body: unknown, { appKeys, accessSecret, clock }: OperationContext): object {
  const { success, data, error } = z.safeParse(initJourneyTokenRequest, body);
  const onlyPhone = error?.issues.every(({ path, code }) => path[0] === "phone" && code === "invalid_format");
  if (!success && !onlyPhone) throw new Refusal(9000);
  const { appkey, phone, tokenType } = data ?? (body as z.infer<typeof initJourneyTokenRequest>);
  if (!appKeys.includes(appkey)) throw new Refusal(9003);
  if (!success) throw new Refusal(9002);
  const code = magicCode(phone);
  if (code) throw new Refusal(code);
  const journeyId = newJourneyId(clock);
  const claims = { journeyId, appKey: appkey, phone, tokenType, createdAt: clock };
  return { journeyId, token: issueToken(accessSecret, claims) };
}
