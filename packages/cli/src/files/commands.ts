import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { argument, gatewayFlags, numberFlag, switchFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import { tokenTypes } from "../token-types.ts";
import type { SendFileFlags } from "./file-messages.ts";

export const fileCommands = (t: Translate) => ({
  sendFile: buildCommand<SendFileFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./send-file.ts")).sendFile, { acts: true }),
    parameters: {
      flags: {
        ...gatewayFlags(t),
        template: textFlag(t("Id of an approved template", "Mã mẫu tin đã duyệt"), "id"),
        tokenType: {
          kind: "enum",
          values: tokenTypes,
          optional: true,
          brief: t("Each row rides on the journey of its reference", "Mỗi dòng đi trên hành trình của mã đơn"),
        },
        map: textFlag(t("What the columns are, in JSON", "Ý nghĩa các cột, dạng JSON"), "file"),
        check: switchFlag(t("Say what would be done, and send nothing", "Chỉ cho biết sẽ làm gì, không gửi")),
        rate: numberFlag(t("Messages a second", "Số tin mỗi giây"), "number"),
        at: textFlag(t("When to send (ISO 8601 with an offset)", "Giờ gửi (ISO 8601 có múi giờ)"), "time"),
        occasion: textFlag(t("Another sending of the same rows", "Một đợt gửi khác của cùng các dòng"), "name"),
      },
      positional: { kind: "tuple", parameters: [argument(t("CSV or XLSX", "CSV hoặc XLSX"), "file")] },
    },
    docs: documented(
      t,
      t("Send a message for each row of a file, once", "Gửi mỗi dòng của tệp một tin, đúng một lần"),
      [
        ["nxzalo send-file orders.csv --template 133214 --check", t("what would be sent", "sẽ gửi những gì")],
        [
          "nxzalo send-file orders.csv --template 133214 --token-type token_logistics_7 --rate 20",
          t("Ctrl-C stops it; the same command goes on", "Ctrl-C để dừng; chạy lại lệnh để tiếp tục"),
        ],
      ],
    ),
  }),
});
