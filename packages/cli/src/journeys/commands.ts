import { buildCommand, buildRouteMap } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { appFlag, argument, type GatewayFlags, gatewayFlags, neededFlag, pairsFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import { tokenTypes } from "../token-types.ts";
import type { CheckFlags } from "./check.ts";
import type { OpenFlags } from "./open.ts";

const open = (t: Translate) =>
  buildCommand<OpenFlags, [], CliContext>({
    loader: async () => asCommand((await import("./open.ts")).openJourney, { acts: true }),
    parameters: {
      flags: {
        ...gatewayFlags(t),
        phone: neededFlag(t("The recipient's number", "Số của người nhận"), "number"),
        tokenType: {
          kind: "enum",
          values: tokenTypes,
          brief: t("Of what the journey is, and for how many days", "Loại hành trình và số ngày"),
        },
        reference: textFlag(t("Your own name for it: an order, a parcel", "Mã đơn của bạn"), "text"),
        label: pairsFlag(t("By which costs are told apart; up to five", "Nhãn để tách chi phí; tối đa năm")),
        app: appFlag(t),
        tokenTo: textFlag(
          t("Write the token to this new file, for this user alone", "Ghi token vào tệp mới này"),
          "file",
        ),
      },
    },
    docs: documented(
      t,
      t(
        "Open a journey, or find the live one of a reference",
        "Mở hành trình, hoặc tìm hành trình còn hiệu lực của mã đơn",
      ),
      [
        [
          "nxzalo journey open --phone 84912345678 --token-type token_logistics_7 --reference 'Đơn 42'",
          t(
            "one order has one live token, however often it is asked for",
            "một đơn có một token còn hiệu lực, hỏi bao nhiêu lần cũng vậy",
          ),
        ],
        [
          "nxzalo journey open --phone 84912345678 --token-type token_coach_bus_7 --token-to token.txt",
          t("the token goes to a file", "token được ghi vào tệp"),
        ],
      ],
    ),
  });

const check = (t: Translate) =>
  buildCommand<CheckFlags, [], CliContext>({
    loader: async () => asCommand((await import("./check.ts")).checkJourney),
    parameters: {
      flags: { ...gatewayFlags(t), app: appFlag(t) },
    },
    docs: documented(t, t("Ask NXCLOUD what a token is", "Hỏi NXCLOUD về một token"), [
      [
        "nxzalo journey check < token.txt",
        t("the token comes by stdin, or is asked for unseen", "token đọc từ stdin, hoặc nhập mà không hiện"),
      ],
    ]),
  });

const show = (t: Translate) =>
  buildCommand<GatewayFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./show.ts")).showJourney),
    parameters: {
      flags: gatewayFlags(t),
      positional: argument(t("NXCLOUD's id of it", "Mã hành trình của NXCLOUD"), "journey-id"),
    },
    docs: documented(t, t("Show a stored journey with its messages", "Xem hành trình đã lưu cùng các tin nhắn"), [
      ["nxzalo journey show 1257624175686111232", t("its state, cost and messages", "trạng thái, chi phí và tin nhắn")],
    ]),
  });

export const journeyCommands = (t: Translate) => ({
  journey: buildRouteMap({
    docs: documented(t, t("Open, check and show journeys", "Mở, kiểm tra và xem hành trình"), [
      ["nxzalo journey show 1257624175686111232", t("its state, cost and messages", "trạng thái, chi phí và tin nhắn")],
    ]),
    routes: { open: open(t), check: check(t), show: show(t) },
  }),
});
