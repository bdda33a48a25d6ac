import { existsSync, statSync } from "node:fs";
import { type FileHandle, open, rename } from "node:fs/promises";
import { parse } from "node:path";
import { type BatchRun, createBatch, type RunSummary } from "@nxzalo/batch";
import { createResultFile, type FileRows } from "@nxzalo/batch/files";
import { createProxyClient } from "@nxzalo/client";
import { parseIsoTime } from "@nxzalo/core/internal";
import { type CliContext, print, printJson, say, withoutSecrets } from "../context.ts";
import { CommandError, type ExitCode, exitCodes } from "../exit-codes.ts";
import { connect } from "../profiles/connection.ts";
import { reportError } from "../report-error.ts";
import { formatFields } from "../terminal/table.ts";
import { withPath } from "../with-path.ts";
import { checkFile } from "./check-file.ts";
import { exitCodeOfRows } from "./exit-code-of-rows.ts";
import { messagesOf, readMapping, type SendFileFlags } from "./file-messages.ts";
import { openRows } from "./open-file.ts";
import { countRows, createProgress } from "./progress.ts";
import { readRegistry } from "./registry.ts";
import { sayColumns } from "./say-columns.ts";
import { stopAtSignals } from "./stop-at-signals.ts";

const resultFileOf = (file: string) => `${parse(file).name}.result.csv`;

/** What an earlier run has written, in which a person may have corrected rows, is kept under another name: nothing is ever written over. */
async function keepEarlier(context: CliContext, result: string): Promise<void> {
  if (!statSync(result, { throwIfNoEntry: false })?.isFile()) return;
  const { name, ext } = parse(result);
  let kept = `${name}.bak${ext}`;
  for (let number = 2; existsSync(kept); number += 1) kept = `${name}.bak${number}${ext}`;
  await rename(result, kept);
  say(context, context.t(`${result} was there: it is ${kept} now`, `${result} đã có sẵn: nay đổi tên thành ${kept}`));
}

/** Rows that say what an earlier one of the file says are no failure. */
function exitCodeOf(summary: RunSummary, wasStopped: boolean, hasFailed: boolean): ExitCode {
  const { accepted, scheduled, refused, unknown, skipped, stopped, reasons } = summary;
  if (wasStopped) return exitCodes.interrupted;
  const unsent = refused + skipped - (reasons["row_repeated"] ?? 0);
  const isWhole = unsent + unknown === 0 && !stopped && !hasFailed;
  return exitCodeOfRows({ isWhole, sent: accepted + scheduled, unknown });
}

const summaryOf = ({ t }: CliContext, summary: RunSummary) =>
  formatFields([
    [t("accepted", "đã tiếp nhận"), String(summary.accepted)],
    [t("scheduled", "hẹn giờ"), String(summary.scheduled)],
    [t("refused", "từ chối"), String(summary.refused)],
    [t("unknown", "chưa rõ"), String(summary.unknown)],
    [t("skipped", "bỏ qua"), String(summary.skipped)],
    [t("values corrected", "giá trị đã sửa"), String(summary.changes)],
  ]);

/** A message that is not stored has no id. */
const sayUnremembered = (context: CliContext) =>
  say(
    context,
    context.t(
      "the gateway has no store, so it remembers no row: the same command would send again what was sent",
      "gateway không có kho nên không nhớ dòng nào: chạy lại lệnh này sẽ gửi lại những tin đã gửi",
    ),
  );

function sayHowToGoOn(context: CliContext, { refused, stopped }: RunSummary): void {
  const { t } = context;
  // What stops a run refuses rows that are not to blame.
  const first =
    refused === 0 || stopped ? "" : t("correct what was refused, and ", "hãy sửa các dòng bị từ chối, rồi ");
  const howTo = t(
    "run the same command again to go on, and nothing is sent twice while its rows have the same values: --check says beforehand what would be sent",
    "chạy lại đúng lệnh này để tiếp tục, không tin nào bị gửi hai lần nếu các dòng vẫn có cùng giá trị: --check cho biết trước những gì sẽ gửi",
  );
  say(context, first + howTo);
}

