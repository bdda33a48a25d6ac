import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { commonFlags, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import type { ExplainFlags } from "./explain.ts";
import type { SignFlags } from "./sign.ts";

const secretNote = (t: Translate) =>
  t(
    "The secret is read from NXCLOUD_ACCESS_SECRET, or typed unseen; it is never an argument, and never shown.",
    "Access secret đọc từ NXCLOUD_ACCESS_SECRET, hoặc nhập mà không hiện; không bao giờ là tham số, không bao giờ in ra.",
  );

const accessKeyFlag = (t: Translate) =>
  textFlag(t("Default: NXCLOUD_ACCESS_KEY", "Mặc định: NXCLOUD_ACCESS_KEY"), "key");

export const signatureCommands = (t: Translate) => ({
  sign: buildCommand<SignFlags, [], CliContext>({
    loader: async () => asCommand((await import("./sign.ts")).signRequest),
    parameters: {
      flags: {
        ...commonFlags(t),
        body: textFlag(t("The file of the body; default: stdin", "Tệp chứa body; mặc định: stdin"), "file"),
        accessKey: accessKeyFlag(t),
        ts: textFlag(t("Milliseconds since 1970; default: now", "Mili giây từ 1970; mặc định: bây giờ"), "ms"),
        algorithm: { kind: "enum", values: ["md5", "sha256"], default: "md5", brief: t("The hash", "Hàm băm") },
      },
    },
    docs: documented(
      t,
      t(
        "Sign a body as NXCLOUD wants it, and show what was hashed",
        "Ký một body theo cách của NXCLOUD, và cho xem chuỗi được băm",
      ),
      [
        [
          "nxzalo sign --body request.json",
          t("the headers to send with the very bytes of that file", "các header để gửi cùng đúng nội dung tệp đó"),
        ],
      ],
      secretNote(t),
    ),
  }),
  explain: buildCommand<ExplainFlags, [], CliContext>({
    loader: async () => asCommand((await import("./explain.ts")).explainRequest),
    parameters: {
      flags: {
        ...commonFlags(t),
        file: textFlag(t("The file of the request; default: stdin", "Tệp chứa yêu cầu; mặc định: stdin"), "file"),
        accessKey: accessKeyFlag(t),
      },
    },
    docs: documented(
      t,
      t(
        "Say which mistake made NXCLOUD refuse a request (1001-1004)",
        "Cho biết vì sao NXCLOUD từ chối một yêu cầu (1001-1004)",
      ),
      [
        [
          "nxzalo explain",
          t(
            "paste the request: a curl or PowerShell command, HTTP as it was sent, or JSON with headers and body",
            "dán yêu cầu: lệnh curl hay PowerShell, HTTP như đã gửi, hoặc JSON có headers và body",
          ),
        ],
        ["nxzalo explain --file refused.txt", t("the same, from a file", "cũng vậy, từ tệp")],
      ],
      `${t("Nothing leaves this machine.", "Không có gì rời khỏi máy này.")} ${secretNote(t)}`,
    ),
  }),
});
