/**
 * What one of Zalo's codes is about, which is who can mend it: the caller (this call's own fields), the template (or what fills it),
 * the recipient, the official account and its ZBS account, NXCLOUD (or its link to Zalo), the journey token, or time alone.
 */
export type ZaloCodeGroup =
  | "caller"
  | "template"
  | "recipient"
  | "official_account"
  | "nxcloud"
  | "journey"
  | "wait"
  | "unknown";

/** One of Zalo's own codes, as a failed receipt carries them. */
export interface ZaloCode {
  /** Zalo's number: negative, and none of NXCLOUD's. */
  readonly code: number;
  /** What it is about, and so who can mend it. */
  readonly group: ZaloCodeGroup;
  /** What it means. */
  readonly meaning: string;
  /** What to do about it. */
  readonly hint: string;
}

/** What to do about a code where its row says nothing of its own. */
const hints: Readonly<Record<ZaloCodeGroup, string>> = {
  caller: "check the fields of this message",
  template: "compare templateId and templateData with the approved template",
  recipient: "reach this recipient another way",
  official_account: "ask the owner of the Zalo official account, or your NXCLOUD business contact",
  nxcloud: "give the requestId to NXCLOUD's technical support",
  journey: "create a new journey token",
  wait: "send later",
  unknown: "look it up in Zalo's documentation",
};

type Row = readonly [code: number, meaning: string, hint?: string];

const nextDay = "send on the next day, or have the quota raised";

/** Zalo's table, in our own words. Source: Zalo's documentation of ZNS (2025) and ZBS (2026), its help pages, and what integrators saw. */
const rows: Readonly<Record<Exclude<ZaloCodeGroup, "unknown">, readonly Row[]>> = {
  caller: [
    [-108, "the phone number is invalid", "check the phone number"],
    [-132, "a parameter is invalid"],
    [-153, "the data breaks Zalo's rules"],
    [-161, "sending_mode is invalid"],
    [-162, "sending_mode 3 is not allowed for tags 1 and 2"],
  ],
  template: [
    [-109, "the template id is invalid", "check templateId"],
    [-1091, "the template cannot be edited in its state"],
    [-111, "the template data is empty", "fill the template's variables"],
    [-112, "the template data is invalid"],
    [-1121, "a variable is longer than the template allows", "shorten the value to what the template allows"],
    [-1122, "a variable is missing", "send every variable of the template"],
    [-1123, "the QR code could not be made", "check the value that the QR code is made from"],
    [
      -1124,
      "a variable has the wrong format",
      "write the value as its type wants it: dates dd/mm/yyyy, amounts as digits",
    ],
    [-113, "a button is invalid", "check the buttons of the template"],
    [-1131, "a link is malformed", "check the links in the template data"],
    [-116, "the text or a variable has content that is not allowed", "leave out what Zalo does not allow"],
    [-117, "there is no right to use this template", "use a template of this official account"],
    [-121, "the template has no content"],
    [-127, "a test template goes to administrators only", "have the template approved"],
    [-130, "the content is too long", "shorten the values"],
    [-131, "the template is not approved", "wait for its approval, or use another template"],
    [-146, "the template is disabled for low quality", "improve the template, or use another one"],
    [-151, "the template is not an end-to-end encrypted one"],
    [-158, "a file is too large"],
    [-159, "a file has the wrong format"],
    [-249, "this template cannot be sent by Zalo user id", "send it to a phone number"],
  ],
  recipient: [
    [-110, "the recipient's Zalo is too old, or the number is not on Zalo"],
    [-114, "the recipient cannot get it: inactive, opted out, or another reason of Zalo's; not always for good"],
    [-118, "no Zalo account for this number, or it is disabled"],
    [-119, "the account cannot receive messages"],
    [-134, "the recipient has not answered the account's suggestion"],
    [-139, "the recipient refuses this kind of message", "respect it: reach this recipient another way"],
    [-140, "the recipient may not get this message"],
    [-141, "the recipient refuses this official account", "respect it: reach this recipient another way"],
  ],
  official_account: [
    [-115, "the balance of the ZBS account is too low", "top up the ZBS account"],
    [-120, "the account's package lacks this feature"],
    [-1201, "the account may not make promotion templates"],
    [-1202, "there is no right to the media"],
    [-126, "the development wallet is empty"],
    [-135, "the official account may not send: not verified, or a free package"],
    [-1351, "the official account is blocked for a violation"],
    [-136, "a ZBS account has to be connected"],
    [-137, "the payment from the ZBS account failed"],
    [-1381, "the extension may not use the account's ZBS account"],
    [-145, "the account may not send this kind of content"],
  ],
  nxcloud: [
    [-101, "the Zalo application is invalid"],
    [-102, "the Zalo application does not exist"],
    [-103, "the Zalo application is not activated"],
    [-104, "the application's secret is invalid"],
    [-105, "the application is not linked to the official account"],
    [-106, "the method is not supported"],
    [-107, "the message id is invalid"],
    [-122, "the body was not JSON"],
    [-123, "RSA decryption failed"],
    [-124, "the access token between NXCLOUD and Zalo is invalid"],
    [-1241, "the appsecret_proof is invalid"],
    [-125, "the official account id is invalid"],
    [-128, "the encoding key does not exist"],
    [
      -129,
      "the RSA key could not be made",
      "send later; if it stays, give the requestId to NXCLOUD's technical support",
    ],
    [-138, "the application has no right to this feature"],
    [-142, "the RSA key is missing"],
    [-143, "the RSA key exists already"],
    [-152, "the end-to-end key could not be had"],
  ],
  journey: [
    [-148, "the journey token was not found"],
    [-149, "the journey token is invalid"],
    [-1491, "the token's type does not fit the template", "create a token of the type that the template is for"],
    [-150, "the journey token has expired"],
  ],
  wait: [
    [-100, "an unknown failure at Zalo", "send later; if it stays, give the requestId to NXCLOUD's technical support"],
    [-133, "this template may not be sent at this hour", "send between 07:00 and 22:00, Vietnam time"],
    [-144, "the account's daily quota is used up", nextDay],
    [-1441, "the account's monthly promotion quota is used up", "send in the next month"],
    [-147, "the template's daily limit is used up", "send on the next day, or use another template"],
    [-1471, "this person's monthly promotion limit is used up", "send in the next month"],
    [-1472, "this person's daily promotion limit is used up", "send on the next day"],
    [-160, "the daily quota of template work is used up", "work on templates on the next day"],
  ],
};

