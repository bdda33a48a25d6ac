import type { ErrorCode } from "@nxzalo/client";
import type { MessageState } from "@nxzalo/client/desk";
import { upstreamCodes, zaloCode } from "@nxzalo/core";
import { errorText, zaloText } from "@nxzalo/core/vi";
import type { Language } from "./preferences.ts";

/** The numbers that a message was refused or failed with. */
export interface MessageCodes {
  readonly upstreamCode?: number | undefined;
  readonly zaloError?: number | undefined;
}

/** Why a message was refused or failed, in words. */
export interface Reason {
  /** NXCLOUD's number or Zalo's. */
  readonly code: number;
  readonly from: "nxcloud" | "zalo";
  /** What it means. */
  readonly meaning: string;
  /** What to do about it; empty where there is no more to say. */
  readonly hint: string;
}

const sentence = (text: string): string => {
  const begun = text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);
  return begun === "" || /[.!?]$/.test(begun) ? begun : `${begun}.`;
};

/** The texts of errors say what it means, and what to do after a colon. */
export function splitText(text: string): { readonly meaning: string; readonly hint: string } {
  const [meaning = "", ...rest] = text.split(": ");
  return { meaning: sentence(meaning), hint: sentence(rest.join(": ")) };
}

/** Zalo's numbers are from -100 down; NXCLOUD's are all others. */
const isZaloCode = (code: number): boolean => code <= -100;

const findCode = (code: number) => upstreamCodes().find((row) => row.code === code);

/** Whether NXCLOUD's number alone leaves open whether the message was sent. */
function isUnknownOutcome(code: number): boolean {
  const error: ErrorCode = findCode(code)?.error ?? "upstream_code_unknown";
  return error === "upstream_failure" || error === "upstream_code_unknown";
}

function explainUpstream(code: number, language: Language): Omit<Reason, "code" | "from"> {
  const known = findCode(code);
  const error: ErrorCode = known?.error ?? "upstream_code_unknown";
  if (language === "vi") return splitText(errorText(error));
  return { meaning: sentence(known?.name ?? "a code that is not documented"), hint: sentence(known?.hint ?? "") };
}

/** What one of the numbers means. */
export function explainCode(code: number, language: Language): Reason {
  if (!isZaloCode(code)) return { code, from: "nxcloud", ...explainUpstream(code, language) };
  const { meaning, hint } = language === "vi" ? zaloText(zaloCode(code)) : zaloCode(code);
  return { code, from: "zalo", meaning: sentence(meaning), hint: sentence(hint) };
}

/** What only another number or another content mends. */
const mendedByCorrection: ReadonlySet<string> = new Set([
  "caller",
  "template",
  "recipient",
  "phone_rejected",
  "parameter_rejected",
]);

/** Whether sending it again as it is would fail again: then it is corrected first. */
export function needsCorrection({ upstreamCode, zaloError }: MessageCodes): boolean {
  if (zaloError !== undefined) return mendedByCorrection.has(zaloCode(zaloError).group);
  return upstreamCode !== undefined && mendedByCorrection.has(findCode(upstreamCode)?.error ?? "");
}

/** What an error's code means, in words where the language has them. */
export const explainError = (code: string, language: Language): string =>
  language === "vi" ? splitText(errorText(code as ErrorCode)).meaning : code;

/** What NXCLOUD failed at before it had the message: the code alone would leave open whether it was sent. */
const notTaken: Readonly<Record<Language, Pick<Reason, "meaning" | "hint">>> = {
  vi: {
    meaning: "NXCLOUD gặp sự cố trước khi nhận tin: tin chắc chắn chưa được gửi.",
    hint: "Gửi lại sau ít phút; nếu vẫn không được, báo người phụ trách.",
  },
  en: {
    meaning: "NXCLOUD failed before it had the message: it surely was not sent.",
    hint: "Send it again in some minutes; if that fails too, tell a lead.",
  },
};

/** Why a message did not get through, by the newest that is known; `undefined` where nothing says it. */
export function reasonOf(
  message: MessageCodes & { readonly state?: MessageState },
  language: Language,
): Reason | undefined {
  const { state, upstreamCode, zaloError } = message;
  const code = zaloError ?? upstreamCode;
  if (code === undefined) return undefined;
  const reason = explainCode(code, language);
  if (state !== "refused" || zaloError !== undefined || !isUnknownOutcome(code)) return reason;
  return { ...reason, ...notTaken[language] };
}
