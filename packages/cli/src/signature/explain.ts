import { explainSignature } from "@nxzalo/core";
import { type CliContext, print, printJson, say } from "../context.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import type { CommonFlags } from "../flags.ts";
import { readTextFile } from "../read-file.ts";
import { readStdin, secretOf } from "../terminal/read-secret.ts";
import { printFields } from "../terminal/table.ts";
import { formatTime } from "../terminal/times.ts";
import { mistakeText } from "../vietnamese/mistakes.ts";
import type { MissingPart } from "./pasted-request.ts";
import { readRequest } from "./read-request.ts";

export interface ExplainFlags extends CommonFlags {
  readonly file?: string;
  readonly accessKey?: string;
}

/** What NXCLOUD refuses before it looks at the signature. */
function otherFaults({ t }: CliContext, header: (name: string) => string): string[] {
  const [ts, bizType, action] = [header("ts"), header("bizType"), header("action")];
  return [
    ...(bizType !== "" && bizType !== "9"
      ? [t(`1002: bizType is ${bizType}, and 9 for Zalo`, `1002: bizType là ${bizType}, Zalo phải là 9`)]
      : []),
    ...(action !== "" && action !== "mt"
      ? [
          t(
            `1002: action is ${action}, and mt for every Zalo call`,
            `1002: action là ${action}, mọi yêu cầu Zalo là mt`,
          ),
        ]
      : []),
    ...(ts !== "" && !/^\d{13}$/.test(ts)
      ? [t("1004: ts is not 13 digits of milliseconds", "1004: ts không phải 13 chữ số mili giây")]
      : []),
  ];
}

/** No signature can be held against what is not in the paste. */
function partIsMissing({ t }: CliContext, missing: MissingPart): CommandError {
  const why = {
    file: t("the body is in a file (@…)", "body nằm trong tệp (@…)"),
    object: t("the body is an object: its text is not known", "body là object: không rõ văn bản đã gửi"),
    made: t("the script makes the body: its text is not known", "body do script tạo ra: không rõ văn bản đã gửi"),
    header: t(
      "the script makes a header of the signature: its value is not known",
      "một header của chữ ký do script tạo ra: không rõ giá trị đã gửi",
    ),
    not_shown: t("the body is not in it: curl -v does not show it", "không có body: curl -v không in body"),
  };
  const hint =
    missing === "header"
      ? t("write each value that was sent in its place", "hãy ghi từng giá trị đã gửi vào chỗ của nó")
      : t(
          "paste the very text that was sent: after an empty line, in -d '…', or as a string",
          "hãy dán đúng văn bản đã gửi: sau một dòng trống, trong -d '…', hoặc dạng chuỗi",
        );
  return new CommandError(why[missing], exitCodes.usage, hint);
}

/** Says what is wrong with a refused request. Nothing leaves this machine. */
export async function explainRequest(context: CliContext, flags: ExplainFlags) {
  const { t, env, process } = context;
  if (flags.file === undefined && process.stdin.isTTY)
    say(context, t("Paste the request, then Ctrl-D:", "Dán yêu cầu vào đây, rồi Ctrl-D:"));
  const pasted = flags.file === undefined ? await readStdin(context) : readTextFile(flags.file);
  const { headers, body, missing } = readRequest(pasted);
  const header = (wanted: string) =>
    Object.entries(headers).find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1] ?? "";
  if (Object.keys(headers).length === 0)
    throw new CommandError(
      pasted.trim() === ""
        ? t("nothing was given: paste the request", "chưa nhập gì: hãy dán yêu cầu")
        : t("no headers were found in it", "không thấy header nào"),
      exitCodes.usage,
      t("curl, PowerShell, HTTP or JSON", "curl, PowerShell, HTTP hoặc JSON"),
    );
  if (missing !== undefined) throw partIsMissing(context, missing);
  const accessKey = flags.accessKey ?? env["NXCLOUD_ACCESS_KEY"] ?? header("accessKey");
  const accessSecret = await secretOf(context, "NXCLOUD_ACCESS_SECRET");
  const previousAccessSecret = env["NXCLOUD_ACCESS_SECRET_PREVIOUS"];
  const credentials = { accessKey, accessSecret, previousAccessSecret };
  const { isRight, mistake, hint, canonical } = explainSignature({ headers, body, credentials });
  const faults = otherFaults(context, header);
  const isFine = isRight && faults.length === 0;
  const code = isFine ? exitCodes.done : exitCodes.failed;
  if (flags.json) {
    printJson(context, { isRight, mistake, hint, canonical, faults });
    return code;
  }
  for (const fault of faults) print(context, fault);
  const ts = /^\d{13}$/.test(header("ts")) ? formatTime(new Date(Number(header("ts")))) : undefined;
  const found =
    mistake === undefined
      ? t("none of the known mistakes", "không phải lỗi nào đã biết")
      : mistakeText(context, mistake);
  printFields(context, [
    [t("signature", "chữ ký"), isRight ? t("right", "đúng") : found],
    [t("what to do", "cần làm"), mistakeText(context, hint)],
    [
      t("signed at", "ký lúc"),
      ts && t(`${ts} in Vietnam; 60 s off is refused (1004)`, `${ts} giờ Việt Nam; lệch quá 60 giây bị từ chối (1004)`),
    ],
    [t("hashed", "chuỗi băm"), canonical],
  ]);
  return code;
}
