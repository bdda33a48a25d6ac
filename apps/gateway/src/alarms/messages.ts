import { createHmac } from "node:crypto";
import { createWebhookSigner } from "@nxzalo/proxy";
import type { AlertConfig } from "./config.ts";
import type { Alarm } from "./watch.ts";

/** What is posted. */
export interface AlertRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const toIso = (ms: number) => new Date(ms).toISOString();

/** An alarm as people read it. */
function describeAlarm({ rule, status, startedAt }: Alarm, gateway: string): { subject: string; text: string } {
  const subject = `${status === "firing" ? "FIRING" : "RESOLVED"} ${rule.name} (${gateway})`;
  const text = `${subject}\n${rule.summary}\nsince ${toIso(startedAt)}\ndocs/runbooks/${rule.runbook}.md`;
  return { subject, text };
}

/** An alarm as programs read it, as Standard Webhooks say. */
const toEvent = ({ rule, status, startedAt, at }: Alarm, gateway: string) => ({
  type: `alarm.${status}`,
  timestamp: toIso(at),
  data: {
    name: rule.name,
    severity: rule.severity,
    summary: rule.summary,
    runbook: `docs/runbooks/${rule.runbook}.md`,
    startedAt: toIso(startedAt),
    gateway,
  },
});

/** Lark's own signature, for bots that ask for it: a keyed hash of nothing, whose key is the time and the secret. */
function larkSignature(secret: string | undefined, now: number): { timestamp?: string; sign?: string } {
  if (secret === undefined) return {};
  const timestamp = String(Math.floor(now / 1000));
  return { timestamp, sign: createHmac("sha256", `${timestamp}\n${secret}`).digest("base64") };
}

function toBody(alarm: Alarm, config: AlertConfig, gateway: string, now: number): object {
  const { subject, text } = describeAlarm(alarm, gateway);
  switch (config.format) {
    case "telegram":
      return { chat_id: config.to[0], text, link_preview_options: { is_disabled: true } };
    case "lark":
      return { ...larkSignature(config.secret, now), msg_type: "text", content: { text } };
    case "mail":
      return { from: config.from, to: config.to, subject, text };
    default:
      return toEvent(alarm, gateway);
  }
}

/**
 * An alarm in the format of its receiver. The id in `webhook-id` is the same for every copy of it.
 *
 * @param now Milliseconds since the epoch, of this attempt.
 */
export function toAlertRequest(alarm: Alarm, config: AlertConfig, gateway: string, now: number): AlertRequest {
  const body = JSON.stringify(toBody(alarm, config, gateway, now));
  const id = `alarm_${alarm.rule.name}_${gateway.replace(/[^\w.-]/g, "_")}_${alarm.startedAt}_${alarm.status}`;
  const signature = config.secret === undefined ? {} : createWebhookSigner(config.secret)({ id, at: now, body });
  const authorization = config.authorization === undefined ? {} : { authorization: config.authorization };
  return { headers: { "content-type": "application/json", ...authorization, ...signature }, body };
}
