import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { commonFlags, neededFlag, pairsFlag, switchFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import type { ConformanceFlags } from "./conformance.ts";

export const conformanceCommands = (t: Translate) => ({
  conformance: buildCommand<ConformanceFlags, [], CliContext>({
    loader: async () => asCommand((await import("./conformance.ts")).checkConformance),
    parameters: {
      flags: {
        ...commonFlags(t),
        phone: neededFlag(t("Your own number", "Số của chính bạn"), "number"),
        template: textFlag(
          t("Also sends one message of it, which is paid", "Gửi thêm một tin mẫu này, có tính tiền"),
          "id",
        ),
        data: pairsFlag(t("A variable of the template", "Biến của mẫu tin")),
        yes: switchFlag(t("Calls NXCLOUD with the account of NXCLOUD_…", "Gọi NXCLOUD bằng tài khoản NXCLOUD_…")),
      },
    },
    docs: documented(
      t,
      t("Say where NXCLOUD answers otherwise than the emulator", "Cho biết NXCLOUD trả lời khác bộ giả lập ở đâu"),
      [
        ["nxzalo conformance --phone 0912345678 --yes", t("nothing is sent or paid", "không gửi gì, không tốn tiền")],
        [
          "nxzalo conformance --phone 0912345678 --template 133214 --data order=1 --yes",
          t("one message is sent to that number, and paid", "gửi một tin đến số đó, có tính tiền"),
        ],
      ],
      t(
        "The account is that of NXCLOUD_ACCESS_KEY, NXCLOUD_ACCESS_SECRET and NXCLOUD_APP_KEY. No value of an answer is printed.",
        "Tài khoản lấy từ NXCLOUD_ACCESS_KEY, NXCLOUD_ACCESS_SECRET và NXCLOUD_APP_KEY. Không in giá trị nào của câu trả lời.",
      ),
    ),
  }),
});
