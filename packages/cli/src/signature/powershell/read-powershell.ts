import type { PastedRequest } from "../pasted-request.ts";
import { readScript } from "./read-script.ts";

/** Whether a text is a script that sends by PowerShell's own commands, or one that names their headers. */
export const isPowerShell = (text: string): boolean =>
  /^\s*\$\w/.test(text) || /^[ \t]*(?:\$\w+[ \t]*=[ \t]*)?(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)\s/im.test(text);

/** The headers without which no signature can be checked. */
const signed: readonly string[] = ["accesskey", "action", "biztype", "ts", "sign", "algorithm"];

/** A script as it is written by hand, or as Chrome's "Copy as PowerShell" and Postman write it. */
export function fromPowerShell(text: string): PastedRequest {
  const parameters = readScript(text);
  const given = parameters.get("headers") ?? new Map();
  const entries = given instanceof Map ? [...given] : [];
  const known = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const headers = Object.fromEntries(known);
  const isKnown = ([name, value]: readonly [string, unknown]) =>
    typeof value === "string" || !signed.includes(name.toLowerCase());
  if (!(given instanceof Map) || !entries.every(isKnown)) return { headers, body: "", missing: "header" };
  if (parameters.has("infile")) return { headers, body: "", missing: "file" };
  const body = parameters.get("body") ?? (parameters.has("form") ? new Map() : "");
  if (typeof body === "string") return { headers, body };
  return { headers, body: "", missing: body instanceof Map ? "object" : body.missing };
}
