import type { MessageState } from "@nxzalo/client";
import { buildCommand, buildRouteMap } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import {
  appFlag,
  argument,
  type GatewayFlags,
  gatewayFlags,
  neededFlag,
  numberFlag,
  pairsFlag,
  switchFlag,
  textFlag,
} from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import { tokenTypes } from "../token-types.ts";
import type { ResendFlags } from "./resend.ts";
import type { SearchFlags } from "./search.ts";
import type { SendFlags } from "./send.ts";

const states = [
  "scheduled",
  "unknown",
  "accepted",
  "sent",
  "delivered",
  "failed",
  "refused",
  "cancelled",
  "superseded",
  "expired",
] as const satisfies readonly MessageState[];

const messageId = (t: Translate) =>
  argument(t("The gateway's id of it, a UUID", "Mã tin nhắn của gateway, một UUID"), "message-id");

const dataFlags = (t: Translate) => ({
  data: pairsFlag(t("A variable of the template", "Một biến của mẫu tin")),
  dataFile: textFlag(t("A JSON file with the variables", "Tệp JSON có các biến"), "file"),
});

const send = (t: Translate) =>
  buildCommand<SendFlags, [], CliContext>({
    loader: async () => asCommand((await import("./send.ts")).sendMessage, { acts: true }),
    parameters: {
      flags: {
        ...gatewayFlags(t),
        ...dataFlags(t),
        template: neededFlag(t("Id of an approved template", "Mã mẫu tin đã duyệt"), "id"),
        phone: textFlag(t("The recipient's number", "Số của người nhận"), "number"),
        journey: textFlag(t("Id of a stored journey", "Mã hành trình đã lưu"), "id"),
        tokenType: {
          kind: "enum",
          values: tokenTypes,
          optional: true,
          brief: t("With a reference: opens its journey, or reuses it", "Kèm mã đơn: mở hoặc dùng lại hành trình"),
        },
        reference: textFlag(t("Your own name: an order, a parcel", "Mã đơn của bạn"), "text"),
        label: pairsFlag(t("By which it is found again; up to five", "Nhãn để tìm lại; tối đa năm")),
        app: appFlag(t),
        at: textFlag(t("When to send (ISO 8601 with an offset)", "Giờ gửi (ISO 8601 có múi giờ)"), "time"),
        idempotencyKey: textFlag(
          t("Names the call: a repeat sends nothing again", "Tên lần gọi: gọi lại không gửi thêm"),
          "key",
        ),
      },
    },
    docs: documented(t, t("Send one message", "Gửi một tin nhắn"), [
      [
        "nxzalo message send --phone 84912345678 --template 133214 --data order='Đơn 42' --token-type token_logistics_7 --reference 'Đơn 42'",
        t("on the journey of its reference", "trên hành trình của mã đơn"),
      ],
      [
        "nxzalo message send --journey 1257624175686111232 --template 133214 --data-file data.json",
        t("on a stored journey", "trên hành trình đã lưu"),
      ],
    ]),
  });

const search = (t: Translate) =>
  buildCommand<SearchFlags, [], CliContext>({
    loader: async () => asCommand((await import("./search.ts")).searchMessages),
    parameters: {
      flags: {
        ...gatewayFlags(t),
        failed: switchFlag(t("Those that failed at Zalo", "Chỉ tin mà Zalo báo không tới")),
        today: switchFlag(t("Of this day in Vietnam", "Của hôm nay, giờ Việt Nam")),
        state: { kind: "enum", values: states, optional: true, brief: t("Where they stand", "Trạng thái") },
        day: textFlag(t("A day in Vietnam", "Một ngày, giờ Việt Nam"), "yyyy-mm-dd"),
        code: numberFlag(t("NXCLOUD's code or Zalo's", "Mã của NXCLOUD hoặc Zalo"), "number"),
        phone: textFlag(t("The recipient's number", "Số của người nhận"), "number"),
        phoneEnding: textFlag(t("Its last 4 digits", "4 chữ số cuối"), "digits"),
        reference: textFlag(t("Your own name, whole", "Mã đơn đầy đủ"), "text"),
        referenceEnding: textFlag(
          t("Its last 6 characters, without tones", "6 ký tự cuối của mã đơn, không dấu"),
          "text",
        ),
        template: textFlag(t("Id of a template", "Mã mẫu tin"), "id"),
        label: pairsFlag(t("A label that they have", "Nhãn của tin")),
        app: appFlag(t),
        limit: numberFlag(t("How many, 1 to 100; default: 50", "Số lượng, 1 đến 100; mặc định: 50"), "number"),
        all: switchFlag(t("All pages", "Mọi trang")),
        next: textFlag(t("The next page, as the one before says", "Trang sau, theo trang trước"), "cursor"),
      },
    },
    docs: documented(t, t("Find messages, newest first", "Tìm tin nhắn, mới nhất trước"), [
      ["nxzalo messages --failed --today", t("what failed today, and why", "hôm nay tin nào không tới, vì sao")],
      [
        "nxzalo messages --state refused --today",
        t("what NXCLOUD or the gateway refused", "tin nào bị NXCLOUD hoặc gateway từ chối"),
      ],
      ["nxzalo messages --reference-ending 'đơn 42'", t("did its customer get it?", "khách của đơn này đã nhận chưa?")],
      ["nxzalo messages --code -118 --day 2026-11-28 --all --json", t("for a script", "cho script")],
    ]),
  });

