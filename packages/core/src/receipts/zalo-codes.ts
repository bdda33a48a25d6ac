/** What a failed message was about. */
export type ZaloCodeGroup = "journey" | "recipient" | "template" | "account" | "unknown";

/** One of Zalo's own codes, as a failed receipt carries them. */
export interface ZaloCode {
  /** Zalo's number. */
  readonly code: number;
  /** What it is about. */
  readonly group: ZaloCodeGroup;
  /** In a few words. */
  readonly meaning: string;
  /** What to do about it. */
  readonly hint: string;
}

const row = (group: ZaloCodeGroup, code: number, meaning: string, hint: string): ZaloCode => ({
  code,
  group,
  meaning,
  hint,
});

const newToken = "create a new journey token";
const otherWay = "reach this recipient another way";
const fixTemplate = "compare templateId and templateData with the approved template";
const askAccount = "ask your NXCLOUD business contact about the Zalo official account";

const tabulate = (): readonly ZaloCode[] => [
  row("journey", -148, "journey token not found", newToken),
  row("journey", -149, "journey token invalid", newToken),
  row("journey", -1491, "token type does not fit the template", "create a token of the type that the template is for"),
  row("journey", -150, "journey token expired", newToken),
  row("recipient", -108, "phone number invalid", "check the phone number"),
  row("recipient", -110, "Zalo app too old", otherWay),
  row("recipient", -114, "cannot receive messages", otherWay),
  row("recipient", -118, "no Zalo account", otherWay),
  row("recipient", -119, "cannot receive messages", otherWay),
  row("recipient", -139, "the user refused", `respect it: ${otherWay}`),
  row("recipient", -140, "not eligible", otherWay),
  row("recipient", -141, "the user refused", `respect it: ${otherWay}`),
  row("template", -109, "invalid template or data", fixTemplate),
  row("template", -111, "invalid template or data", fixTemplate),
  row("template", -112, "invalid template or data", fixTemplate),
  row("template", -1121, "a value is too long", "shorten the value to what the template allows"),
  row("template", -1122, "a parameter is missing", fixTemplate),
  row("template", -1124, "a value has the wrong format", fixTemplate),
  row("template", -117, "no permission for the template", askAccount),
  row("template", -131, "the template is not approved", "wait for its approval, or use another template"),
  row("template", -146, "the template is disabled for low quality", "improve the template, or use another one"),
  row("template", -147, "the template's daily limit is reached", "send on the next day, or use another template"),
  row("account", -115, "billing", askAccount),
  row("account", -133, "not allowed at night (22:00-06:00)", "send between 06:00 and 22:00, Vietnam time"),
  row("account", -135, "no permission, or blocked", askAccount),
  row("account", -1351, "no permission, or blocked", askAccount),
  row("account", -136, "billing", askAccount),
  row("account", -137, "billing", askAccount),
  row("account", -144, "the account's daily quota is reached", "send on the next day, or have the quota raised"),
];

let table: readonly ZaloCode[] | undefined;

/** Zalo's known codes. Source: a public survey of Zalo's documentation (2026); hints, not a contract. */
export const zaloCodes = (): readonly ZaloCode[] => {
  table ??= tabulate();
  return table;
};

/**
 * The row for one of Zalo's codes; one that is not known has the group `unknown`.
 *
 * @example
 * ```ts
 * import { zaloCode } from "@nxzalo/core";
 *
 * zaloCode(-118).meaning; // "no Zalo account"
 * ```
 */
export const zaloCode = (code: number): ZaloCode =>
  zaloCodes().find((candidate) => candidate.code === code) ??
  row("unknown", code, "not known", "look it up in Zalo's documentation");
