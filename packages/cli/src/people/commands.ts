import { buildCommand, buildRouteMap } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { appFlag, argument, gatewayFlags, neededFlag, numberFlag, switchFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import type { ForgetFlags } from "./forget.ts";
import type { LiftFlags, ListSuppressionsFlags, SuppressFlags } from "./suppressions.ts";

const phone = (t: Translate) => argument(t("The person's number", "Số của người đó"), "phone");

const scopeFlag = (t: Translate) =>
  textFlag(t("all, tag:3, or template:ID; default: all", "all, tag:3 hoặc template:MÃ; mặc định: all"), "what");

const sourceFlag = (t: Translate) =>
  ({
    kind: "enum",
    values: ["receipt", "hand", "restriction"],
    optional: true,
    brief: t("What has made it", "Do đâu mà có"),
  }) as const;

const list = (t: Translate) =>
  buildCommand<ListSuppressionsFlags, [], CliContext>({
    loader: async () => asCommand((await import("./suppressions.ts")).listSuppressions),
    parameters: {
      flags: {
        ...gatewayFlags(t),
        phone: textFlag(t("The person's number", "Số của người đó"), "number"),
        source: sourceFlag(t),
        app: appFlag(t),
        limit: numberFlag(t("How many, 1 to 100; default: 50", "Số lượng, 1 đến 100; mặc định: 50"), "number"),
        next: textFlag(t("The next page, as the one before says", "Trang sau, theo trang trước"), "cursor"),
      },
    },
    docs: documented(t, t("List who is not written to, newest first", "Liệt kê ai bị chặn gửi, mới nhất trước"), [
      ["nxzalo suppress list --source hand", t("those that people have set", "chặn thủ công")],
    ]),
  });

const add = (t: Translate) =>
  buildCommand<SuppressFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./suppressions.ts")).addSuppression),
    parameters: {
      flags: {
        ...gatewayFlags(t),
        reason: neededFlag(t("Why, without a phone in it", "Lý do, không ghi số điện thoại"), "text"),
        scope: scopeFlag(t),
        until: textFlag(t("ISO 8601 with an offset; default: until it is lifted", "ISO 8601 có múi giờ"), "time"),
        app: appFlag(t),
      },
      positional: phone(t),
    },
    docs: documented(t, t("Stop messages to a person", "Chặn gửi tin đến một người"), [
      [
        "nxzalo suppress add 84912345678 --reason 'asked for it'",
        t("callers that send to them are shown the reason", "người gửi tin sẽ thấy lý do"),
      ],
    ]),
  });

const lift = (t: Translate) =>
  buildCommand<LiftFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./suppressions.ts")).liftSuppressions),
    parameters: {
      flags: { ...gatewayFlags(t), scope: scopeFlag(t), source: sourceFlag(t), app: appFlag(t) },
      positional: phone(t),
    },
    docs: documented(t, t("Let messages to a person out again", "Bỏ chặn gửi tin đến một người"), [
      ["nxzalo suppress lift 84912345678", t("ends with 1 where nothing was lifted", "kết thúc 1 nếu không có gì")],
    ]),
  });

const suppress = (t: Translate) =>
  buildRouteMap({
    docs: documented(t, t("Who is not to be written to", "Những người nhận bị chặn gửi"), [
      ["nxzalo suppress list", t("who it is, why, and until when", "là ai, vì sao, đến khi nào")],
    ]),
    routes: { list: list(t), add: add(t), lift: lift(t) },
  });

export const peopleCommands = (t: Translate) => ({
  suppress: suppress(t),
  forget: buildCommand<ForgetFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./forget.ts")).forgetPerson, { acts: true }),
    parameters: {
      flags: { ...gatewayFlags(t), yes: switchFlag(t("Do not ask", "Không hỏi lại")) },
      positional: phone(t),
    },
    docs: documented(t, t("Delete all that is stored of a person", "Xóa mọi thứ đã lưu của một người"), [
      ["nxzalo forget 84912345678", t("asks once more before it does", "hỏi lại trước khi xóa")],
    ]),
  }),
});
