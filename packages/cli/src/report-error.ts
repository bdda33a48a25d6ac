import { existsSync } from "node:fs";
import { type Issue, isNxZaloError, type NxZaloError } from "@nxzalo/core/errors";
import { codeOfFailure, isSurelyUnsent } from "@nxzalo/core/internal";
import { errorText, issueText } from "@nxzalo/core/vi";
import { type CliContext, say, sayError } from "./context.ts";
import { CommandError, type ExitCode, exitCodes } from "./exit-codes.ts";
import { safeText } from "./terminal/safe-text.ts";
import { hintText } from "./vietnamese/hints.ts";

/** Where nothing was sent because there was no way to. */
const unreachable: readonly string[] = [
  "network_error",
  "timeout",
  "unavailable",
  "rate_limited",
  "upstream_rate_limited",
];

/** What the system says of a file that cannot be used. */
const fileFaults: Readonly<Record<string, readonly [en: string, vi: string]>> = {
  ENOENT: ["is not there", "không tồn tại"],
  EISDIR: ["is a folder", "là thư mục"],
  ENOTDIR: ["is not there: a part of its path is no folder", "không tồn tại: một phần đường dẫn không phải thư mục"],
  EACCES: ["may not be opened by this user", "người dùng này không có quyền mở"],
  EEXIST: ["exists", "đã có"],
  ENOSPC: ["no space is left on the disk", "ổ đĩa đã đầy"],
  EDQUOT: ["this user's share of the disk is used up", "người dùng này đã hết dung lượng đĩa"],
  EFBIG: ["is larger than a file may be here", "lớn hơn mức cho phép của một tệp ở đây"],
};

/** The faults of writing, which say nothing against the command. */
const writeFaults: readonly string[] = ["ENOSPC", "EDQUOT", "EFBIG"];

/** A file that cannot be used, as an error with its name; undefined where it is something else. */
function toFileError({ t }: CliContext, error: unknown): CommandError | undefined {
  const { code = "", path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  const fault = Object.hasOwn(fileFaults, code) ? fileFaults[code] : undefined;
  if (fault === undefined) return undefined;
  // Of a file that is open, the system gives no name.
  const isWriting = writeFaults.includes(code);
  if (path === undefined) return isWriting ? new CommandError(t(...fault), exitCodes.failed) : undefined;
  // Of a copy, the system names both.
  const isTarget = dest !== undefined && code !== "EISDIR" && existsSync(path);
  const exitCode = isWriting ? exitCodes.failed : exitCodes.usage;
  return new CommandError(`${isTarget ? dest : path}: ${t(...fault)}`, exitCode);
}

/** Of what command an error is. */
export interface ReportOptions {
  /** Whether the command does something that must not be done twice. */
  readonly acts: boolean;
}

/** Whether it may have been done. Node tells where no connection came about, which the client, made for every runtime, does not ask. */
export const mayBeDone = ({ kind, outcome, cause }: Pick<NxZaloError, "kind" | "outcome" | "cause">): boolean =>
  outcome === "unknown" && !(kind === "transport" && isSurelyUnsent(cause));

function exitCodeOf(error: NxZaloError, acts: boolean): ExitCode {
  const { kind, code } = error;
  if (acts && mayBeDone(error)) return exitCodes.unknown;
  if (unreachable.includes(code)) return exitCodes.unreachable;
  if (kind === "config" || kind === "input" || code === "body_malformed") return exitCodes.usage;
  return exitCodes.failed;
}

/** What is wrong with one thing, after where it is: a field, or the row of a file. */
function lineOfIssue({ language, t }: CliContext, issue: Issue): string {
  const text = language === "vi" ? issueText(issue) : issue.message;
  const [first, ...rest] = issue.path;
  if (first === undefined) return t(`it ${text}`, text);
  const isRow = typeof first === "number" && rest.length === 0;
  return `${isRow ? t(`row ${first}`, `dòng ${first}`) : issue.path.join(".")}: ${text}`;
}

/** The message without what its issues say: they have lines of their own. */
function titleOf({ message, issues = [] }: NxZaloError): string {
  const [first] = issues;
  if (first === undefined || !message.includes(first.message)) return message;
  return message.replace(/: .*?(; these are \d+ of \d+)?$/s, "$1");
}

/** What to do at a command line, where a hint is for programs and pages. */
const hintsHere: Readonly<Record<string, readonly [en: string, vi: string]>> = {
  "check the network and the proxy's CORS_ORIGINS": [
    "check the gateway's URL, or let `nxzalo doctor` look at each step on the way",
    "kiểm tra URL của gateway, hoặc chạy `nxzalo doctor` để xem từng bước",
  ],
  "send a valid `authorization: Bearer …` header": [
    "the gateway does not know this key: `nxzalo login`, or NXZALO_KEY",
    "gateway không nhận khóa này: `nxzalo login`, hoặc NXZALO_KEY",
  ],
};

/** What to do about an error, in the reader's language. */
export function hintOf(context: CliContext, hint: string): string {
  const here = Object.hasOwn(hintsHere, hint) ? hintsHere[hint] : undefined;
  return here ? context.t(...here) : hintText(context, hint);
}

function linesOf(context: CliContext, error: NxZaloError, acts: boolean): string[] {
  const { language, t } = context;
  const { code, hint, issues = [], traceId, upstreamCode } = error;
  const title = language === "vi" ? errorText(code) : titleOf(error);
  // Why there was no connection: of a gateway's own, its answer tells.
  const reason = error.kind === "transport" && error.status === undefined ? codeOfFailure(error.cause) : undefined;
  const facts = [code, reason, upstreamCode && `NXCLOUD ${upstreamCode}`, traceId && `traceId ${traceId}`];
  return [
    `${title} (${facts.filter(Boolean).join(", ")})`,
    ...issues.map((issue) => `  ${lineOfIssue(context, issue)}`),
    ...(hint === undefined ? [] : [`  ${t("hint", "gợi ý")}: ${hintOf(context, hint)}`]),
    ...(acts && mayBeDone(error)
      ? [
          `  ${t("it may have been done: look before you repeat it", "có thể đã được thực hiện: hãy kiểm tra trước khi làm lại")}`,
        ]
      : []),
  ];
}

/** Says on stderr what a command failed with; gives what the process ends with. */
export function reportError(context: CliContext, error: unknown, { acts }: ReportOptions): ExitCode {
  const { isJson } = context;
  if (isNxZaloError(error)) {
    if (isJson) sayError(context, error.toJSON());
    else for (const line of linesOf(context, error, acts)) say(context, safeText(line));
    return exitCodeOf(error, acts);
  }
  const { message, hint, exitCode } =
    error instanceof CommandError
      ? error
      : (toFileError(context, error) ?? {
          message: (error as Error).message,
          hint: undefined,
          exitCode: exitCodes.failed,
        });
  if (message === "") return exitCode;
  if (isJson) sayError(context, { message, hint });
  else for (const line of [message, ...(hint === undefined ? [] : [`  ${hint}`])]) say(context, line);
  return exitCode;
}
