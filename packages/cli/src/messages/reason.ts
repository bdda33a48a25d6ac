import { upstreamCode, zaloCode } from "@nxzalo/core";
import { errorText, zaloText } from "@nxzalo/core/vi";
import type { CliContext } from "../context.ts";
import { hintText } from "../vietnamese/hints.ts";

/** What a message failed with, as the gateway answers it. */
interface Failed {
  readonly zaloError?: number;
  readonly upstreamCode?: number;
}

/** Why a message failed or was refused, and what to do; nothing where it did not. */
export function reasonOf(context: CliContext, { zaloError, upstreamCode: refusal }: Failed) {
  const { language } = context;
  if (zaloError !== undefined) {
    const row = zaloCode(zaloError);
    const { meaning, hint } = language === "vi" ? zaloText(row) : row;
    return { why: `${zaloError}: ${meaning}`, hint };
  }
  if (refusal === undefined) return undefined;
  const row = upstreamCode(refusal);
  return {
    why: `${refusal}: ${language === "vi" ? errorText(row.error) : row.name}`,
    hint: hintText(context, row.hint),
  };
}
