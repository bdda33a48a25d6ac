import { type BatchOptions, type CheckedRow, type CheckSummary, createBatch, type Quota } from "@nxzalo/batch";
import { type FileRows, guessColumns } from "@nxzalo/batch/files";
import { isNxZaloError } from "@nxzalo/client";
import { createDeskClient, type DeskClient, type Money } from "@nxzalo/client/desk";
import { type CliContext, print, printJson, say } from "../context.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { connect, hasGateway } from "../profiles/connection.ts";
import { formatFields } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";
import { messagesOf, readMapping, type SendFileFlags } from "./file-messages.ts";
import { stopAtSignals } from "./stop-at-signals.ts";

const sendNothing = () => Promise.reject(new Error("a check sends nothing"));

/** The application whose quota counts, `undefined` being the default one; null where each row names its own. */
function appOf({ headings }: FileRows, flags: SendFileFlags): string | undefined | null {
  const mapped = readMapping(flags)?.fields?.app;
  if (typeof mapped === "object" && "constant" in mapped) return mapped.constant;
  const isColumn = mapped !== undefined || guessColumns(headings).some((one) => one.field === "app" && one.isCertain);
  return isColumn ? null : undefined;
}

/** What may still be sent today; not known to a key without the scope `read`. */
async function readQuota(desk: DeskClient, app: string | undefined): Promise<Quota | null> {
  try {
    return (await desk.account({ app })).quota;
  } catch (error) {
    if (isNxZaloError(error) && error.code === "forbidden") return null;
    throw error;
  }
}

/** What is asked of the gateway; nothing where none is known, so that a file can be looked at anywhere. */
function questionsOf(context: CliContext, rows: FileRows, flags: SendFileFlags): Pick<BatchOptions, "check" | "quota"> {
  if (!hasGateway(context, flags)) return {};
  const desk = createDeskClient(connect(context, flags));
  const app = appOf(rows, flags);
  return { check: desk.messages.check, quota: app === null ? undefined : () => readQuota(desk, app) };
}

/** What there is to say of one row, a line each. */
function linesOf({ t, language }: CliContext, { row, verdict, reason, warnings }: CheckedRow): string[] {
  const verdicts = {
    send: t("to send", "sẽ gửi"),
    sent: t("already sent", "đã gửi"),
    refused: t("refused", "từ chối"),
    repeated: t("repeated", "lặp lại"),
  };
  return [...(reason ? [reason] : []), ...warnings].map(
    ({ code, message, vietnamese, row: earlier }) =>
      `${t("row", "dòng")} ${row}: ${verdicts[verdict]}, ${language === "vi" ? vietnamese : message} (${
        earlier === undefined ? code : `${code}, ${t("row", "dòng")} ${earlier}`
      })`,
  );
}

const sumOf = (amounts: readonly Money[]) => amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(" + ");

function textOf({ t, language }: CliContext, summary: CheckSummary): string {
  const { rows, send, sent, refused, repeated, later, laterFrom, changes, reasons, estimate, quota } = summary;
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
        "chưa biết cổng nào: không rõ gì đã gửi",
      ),
    );
  const signal = stopAtSignals();
  const check = createBatch({ send: sendNothing, ...questions }).check(messagesOf(rows, flags), {
    occasion: flags.occasion,
    signal,
  });
  for await (const row of check) if (!flags.json) for (const line of linesOf(context, row)) say(context, line);
  if (flags.json) printJson(context, check.summary);
  else print(context, textOf(context, check.summary));
  if (signal.aborted) return exitCodes.interrupted;
  return check.summary.refused > 0 ? exitCodes.partly : exitCodes.done;
}
