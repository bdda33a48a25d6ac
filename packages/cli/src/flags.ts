import type { FlagParametersForType } from "@stricli/core";
import type { CliContext } from "./context.ts";
import { CommandError, exitCodes } from "./exit-codes.ts";
import { type Language, languages, type Translate } from "./language.ts";

/** What every command takes. */
export interface CommonFlags {
  readonly json: boolean;
  readonly language?: Language;
}

/** What every command that calls a gateway takes. */
export interface GatewayFlags extends CommonFlags {
  readonly profile?: string;
}

export const commonFlags = (t: Translate): FlagParametersForType<CommonFlags, CliContext> => ({
  json: {
    kind: "boolean",
    withNegated: false,
    default: false,
    brief: t("Print JSON in place of text", "In JSON thay cho văn bản"),
  },
  language: {
    kind: "enum",
    values: languages,
    optional: true,
    brief: t("Default: as LANG says", "Mặc định: theo LANG"),
  },
});

export const gatewayFlags = (t: Translate): FlagParametersForType<GatewayFlags, CliContext> => ({
  ...commonFlags(t),
  profile: textFlag(
    t(
      "A gateway of `nxzalo login`; default: NXZALO_GATEWAY with NXZALO_KEY, or the profile `default`",
      "Gateway đã lưu bằng `nxzalo login`; mặc định: NXZALO_GATEWAY và NXZALO_KEY, hoặc hồ sơ `default`",
    ),
    "name",
  ),
});

const asText = (input: string) => input;

/** A flag that takes a text and may be left out. */
export const textFlag = (brief: string, placeholder: string) =>
  ({ kind: "parsed", parse: asText, optional: true, brief, placeholder }) as const;

/** A flag that names an application. */
export const appFlag = (t: Translate) => textFlag(t("A configured application", "Ứng dụng đã cấu hình"), "name");

/** A flag that takes a text and must be given. */
export const neededFlag = (brief: string, placeholder: string) =>
  ({ kind: "parsed", parse: asText, brief, placeholder }) as const;

/** A flag that is there or not. */
export const switchFlag = (brief: string) => ({ kind: "boolean", withNegated: false, default: false, brief }) as const;

/** A flag that takes a whole number. */
export const numberFlag = (brief: string, placeholder: string) =>
  ({ kind: "parsed", parse: parseWhole, optional: true, brief, placeholder }) as const;

function parseWhole(input: string): number {
  if (!/^-?\d{1,9}$/.test(input)) throw new SyntaxError("not a whole number");
  return Number(input);
}

/** A flag that may be given several times, as `name=value`. */
export const pairsFlag = (brief: string) =>
  ({ kind: "parsed", parse: asText, variadic: true, optional: true, brief, placeholder: "name=value" }) as const;

/** The one argument of a command: a text. */
export const argument = (brief: string, placeholder: string) =>
  ({ kind: "tuple", parameters: [{ parse: asText, brief, placeholder }] }) as const;

/**
 * The pairs of such a flag.
 *
 * @throws CommandError that names what is no pair.
 */
export function readPairs(pairs: readonly string[] | undefined): Record<string, string> | undefined {
  if (!pairs || pairs.length === 0) return undefined;
  const entries = pairs.map((pair): [string, string] => {
    const at = pair.indexOf("=");
    if (at < 1) throw new CommandError(`${pair}: name=value`, exitCodes.usage);
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return Object.fromEntries(entries);
}
