import { buildCommand, buildRouteMap } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { readFlags } from "../files/read-flags.ts";
import { argument, gatewayFlags, neededFlag, pairsFlag, switchFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import type { CloseFlags } from "./close.ts";
import type { CostsFlags } from "./read.ts";
import type { ReconcileFlags } from "./reconcile.ts";

const periodFlags = (t: Translate) => ({
  month: textFlag(t("A whole month", "Cả tháng"), "yyyy-mm"),
  from: textFlag(t("The first day", "Ngày đầu"), "yyyy-mm-dd"),
  to: textFlag(t("The last day, included", "Ngày cuối, tính cả ngày đó"), "yyyy-mm-dd"),
  timeZone: textFlag(
    t(
      "Whose days; default: Asia/Ho_Chi_Minh, and +08:00 is NXCLOUD's",
      "Múi giờ; mặc định: Asia/Ho_Chi_Minh, của NXCLOUD là +08:00",
    ),
    "zone",
  ),
});

const read = (t: Translate) =>
  buildCommand<CostsFlags, [], CliContext>({
    loader: async () => asCommand((await import("./read.ts")).readCosts),
    parameters: {
      flags: {
        ...gatewayFlags(t),
        ...periodFlags(t),
        groupBy: textFlag(
          t(
            "day, template, tokenType, app, caller or label:NAME",
            "day, template, tokenType, app, caller hoặc label:TÊN",
          ),
          "what",
        ),
        csv: switchFlag(t("A table for a spreadsheet", "Bảng cho bảng tính")),
      },
    },
    docs: documented(t, t("What journeys and messages cost", "Hành trình và tin nhắn tốn bao nhiêu"), [
      ["nxzalo costs --month 2026-11", t("the month's total", "tổng của tháng")],
      [
        "nxzalo costs --month 2026-11 --group-by label:shop --csv > costs.csv",
        t("by shop, for a spreadsheet", "theo cửa hàng, cho bảng tính"),
      ],
    ]),
  });

const reconcile = (t: Translate) =>
  buildCommand<ReconcileFlags, [string], CliContext>({
    loader: async () => asCommand((await import("./reconcile.ts")).reconcileCosts),
    parameters: {
      flags: {
        ...gatewayFlags(t),
        ...periodFlags(t),
        ...readFlags(t),
        columns: pairsFlag(
          t(
            "A field (id, time, amount, currency) and its heading",
            "Trường (id, time, amount, currency) và tiêu đề cột",
          ),
        ),
      },
      positional: argument(t("NXCLOUD's statement, as CSV or XLSX", "Bảng kê của NXCLOUD, dạng CSV hoặc XLSX"), "file"),
    },
    docs: documented(t, t("Hold NXCLOUD's statement against what was charged", "Đối chiếu bảng kê của NXCLOUD"), [
      [
        "nxzalo costs reconcile statement.csv --month 2026-11 --time-zone +08:00",
        t("ends with 1 where they differ", "kết thúc bằng 1 nếu lệch"),
      ],
      [
        "nxzalo costs reconcile statement.csv --month 2026-11 --columns id='Order No' --columns amount=Total",
        t("where the headings are others", "khi tiêu đề cột khác"),
      ],
    ]),
  });

const close = (t: Translate) =>
  buildCommand<CloseFlags, [], CliContext>({
    loader: async () => asCommand((await import("./close.ts")).closeMonth, { acts: true }),
    parameters: {
      flags: { ...gatewayFlags(t), month: neededFlag(t("A month that is over", "Một tháng đã qua"), "yyyy-mm") },
    },
    docs: documented(
      t,
      t(
        "Close a month: later charges of it count in the open one",
        "Chốt một tháng: khoản đến sau tính vào tháng đang mở",
      ),
      [["nxzalo costs close --month 2026-10", t("once its invoice is paid", "khi đã trả hóa đơn")]],
    ),
  });

export const costCommands = (t: Translate) => ({
  costs: buildRouteMap({
    docs: documented(
      t,
      t(
        "What was charged, and whether NXCLOUD's statement is right",
        "Đã bị tính bao nhiêu, bảng kê của NXCLOUD có đúng không",
      ),
      [["nxzalo costs --month 2026-11", t("what a month cost", "một tháng tốn bao nhiêu")]],
    ),
    defaultCommand: "read",
    routes: { read: read(t), reconcile: reconcile(t), close: close(t) },
  }),
});