const show = (t: Translate) =>
  buildCommand<GatewayFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./show.ts")).showMessage),
    parameters: { flags: gatewayFlags(t), positional: messageId(t) },
    docs: documented(t, t("Show a message with its attempts and receipts", "Xem tin nhắn, các lần gửi và báo nhận"), [
      [
        "nxzalo message show 0198f0a4-7c1e-7a3b-9d52-3f6c2b1a0e9d",
        t("did it arrive, and if not, why", "đã tới chưa, nếu chưa thì vì sao"),
      ],
    ]),
  });

const cancel = (t: Translate) =>
  buildCommand<GatewayFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./cancel.ts")).cancelMessage, { acts: true }),
    parameters: { flags: gatewayFlags(t), positional: messageId(t) },
    docs: documented(t, t("Cancel a message that waits for its time", "Hủy tin nhắn đang chờ đến giờ"), [
      [
        "nxzalo message cancel 0198f0a4-7c1e-7a3b-9d52-3f6c2b1a0e9d",
        t("once it is on its way, it is too late", "đã gửi đi thì không hủy được"),
      ],
    ]),
  });

const resend = (t: Translate) =>
  buildCommand<ResendFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./resend.ts")).resendMessage, { acts: true }),
    parameters: {
      flags: {
        ...gatewayFlags(t),
        ...dataFlags(t),
        phone: textFlag(t("Another recipient; needs the data anew", "Người nhận khác; cần dữ liệu mới"), "number"),
        force: switchFlag(
          t("Also where it may have been sent, or is paid again", "Kể cả khi có thể đã gửi, hoặc phải trả tiền lại"),
        ),
      },
      positional: messageId(t),
    },
    docs: documented(
      t,
      t("Send a refused, failed or expired message again", "Gửi lại tin bị từ chối, không tới hoặc quá hạn"),
      [
        [
          "nxzalo message resend 0198f0a4-7c1e-7a3b-9d52-3f6c2b1a0e9d --phone 84987654321 --data order='Đơn 43'",
          t("to the number that the customer gives now", "đến số mà khách vừa cho"),
        ],
      ],
    ),
  });

const templates = (t: Translate) =>
  buildCommand<GatewayFlags, [], CliContext>({
    loader: async () => asCommand((await import("./templates.ts")).listTemplates),
    parameters: { flags: gatewayFlags(t) },
    docs: documented(t, t("List the approved templates", "Liệt kê mẫu tin đã duyệt"), [
      [
        "nxzalo templates",
        t("their variables, those in brackets may be left out", "các biến; biến trong ngoặc có thể bỏ trống"),
      ],
    ]),
  });

export const messageCommands = (t: Translate) => ({
  message: buildRouteMap({
    docs: documented(t, t("Send, show, resend and cancel a message", "Gửi, xem, gửi lại và hủy một tin nhắn"), [
      ["nxzalo message show 0198f0a4-7c1e-7a3b-9d52-3f6c2b1a0e9d", t("did it arrive?", "đã tới chưa?")],
    ]),
    routes: { send: send(t), show: show(t), cancel: cancel(t), resend: resend(t) },
  }),
  messages: search(t),
  templates: templates(t),
});
