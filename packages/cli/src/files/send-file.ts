import { openAsBlob, readFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { parse } from "node:path";
import { type BatchInput, createBatch, type RunSummary } from "@nxzalo/batch";
import { createResultFile, type FileRows, parseMapping, readRows, toMessages } from "@nxzalo/batch/files";
import { createProxyClient, type TokenType } from "@nxzalo/client";
import { type CliContext, print, printJson, say } from "../context.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { GatewayFlags } from "../flags.ts";
import { connect } from "../profiles/connection.ts";
import { formatFields } from "../terminal/table.ts";
import { countRows, createProgress } from "./progress.ts";

export interface SendFileFlags extends GatewayFlags {
  readonly template?: string;
  readonly tokenType?: TokenType;
  readonly map?: string;
  readonly check: boolean;
  readonly rate?: number;
  readonly at?: string;
  readonly occasion?: string;
}

/** The rows as messages, at the time that is asked for where a row has none of its own. */
async function* messagesOf(rows: FileRows, flags: SendFileFlags): AsyncGenerator<BatchInput> {
  const mapping = flags.map === undefined ? undefined : parseMapping(readFileSync(flags.map, "utf8"));
  const { template: templateId, tokenType, at } = flags;
  for await (const message of toMessages(rows, { mapping, templateId, tokenType }))
    yield at === undefined || "issues" in message || message.sendAt ? message : { ...message, sendAt: at };
}

/** What Ctrl-C asks for: no more rows are begun. A second one ends the process as ever. */
function stopAtSignals(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

const resultFileOf = (file: string) => `${parse(file).name}.result.csv`;

function exitCodeOf({ accepted, scheduled, refused, unknown, stopped }: RunSummary, wasStopped: boolean): ExitCode {
  if (wasStopped) return exitCodes.interrupted;
  if (refused + unknown === 0 && !stopped) return exitCodes.done;
  return accepted + scheduled > 0 ? exitCodes.partly : exitCodes.failed;
}

const summaryOf = ({ t }: CliContext, summary: RunSummary) =>
  formatFields([
    [t("accepted", "đã nhận"), String(summary.accepted)],
    [t("scheduled", "hẹn giờ"), String(summary.scheduled)],
    [t("refused", "từ chối"), String(summary.refused)],
    [t("unknown", "chưa rõ"), String(summary.unknown)],
    [t("skipped", "bỏ qua"), String(summary.skipped)],
    [t("values corrected", "giá trị đã sửa"), String(summary.changes)],
  ]);

/** Says what a run would do; nothing is sent. */
async function checkFile(context: CliContext, rows: FileRows, flags: SendFileFlags): Promise<ExitCode> {
  const { t, language } = context;
  const send = () => Promise.reject(new Error("a check sends nothing"));
  const check = createBatch({ send }).check(messagesOf(rows, flags), {
    occasion: flags.occasion,
    signal: stopAtSignals(),
  });
  for await (const { row, verdict, reason } of check)
    if (!flags.json && reason)
      say(context, `${t("row", "dòng")} ${row}: ${verdict}, ${language === "vi" ? reason.vietnamese : reason.message}`);
  const { summary } = check;
  const code = summary.refused > 0 ? exitCodes.partly : exitCodes.done;
  if (flags.json) {
    printJson(context, summary);
    return code;
  }
  print(
    context,
    formatFields([
      [t("rows", "số dòng"), String(summary.rows)],
      [t("to send", "sẽ gửi"), String(summary.send)],
      [t("refused", "từ chối"), String(summary.refused)],
      [t("repeated", "lặp lại"), String(summary.repeated)],
      [t("values corrected", "giá trị đã sửa"), String(summary.changes)],
    ]),
  );
  return code;
}

/** Sends the rows, and writes what became of each beside the file's own columns. */
async function run(
  context: CliContext,
  rows: FileRows,
  flags: SendFileFlags,
  target: { file: string; output: FileHandle },
) {
  const { t, language } = context;
  const signal = stopAtSignals();
  const { sendTemplate } = createProxyClient(connect(context, flags));
  const batch = createBatch({ send: sendTemplate, ratePerSecond: flags.rate }).run(messagesOf(rows, flags), {
    signal,
    occasion: flags.occasion,
  });
  const progress = createProgress(context, flags.json ? undefined : await countRows(rows));
  const write = async (bytes: Uint8Array) => void (await target.output.write(bytes));
  const results = await createResultFile({ headings: rows.headings, delimiter: rows.delimiter, language, write });
  for await (const result of batch) {
    await results.add(result);
    progress.show(batch.summary);
  }
  await results.close();
  progress.end();
  const code = exitCodeOf(batch.summary, signal.aborted);
  if (flags.json) printJson(context, { ...batch.summary, resultFile: resultFileOf(target.file) });
  else print(context, summaryOf(context, batch.summary));
  const { stopped } = batch.summary;
  if (stopped) say(context, language === "vi" ? stopped.vietnamese : stopped.message);
  if (code !== exitCodes.done)
    say(
      context,
      t(
        `what became of each row: ${resultFileOf(target.file)}; run the same command again to go on, and nothing is sent twice`,
        `kết quả từng dòng: ${resultFileOf(target.file)}; chạy lại đúng lệnh này để tiếp tục, không tin nào bị gửi hai lần`,
      ),
    );
  return code;
}

/** Sends the rows of a CSV or XLSX file, each once over any number of runs; with `--check`, says what that would do. */
export async function sendFile(context: CliContext, flags: SendFileFlags, file: string): Promise<ExitCode> {
  const rows = await readRows(await openAsBlob(file));
  if (flags.check) return checkFile(context, rows, flags);
  const output = await open(resultFileOf(file), "w", 0o600);
  try {
    return await run(context, rows, flags, { file, output });
  } finally {
    await output.close();
  }
}
