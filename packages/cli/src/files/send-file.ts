import { openAsBlob } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { parse } from "node:path";
import { createBatch, type RunSummary } from "@nxzalo/batch";
import { createResultFile, type FileRows, readRows } from "@nxzalo/batch/files";
import { createProxyClient } from "@nxzalo/client";
import { type CliContext, print, printJson, say, withoutSecrets } from "../context.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { connect } from "../profiles/connection.ts";
import { formatFields } from "../terminal/table.ts";
import { checkFile } from "./check-file.ts";
import { messagesOf, type SendFileFlags } from "./file-messages.ts";
import { countRows, createProgress } from "./progress.ts";
import { stopAtSignals } from "./stop-at-signals.ts";

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
  // Whole rows, whose reasons may quote what a server has sent back.
  const write = async (rowsText: Uint8Array) =>
    void (await target.output.write(withoutSecrets(context, Buffer.from(rowsText).toString())));
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
