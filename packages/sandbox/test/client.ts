import { createNxZalo, type NxZalo, type NxZaloOptions, type SendTemplateInput } from "@nxzalo/core";
import type { Sandbox } from "../src/index.ts";

export const phone = "84912345678";
export const webhook = "https://shop.example/receipts";

export const clientOf = ({ credentials, appKey, fetch }: Sandbox, options: Partial<NxZaloOptions> = {}): NxZalo =>
  createNxZalo({ credentials, appKey, fetch, timeoutMs: 5_000, retry: false, ...options });

export const init = (sandbox: Sandbox, to = phone, options?: Partial<NxZaloOptions>) =>
  clientOf(sandbox, options).initJourneyToken({ phone: to, tokenType: "token_logistics_7" });

export const send = (sandbox: Sandbox, more: Partial<SendTemplateInput> = {}, options?: Partial<NxZaloOptions>) =>
  clientOf(sandbox, options).sendTemplate({ phone, templateId: "133214", templateData: { order: "42" }, ...more });

/** What each queued receipt says it is. */
export const statusesOf = ({ receipts }: Sandbox) => receipts.map(({ body }) => body["status"]);
