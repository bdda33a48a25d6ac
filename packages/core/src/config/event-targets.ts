import type { EnvReader } from "./env.ts";
import { parseList } from "./env.ts";
import { hrefOf, secureUrlValidator } from "./urls.ts";
import type { Complaint, Validator } from "./validators.ts";

/** Where events of some types are posted. */
export interface EventTarget {
  /** An https URL. */
  readonly url: string;
  /** Such as `message.undeliverable`; `*` for all that no other target names. */
  readonly types: readonly string[];
  /** What signs them: `whsec_` and base64, or any text of 16 characters; two while one is rotated, newest first. */
  readonly secrets: readonly string[];
}

/** What `RECEIPTS_FORWARD_URL` may be. */
export const validateForwardUrl: Validator = /* @__PURE__ */ secureUrlValidator("https://shop.example/zalo-receipts");

const secretWrong: Complaint = {
  code: "secret_wrong",
  message: "must be whsec_ and at least 16 bytes in base64, or a text of at least 16 characters",
};

/** At least 16 bytes, in whole groups, with their padding or without. */
const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text) &&
  text.replace(/=+$/, "").length >= 22;

/** What `ALERT_SECRET`, and each of `RECEIPTS_FORWARD_SECRET`, may be. */
export const validateWebhookSecret: Validator = (value) => {
  const [, base64] = /^whsec_(.*)$/.exec(String(value)) ?? [];
  const isGood = base64 === undefined ? String(value).length >= 16 : isBase64(base64);
  return isGood ? undefined : secretWrong;
};

/** What `RECEIPTS_FORWARD_SECRET` may be: a comma separates two. */
export const validateWebhookSecrets: Validator = (value) => {
  const secrets = parseList(String(value));
  return secrets.length === 0 ? secretWrong : secrets.map((secret) => validateWebhookSecret(secret)).find(Boolean);
};

/** The types of events; those of receipts are as many as NXCLOUD has statuses. */
const ownTypes = ["message.undeliverable", "message.corrected", "quota.low", "quality.fallen", "budget.reached"];
const receiptType = /^receipt(\.[a-z][a-z0-9_]*)+$/;

const isType = (type: string) => type === "*" || ownTypes.includes(type) || receiptType.test(type);

/** `type,type=url` as a target without its secrets. */
function parseEntry(entry: string): Pick<EventTarget, "types" | "url"> {
  const at = entry.indexOf("=");
  return { types: parseList(entry.slice(0, Math.max(at, 0))), url: entry.slice(at + 1).trim() };
}

const entriesOf = (text: string) =>
  text
    .split(";")
    .filter((entry) => entry.trim() !== "")
    .map(parseEntry);

/** What targets that are asked for beside each other may be. */
export function checkEventTargets(targets: readonly Pick<EventTarget, "types" | "url">[]): Complaint | undefined {
  const types = targets.flatMap((target) => target.types);
  if (targets.some((target) => target.types.length === 0))
    return {
      code: "list_wrong",
      message:
        "must list targets such as message.undeliverable,message.corrected=https://shop.example/events;*=https://…",
    };
  if (!types.every(isType))
    return {
      code: "value_not_allowed",
      message: `must name types of events: ${ownTypes.join(", ")}, receipt.<status> or *`,
    };
  if (new Set(types).size < types.length)
    return { code: "listed_twice", message: "names a type twice: each event goes to one target" };
  return targets.map(({ url }) => validateForwardUrl(url)).find(Boolean);
}

const validateTargets: Validator = (value) => checkEventTargets(entriesOf(String(value)));

/**
 * `RECEIPTS_FORWARD_URL`, `EVENTS_TARGETS` and `RECEIPTS_FORWARD_SECRET`: where events are posted, each type to one of them; the URL takes
 * what `EVENTS_TARGETS` does not name.
 */
export function readEventTargets(env: EnvReader): readonly EventTarget[] {
  const rest = env.optional("RECEIPTS_FORWARD_URL", validateForwardUrl);
  const named = entriesOf(env.optional("EVENTS_TARGETS", validateTargets) ?? "");
  const entries = rest === undefined ? named : [...named, { types: ["*"], url: rest }];
  if (entries.length === 0) return [];
  if (rest !== undefined && named.some(({ types }) => types.includes("*")))
    env.complain("EVENTS_TARGETS", {
      code: "listed_twice",
      message: "must not name * beside RECEIPTS_FORWARD_URL, which is that",
    });
  const secrets = parseList(env.text("RECEIPTS_FORWARD_SECRET", validateWebhookSecrets));
  return entries.map(({ types, url }) => ({ types, url: hrefOf(url), secrets }));
}
