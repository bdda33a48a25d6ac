import * as z from "zod/mini";
import { once } from "../internal/memoize.ts";
import { invisibleCharacters, toNfc } from "../internal/text.ts";
import { customIssue } from "../internal/validate.ts";

/**
 * Letters of any script first; then also digits, single spaces and what stands in names and addresses. Made when a name is read: an engine looks up the
 * letters of all scripts where the pattern stands, 1 ms of what an import would take.
 */
const isName = (text: string) => /^\p{L}[\p{L}\p{M}\p{N}.'’@_-]*( [\p{L}\p{M}\p{N}.'’@_-]+)*$/u.test(text);

/**
 * The name of someone who works with the console, as logs and the audit have it: NFC, 1 to 64 characters, without `:`, which only names of
 * other callers have. No phone number has a place in it.
 */
export const personNameSchema = /* @__PURE__ */ once(() =>
  z.pipe(
    z.string(),
    z.transform((text: string, context) => {
      const name = toNfc(text.replace(invisibleCharacters, "")).trim().replace(/\s+/gu, " ");
      const isPhone = /\d{8}/.test(name.replace(/[ ._-]/g, ""));
      if ([...name].length <= 64 && isName(name) && !isPhone) return name;
      const message = "must be a person's name of 1 to 64 letters, digits, spaces or .'@_-";
      context.issues.push(customIssue("person_name_wrong", message));
      return z.NEVER;
    }),
  ),
);
