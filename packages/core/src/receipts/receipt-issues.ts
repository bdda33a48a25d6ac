import { deepestNesting } from "../internal/json.ts";
import type { CodedIssue } from "../internal/validate.ts";
import { nxcloudIdPattern } from "../schemas/nxcloud-id.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What tells one receipt from another, and what it is found by. */
const idNames = ["status", "requestId", "journeyId", "oaId", "appId", "sendTime", "timestamp"] as const;

const toFields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});

/** Without recursion: what is looked for is what no stack holds. */
function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepestNesting) return true;
    level = level.flatMap((part) => Object.values(toFields(part)));
  }
  return false;
}

/**
 * What keeps a receipt from being taken: ids that a database cannot hold, or a depth at which walking through it fails. None where it
 * can be taken. No message quotes the receipt.
 */
export function receiptIssues(raw: Fields): CodedIssue[] {
  if (isTooDeep(raw)) {
    return [{ path: [], message: `must not be nested deeper than ${deepestNesting}`, code: "nested_too_deep" }];
  }
  const { data } = toFields(raw["zaloRes"]);
  const ids: readonly (readonly [path: readonly string[], id: unknown])[] = [
    ...idNames.map((name) => [[name], raw[name]] as const),
    [["zaloRes", "data", "msg_id"], toFields(data)["msg_id"]],
  ];
  return ids
    .filter(([, id]) => typeof id === "string" && id !== "" && !nxcloudIdPattern.test(id))
    .map(([path]) => ({
      path,
      message: "must have at most 256 characters, and no control characters",
      code: "id_invalid",
    }));
}
