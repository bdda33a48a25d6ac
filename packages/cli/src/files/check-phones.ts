import type { BatchInput } from "@nxzalo/batch";
import { type FileRows, guessColumns, type Mapping, toMessages } from "@nxzalo/batch/files";
import { maskPhone } from "@nxzalo/core/internal";
import { correctPhone, type PhoneChange } from "@nxzalo/core/phone";
import { issueText } from "@nxzalo/core/vi";
import { type CliContext, print, printJson } from "../context.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { CommonFlags } from "../flags.ts";
import type { Translate } from "../language.ts";
import { exitCodeOfRows } from "./exit-code-of-rows.ts";
import { readMapping } from "./file-messages.ts";
import { withHeadingHint } from "./heading-hint.ts";
import { type FileFlags, openRows } from "./open-file.ts";

export interface CheckPhonesFlags extends CommonFlags, FileFlags {
  readonly map?: string;
}

/** A number that is not right as it is written. */
interface Noticed {
  readonly row: number;
  readonly verdict: "corrected" | "refused";
  /** What was changed, or why it is refused. */
  readonly codes: readonly string[];
  /** The same in words; of the number, no more than its beginning and its end. */
  readonly text: string;
}

const changeTexts = (t: Translate): Readonly<Record<PhoneChange, string>> => ({
  phone_text_mark_removed: t("without its text mark", "bỏ dấu nháy"),
  phone_float_removed: t("without the .0 of a float", "bỏ .0 của số thực"),
  phone_zero_restored: t("with the 0 that it had lost", "thêm lại số 0 bị mất"),
  phone_2018_renewed: t("as it is since 2018", "đổi sang đầu số mới từ 2018"),
  phone_country_added: t("with its country's code", "thêm mã quốc gia"),
});

/** A mapping that uses the columns of phones and their countries alone: whatever else is wrong with a row is not looked at. */
function phonesAlone(context: CliContext, { headings }: FileRows, flags: CheckPhonesFlags): Mapping {
  const { phone, countryCode } = readMapping(context, flags)?.fields ?? {};
  const isMapped = { phone: phone !== undefined, countryCode: countryCode !== undefined };
  const guessed = guessColumns(headings).filter(
    ({ field, isCertain }) => isCertain && (field === "phone" || field === "countryCode") && !isMapped[field],
  );
  const ignore = headings.filter((name) => name !== "" && !guessed.some(({ heading }) => heading === name));
  return { fields: { phone, countryCode, templateId: { constant: "none" } }, ignore };
}

/** What is to be said of a row; nothing where its number is right. */
function notice({ t, language }: CliContext, input: BatchInput): Noticed | undefined {
  const refused = (issue: {
    readonly path: readonly (string | number)[];
    readonly code: string;
    readonly message: string;
  }) =>
    ({
      row: input.row,
      verdict: "refused",
      codes: [issue.code],
      text: language === "vi" ? issueText(issue) : issue.message,
    }) as const;
  if ("issues" in input) return input.issues[0] && refused(input.issues[0]);
  const { row, phone = "", countryCode } = input;
  const corrected = correctPhone(phone, "84", countryCode);
  if ("problem" in corrected) return refused({ path: ["phone"], code: corrected.problem, message: corrected.message });
  const { changes } = corrected;
  if (changes.length === 0) return undefined;
  const texts = changeTexts(t);
  const text = `${maskPhone(corrected.phone)}, ${changes.map((change) => texts[change]).join(", ")}`;
  return { row, verdict: "corrected", codes: changes, text };
}

/** Says which numbers of a file are right, which are corrected and how, and which cannot be sent to. Nothing leaves this machine. */
export async function checkPhones(context: CliContext, flags: CheckPhonesFlags, file: string): Promise<ExitCode> {
  const { t, language } = context;
  const verdicts = { corrected: t("corrected", "đã sửa"), refused: t("refused", "từ chối") };
  const rows = await openRows(context, file, flags);
  const counts = { rows: 0, right: 0, corrected: 0, refused: 0 };
  const noticed: Noticed[] = [];
  const inputs = withHeadingHint(context, rows, () => toMessages(rows, { mapping: phonesAlone(context, rows, flags) }));
  for await (const input of inputs) {
    const found = notice(context, input);
    counts.rows += 1;
    counts[found?.verdict ?? "right"] += 1;
    if (!found) continue;
    const { row, verdict, codes, text } = found;
    if (flags.json) noticed.push(found);
    else print(context, `${t("row", "dòng")} ${row}: ${verdicts[verdict]}, ${text} (${codes.join(", ")})`);
  }
  const number = (count: number) => count.toLocaleString(language);
  if (flags.json) printJson(context, { ...counts, noticed });
  else
    print(
      context,
      t(
        `${number(counts.right)} right, ${number(counts.corrected)} corrected, ${number(counts.refused)} refused`,
        `${number(counts.right)} đúng, ${number(counts.corrected)} đã sửa, ${number(counts.refused)} từ chối`,
      ),
    );
  const { right, corrected, refused } = counts;
  return exitCodeOfRows({ isWhole: refused === 0, sent: right + corrected, unknown: 0 });
}
