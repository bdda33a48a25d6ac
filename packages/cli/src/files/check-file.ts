import {
  type BatchOptions,
  type CheckedRow,
  type CheckSummary,
  createBatch,
  type Quota,
  reasonText,
} from "@nxzalo/batch";
import { type FileRows, guessColumns } from "@nxzalo/batch/files";
import { isNxZaloError } from "@nxzalo/client";
import { createDeskClient, type DeskClient, type Money } from "@nxzalo/client/desk";
import { errorText } from "@nxzalo/core/vi";
import { type CliContext, print, printJson, say } from "../context.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { connect, hasGateway } from "../profiles/connection.ts";
import { safeText } from "../terminal/safe-text.ts";
import { formatFields } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";
import { messagesOf, readMapping, type SendFileFlags } from "./file-messages.ts";
import { readRegistry } from "./registry.ts";
import { stopAtSignals } from "./stop-at-signals.ts";

const sendNothing = () => Promise.reject(new Error("a check sends nothing"));

/** The application whose quota counts, `undefined` being the default one; null where each row names its own. */
function appOf({ headings }: FileRows, flags: SendFileFlags): string | undefined | null {
  const mapped = readMapping(flags)?.fields?.app;
  if (typeof mapped === "object" && "constant" in mapped) return mapped.constant;
  const isColumn = mapped !== undefined || guessColumns(headings).some((one) => one.field === "app" && one.isCertain);
  return isColumn ? null : undefined;
}

/** What may still be sent today; not known to a key without the scope `read`, and where the question fails, which is said. */
async function readQuota(context: CliContext, desk: DeskClient, app: string | undefined): Promise<Quota | null> {
  try {
    return (await desk.account({ app })).quota;
  } catch (error) {
    if (!isNxZaloError(error)) throw error;
    const { t, language } = context;
    const why = language === "vi" ? errorText(error.code) : error.message;
    if (error.code !== "forbidden")
      say(context, safeText(`${t("today's quota could not be read", "không đọc được hạn mức hôm nay")}: ${why}`));
    return null;
  }
}

/** What is asked of the gateway; nothing where none is known, so that a file can be looked at anywhere. */
function questionsOf(context: CliContext, rows: FileRows, flags: SendFileFlags): Pick<BatchOptions, "check" | "quota"> {
  if (!hasGateway(context, flags)) return {};
  const desk = createDeskClient(connect(context, flags));
  const app = appOf(rows, flags);
  return { check: desk.messages.check, quota: app === null ? undefined : () => readQuota(context, desk, app) };
}

/** What there is to say of a row. */
interface Noticed extends Pick<CheckedRow, "row" | "verdict"> {
  readonly codes: readonly string[];
  /** The earlier row that it is about, where it is about one. */
  readonly earlier?: number | undefined;
  readonly text: string;
}

const noticesOf = ({ language }: CliContext, { row, verdict, reason, warnings }: CheckedRow): Noticed[] =>
  [...(reason ? [reason] : []), ...warnings].map((one) => ({
    row,
    verdict,
    codes: [one.code],
    earlier: one.row,
    text: reasonText(one, language),
  }));

function lineOf({ t }: CliContext, { row, verdict, codes, earlier, text }: Noticed): string {
  const verdicts = {
    send: t("to send", "sẽ gửi"),
    sent: t("already sent", "đã gửi"),
    refused: t("refused", "từ chối"),
    repeated: t("repeated", "lặp lại"),
  };
  const rowText = t("row", "dòng");
  const facts = [...codes, ...(earlier === undefined ? [] : [`${rowText} ${earlier}`])];
  return safeText(`${rowText} ${row}: ${verdicts[verdict]}, ${text} (${facts.join(", ")})`);
}

const sumOf = (amounts: readonly Money[]) => amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(" + ");

function textOf({ t, language }: CliContext, summary: CheckSummary): string {
  const { rows, send, sent, refused, repeated, later, laterFrom, laterForQuota, changes, reasons, estimate, quota } =
    summary;
  const number = (count: number) => count.toLocaleString(language);
  const toSend = t(`${number(send)} to send`, `${number(send)} sẽ gửi`);
  const first = sent === null ? toSend : `${t(`${number(sent)} already sent`, `${number(sent)} đã gửi`)}, ${toSend}`;
  const suppressed = reasons["recipient_suppressed"];
  const from = laterFrom && t(`, from ${formatTime(laterFrom)} on`, `, từ ${formatTime(laterFrom)}`);
  const left = quota && t("left today", "còn lại hôm nay");
  const enough = quota?.isEnough === false ? t(": not enough", ": không đủ") : "";
  return `${first}\n${formatFields([
    [t("rows", "số dòng"), number(rows)],
    [t("refused", "từ chối"), number(refused)],
    [t("of these suppressed", "trong đó bị chặn gửi"), suppressed === undefined ? undefined : number(suppressed)],
    [t("repeated", "lặp lại"), number(repeated)],
    [t("to send later", "sẽ gửi sau"), later === 0 ? undefined : `${number(later)}${from ?? ""}`],
    [
      t("held for another day's quota", "chờ hạn mức của ngày khác"),
      laterForQuota === 0 ? undefined : number(laterForQuota),
    ],
    [t("values corrected", "giá trị đã sửa"), number(changes)],
    [t("estimated cost", "chi phí ước tính"), sumOf(estimate)],
    [t("quota", "hạn mức"), quota && `${number(quota.remaining)} / ${number(quota.daily)} ${left}${enough}`],
  ])}`;
}

/** Says what a run would do, to the file and to what the gateway knows; nothing is sent. */
export async function checkFile(context: CliContext, rows: FileRows, flags: SendFileFlags): Promise<ExitCode> {
  const { t } = context;
  const questions = questionsOf(context, rows, flags);
  if (!questions.check)
    say(
      context,
      t(
        "no gateway is known: what earlier runs have sent counts as not sent",
        "chưa biết gateway nào: không rõ gì đã gửi",
      ),
    );
  const messages = messagesOf(context, rows, flags, questions.check && (await readRegistry(context, flags)));
  const signal = stopAtSignals();
  const check = createBatch({ send: sendNothing, ...questions }).check(messages, {
    occasion: flags.occasion,
    signal,
  });
  const noticed: Noticed[] = [];
  for await (const row of check)
    for (const notice of noticesOf(context, row))
      if (flags.json) noticed.push(notice);
      else say(context, lineOf(context, notice));
  if (flags.json) printJson(context, { ...check.summary, noticed });
  else print(context, textOf(context, check.summary));
  if (signal.aborted) return exitCodes.interrupted;
  const { refused, reasons, warnings } = check.summary;
  // As a run would end: what says something else than the row or the message before it is not sent.
  const unsent =
    refused +
    (reasons["reference_repeated"] ?? 0) +
    (warnings["content_changed"] ?? 0) +
    (warnings["not_sent_again"] ?? 0) +
    (warnings["outcome_unknown"] ?? 0);
  return unsent > 0 ? exitCodes.partly : exitCodes.done;
}
