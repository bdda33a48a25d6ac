import { type EnvReader, hrefOf, parseList, secureUrlValidator, type Validator } from "@nxzalo/core/internal";
import { validateWebhookSecret } from "@nxzalo/proxy";
import { oneOf } from "../validators.ts";

/** The bodies that can be posted. */
const alertFormats = ["webhook", "telegram", "lark", "mail"] as const;

/** One of {@link alertFormats}. */
export type AlertFormat = (typeof alertFormats)[number];

/** Where alarms go. */
export interface AlertConfig {
  /** `ALERT_URL` */
  readonly url: string;
  /** `ALERT_FORMAT`; by the host of the URL where left out. */
  readonly format: AlertFormat;
  /** `ALERT_SECRET`: signs what is posted. */
  readonly secret?: string | undefined;
  /** `ALERT_TO`: a Telegram chat, or addresses of mail. */
  readonly to: readonly string[];
  /** `ALERT_FROM`: an address of mail. */
  readonly from?: string | undefined;
  /** `ALERT_AUTHORIZATION`: the header that a mail gateway asks for, such as `Bearer …`. */
  readonly authorization?: string | undefined;
}

const formatsByHost: Readonly<Record<string, AlertFormat>> = {
  "api.telegram.org": "telegram",
  "open.larksuite.com": "lark",
  "open.feishu.cn": "lark",
};

const validateUrl = secureUrlValidator("https://ops.shop.example/alarms");

/** What a header or a field of JSON can hold. */
const validateLine: Validator = (value) =>
  /^[\x20-\x7e]{1,1000}$/.test(String(value))
    ? undefined
    : { code: "value_not_allowed", message: "must be printable ASCII, without line ends" };

/** Reads the `ALERT_` variables; `undefined` where alarms go nowhere but to the log. */
export function readAlertConfig(env: EnvReader): AlertConfig | undefined {
  const url = env.optional("ALERT_URL", validateUrl);
  const named = env.optional("ALERT_FORMAT", oneOf(alertFormats)) as AlertFormat | undefined;
  const secret = env.optional("ALERT_SECRET", validateWebhookSecret);
  const to = parseList(env.optional("ALERT_TO", validateLine));
  const from = env.optional("ALERT_FROM", validateLine);
  const authorization = env.optional("ALERT_AUTHORIZATION", validateLine);
  if (url === undefined) return undefined;
  const format = named ?? formatsByHost[new URL(url).hostname] ?? "webhook";
  const require = (name: string, value: string | undefined) => {
    if (value === undefined) env.complain(name, { code: "required", message: `is missing: ALERT_FORMAT is ${format}` });
  };
  if (format === "webhook") require("ALERT_SECRET", secret);
  if (format === "telegram" || format === "mail") require("ALERT_TO", to[0]);
  if (format === "mail") require("ALERT_FROM", from);
  return { url: hrefOf(url), format, secret, to, from, authorization };
}
