import { configFromEnv } from "@nxzalo/core";
import { codeOfFailure } from "@nxzalo/core/internal";
import { correctPhone } from "@nxzalo/core/phone";
import { issueText } from "@nxzalo/core/vi";
import { createSandbox } from "@nxzalo/sandbox";
import { type CliContext, print, printJson, say } from "../context.ts";
import { CommandError, type ExitCode, exitCodes } from "../exit-codes.ts";
import { type CommonFlags, readPairs } from "../flags.ts";
import { safeText } from "../terminal/safe-text.ts";
import type { Phrase } from "../vietnamese/phrases.ts";
import { ask, type Side, tokenOf } from "./ask.ts";
import { compare, type Difference, inVietnamese } from "./compare.ts";
import { freePoints, type Point, paidPoint, type Subject } from "./points.ts";

export interface ConformanceFlags extends CommonFlags {
  readonly phone: string;
  readonly template?: string;
  readonly data?: readonly string[];
  readonly yes: boolean;
}

/** What one point came to. */
interface Result {
  readonly point: Phrase;
  /** Whether its headers were sent as they were signed. */
  readonly isSigned: boolean;
  readonly differences: readonly Difference[];
}

/** Whether the server refuses a signature that the emulator finds right. */
const isAccountRefused = (result: Result): boolean =>
  result.isSigned && result.differences.some(({ what, server }) => what === "code" && server === "1003");

const nxcloud = "https://api.nxcloud.com";

/** The account of the environment. Its keys are given as they are there: an account whose keys a program fetches is not meant. */
function readAccount({ env }: CliContext) {
  const { appKey, baseUrl = nxcloud, algorithm = "md5", defaultCountryCode = "84" } = configFromEnv(env);
  const credentials = {
    accessKey: env["NXCLOUD_ACCESS_KEY"] ?? "",
    accessSecret: env["NXCLOUD_ACCESS_SECRET"] ?? "",
  };
  return { appKey, baseUrl, algorithm, defaultCountryCode, credentials };
}

function readSubject(
  { t, language }: CliContext,
  flags: ConformanceFlags,
  appKey: string,
  countryCode: string,
): Subject {
  const reading = correctPhone(flags.phone, countryCode);
  if ("problem" in reading) {
    const { problem: code, message } = reading;
    const why = language === "vi" ? issueText({ path: ["phone"], code, message }) : message;
    throw new CommandError(`--phone${t("", ":")} ${why}`, exitCodes.usage);
  }
  const { template: templateId } = flags;
  const data = readPairs(t, "--data", flags.data);
  if (templateId === undefined && data)
    throw new CommandError(t("--data goes with --template", "--data phải đi cùng --template"), exitCodes.usage);
  const message = templateId === undefined ? undefined : { templateId, templateData: data ?? {} };
  return { appKey, phone: reading.phone, message };
}

/** Asks both sides point after point; each goes on with the token that it has opened itself. */
async function* askAll(server: Side, emulator: Side, subject: Subject): AsyncGenerator<Result> {
  const points: readonly Point[] = subject.message ? [...freePoints, paidPoint] : freePoints;
  const tokens = { server: "", emulator: "" };
  for (const point of points) {
    // A message is sent on a journey that was opened here, or not at all.
    if (point === paidPoint && tokens.server === "") continue;
    const expected = await ask(emulator, point, subject, tokens.emulator);
    const answer = await ask(server, point, subject, tokens.server);
    tokens.server = tokenOf(answer) || tokens.server;
    tokens.emulator = tokenOf(expected) || tokens.emulator;
    yield { point: point.name, isSigned: point.change === undefined, differences: compare(answer, expected) };
  }
}

/** With an account that is refused, nothing can be said of the emulator. */
const accountRefused = ({ t }: CliContext) =>
  new CommandError(
    t("the account is refused (1003)", "tài khoản bị từ chối (1003)"),
    exitCodes.failed,
    t(
      "check NXCLOUD_ACCESS_KEY, NXCLOUD_ACCESS_SECRET and NXCLOUD_SIGN_ALGORITHM",
      "kiểm tra NXCLOUD_ACCESS_KEY, NXCLOUD_ACCESS_SECRET và NXCLOUD_SIGN_ALGORITHM",
    ),
  );

function printResult(context: CliContext, { point, differences }: Result): void {
  const { t } = context;
  const verdict = differences.length === 0 ? t("same     ", "giống    ") : t("different", "khác     ");
  print(context, `${verdict}  ${t(...point)}`);
  for (const { what, server, emulator } of differences) {
    const [name, its, ours] = [what, server, emulator].map((one) => t(one, inVietnamese(one)));
    print(context, safeText(`             ${name}: ${its}; ${t("the emulator", "bộ giả lập")}: ${ours}`));
  }
}

/** No answer; where only the paid point is left, that may have been sent. */
function unanswered({ t }: CliContext, error: unknown, points: number): CommandError {
  const why = codeOfFailure(error) ?? (error as Error).name;
  const after = t(`no answer (${why}) after ${points} points`, `không trả lời (${why}) sau ${points} mục`);
  return new CommandError(after, points === freePoints.length ? exitCodes.unknown : exitCodes.unreachable);
}

/** Asks NXCLOUD what the emulator is asked, and says where their answers differ; at most one message is sent, and paid. */
export async function checkConformance(context: CliContext, flags: ConformanceFlags): Promise<ExitCode> {
  const { t } = context;
  if (!flags.yes)
    throw new CommandError(
      t("it calls NXCLOUD with your account: --yes confirms it", "lệnh gọi NXCLOUD bằng tài khoản của bạn: cần --yes"),
      exitCodes.usage,
    );
  const { credentials, appKey, baseUrl, algorithm, defaultCountryCode } = readAccount(context);
  const subject = readSubject(context, flags, appKey, defaultCountryCode);
  const sandbox = createSandbox({ credentials, appKeys: [appKey] });
  const emulator: Side = { fetch: sandbox.fetch, baseUrl: nxcloud, credentials, algorithm };
  const server: Side = { fetch, baseUrl: baseUrl.replace(/\/+$/, ""), credentials, algorithm };
  const results: Result[] = [];
  try {
    for await (const result of askAll(server, emulator, subject)) {
      if (isAccountRefused(result)) throw accountRefused(context);
      results.push(result);
      if (!flags.json) printResult(context, result);
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw unanswered(context, error, results.length);
  }
  const different = results.filter(({ differences }) => differences.length > 0).length;
  if (flags.json)
    printJson(context, {
      points: results.length,
      different,
      results: results.map(({ point: [point], differences }) => ({ point, differences })),
    });
  else if (different === 0) print(context, t("nothing differs", "không có gì khác"));
  else say(context, t(`${different} of ${results.length} points differ`, `${different}/${results.length} mục khác`));
  return different === 0 ? exitCodes.done : exitCodes.failed;
}
