import { buildCommand, buildRouteMap } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { argument, commonFlags, gatewayFlags, numberFlag, switchFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import { tokenTypes } from "../token-types.ts";
import type { CheckPhonesFlags } from "./check-phones.ts";
import type { SendFileFlags } from "./file-messages.ts";
import { readFlags } from "./read-flags.ts";

const file = (t: Translate) => argument(t("CSV or XLSX", "CSV hoặc XLSX"), "file");

const rowFlags = (t: Translate) =>
  ({
    map: textFlag(t("What the columns are, in JSON", "Ý nghĩa các cột, dạng JSON"), "file"),
    ...readFlags(t),
  }) as const;

export const fileCommands = (t: Translate) => ({
  sendFile: buildCommand<SendFileFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./send-file.ts")).sendFile, { acts: ({ check }) => !check }),
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
        ...rowFlags(t),
        check: switchFlag(t("Say what would be done, and send nothing", "Chỉ cho biết sẽ làm gì, không gửi")),
        rate: numberFlag(t("Messages a second", "Số tin mỗi giây"), "number"),
        at: textFlag(t("When to send (ISO 8601 with an offset)", "Giờ gửi (ISO 8601 có múi giờ)"), "time"),
        occasion: textFlag(t("Another sending of the same rows", "Một đợt gửi khác của cùng các dòng"), "name"),
      },
      positional: file(t),
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
  phones: buildRouteMap({
    docs: documented(t, t("The numbers of a file", "Số điện thoại trong tệp"), [
      ["nxzalo phones check orders.csv", t("which of them can be sent to", "số nào gửi được")],
    ]),
    routes: {
      check: buildCommand<CheckPhonesFlags, [string], CliContext>({
        loader: async () => asCommand((await import("./check-phones.ts")).checkPhones),
        parameters: { flags: { ...commonFlags(t), ...rowFlags(t) }, positional: file(t) },
        docs: documented(
          t,
          t("Say which numbers are right, corrected or refused", "Cho biết số nào đúng, đã sửa hoặc bị từ chối"),
          [
            [
              "nxzalo phones check orders.csv",
              t("row by row; nothing leaves this machine", "từng dòng; không gửi gì đi"),
            ],
          ],
        ),
      }),
    },
  }),
});