const toCode = (group: ZaloCodeGroup, [code, meaning, hint = hints[group]]: Row): ZaloCode => ({
  code,
  group,
  meaning,
  hint,
});

let table: ReadonlyMap<number, ZaloCode> | undefined;

const codes = (): ReadonlyMap<number, ZaloCode> => {
  table ??= new Map(
    Object.entries(rows).flatMap(([group, own]) =>
      own.map((row) => [row[0], toCode(group as ZaloCodeGroup, row)] as const),
    ),
  );
  return table;
};

/**
 * Zalo's known codes. An open set: read every other one as `unknown`. Zalo's OA API uses some of these numbers with other meanings; these
 * are those of template messages. Source: Zalo's documentation of ZNS (2025) and ZBS (2026), and what integrators saw.
 *
 * @example
 * ```ts
 * import { zaloCodes } from "@nxzalo/core";
 *
 * const askNxcloud = zaloCodes().filter(({ group }) => group === "nxcloud");
 * ```
 */
export const zaloCodes = (): readonly ZaloCode[] => [...codes().values()];

/**
 * The row for one of Zalo's codes; one that is not known has the group `unknown`.
 *
 * @example
 * ```ts
 * import { zaloCode } from "@nxzalo/core";
 *
 * zaloCode(-118).meaning; // "no Zalo account for this number, or it is disabled"
 * ```
 */
export const zaloCode = (code: number): ZaloCode => codes().get(code) ?? toCode("unknown", [code, "not known"]);