/** Writes whole rows to a file: of one that could not be written whole, nothing stays, as its half could be taken for another row. */
function createRowWriter(context: CliContext, path: string, output: FileHandle) {
  let length = 0;
  return async (rowsText: Uint8Array): Promise<void> => {
    // Its reasons may quote what a server has sent back.
    const bytes = Buffer.from(withoutSecrets(context, Buffer.from(rowsText).toString()));
    try {
      await withPath(path, () => output.writeFile(bytes));
      length += bytes.length;
    } catch (error) {
      await output.truncate(length).catch(() => {});
      throw error;
    }
  };
}

interface SendTarget {
  readonly file: string;
  readonly output: FileHandle;
  readonly batch: BatchRun;
  readonly signal: AbortSignal;
  /** Begins no more rows. */
  readonly stop: () => void;
  readonly total: number;
}

/** Sends the rows, and writes what became of each beside the file's own columns. */
async function run(context: CliContext, rows: FileRows, flags: SendFileFlags, target: SendTarget) {
  const { t, language } = context;
  const { batch, signal } = target;
  const progress = createProgress(context, flags.json ? undefined : target.total);
  const write = createRowWriter(context, resultFileOf(target.file), target.output);
  let hasStore = true;
  const results = await createResultFile({ headings: rows.headings, delimiter: rows.delimiter, language, write });
  let failure: unknown;
  try {
    for await (const result of batch) {
      if (hasStore && result.state === "accepted" && result.messageId === undefined) {
        hasStore = false;
        sayUnremembered(context);
      }
      // What is on its way when the file cannot be written any more is counted all the same.
      if (failure === undefined)
        await results.add(result).catch((error: unknown) => {
          failure = error;
          target.stop();
        });
      progress.show(batch.summary);
    }
  } catch (error) {
    failure = error;
  }
  await results.close();
  progress.end();
  const code = exitCodeOf(batch.summary, signal.aborted, failure !== undefined);
  if (failure !== undefined) reportError(context, failure, { acts: false });
  if (flags.json) printJson(context, { ...batch.summary, resultFile: resultFileOf(target.file) });
  else print(context, summaryOf(context, batch.summary));
  const { stopped } = batch.summary;
  if (stopped) say(context, language === "vi" ? stopped.vietnamese : stopped.message);
  if (code !== exitCodes.done) {
    say(
      context,
      t(`what became of each row: ${resultFileOf(target.file)}`, `kết quả từng dòng: ${resultFileOf(target.file)}`),
    );
    if (hasStore) sayHowToGoOn(context, batch.summary);
  }
  return code;
}

/** @throws CommandError where it is no time with its zone: each row would be refused for it. */
function checkTime({ t }: CliContext, at: string | undefined): void {
  if (at === undefined || parseIsoTime(at) !== undefined) return;
  const wanted = t("must be a time with its zone, such as", "phải là thời điểm kèm múi giờ, ví dụ");
  throw new CommandError(`--at "${at}": ${wanted} 2026-01-31T08:00:00+07:00`, exitCodes.usage);
}

/** Sends the rows of a CSV or XLSX file, each once over any number of runs; with `--check`, says what that would do. */
export async function sendFile(context: CliContext, given: SendFileFlags, file: string): Promise<ExitCode> {
  const flags = given.template === undefined ? given : { ...given, template: given.template.trim() };
  if (flags.template === "")
    throw new CommandError(`--template: ${context.t("must not be empty", "không được để trống")}`, exitCodes.usage);
  checkTime(context, flags.at);
  const rows = await openRows(context, file, flags);
  sayColumns(context, rows, readMapping(context, flags));
  if (flags.check) return checkFile(context, rows, flags);
  // What is wrong with the columns is said before the result of an earlier run is set aside.
  const messages = messagesOf(context, rows, flags, await readRegistry(context, flags));
  const { sendTemplate } = createProxyClient(connect(context, flags));
  const batch = createBatch({ send: sendTemplate, ratePerSecond: flags.rate });
  // The whole file, too: a row that cannot be read is found before anything is sent.
  const total = await countRows(rows);
  const signal = stopAtSignals();
  const unwritable = new AbortController();
  const started = batch.run(messages, {
    signal: AbortSignal.any([signal, unwritable.signal]),
    occasion: flags.occasion,
  });
  await keepEarlier(context, resultFileOf(file));
  const output = await open(resultFileOf(file), "w", 0o600);
  try {
    const stop = () => unwritable.abort();
    return await run(context, rows, flags, { file, output, batch: started, signal, stop, total });
  } finally {
    await output.close();
  }
}
