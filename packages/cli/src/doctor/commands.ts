import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { type GatewayFlags, gatewayFlags } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";

export const doctorCommands = (t: Translate) => ({
  doctor: buildCommand<GatewayFlags, [], CliContext>({
    loader: async () => asCommand((await import("./doctor.ts")).runDoctor),
    parameters: { flags: gatewayFlags(t) },
    docs: documented(
      t,
      t(
        "Look for what is wrong: configuration, clock, network, key and store",
        "Tìm lỗi: cấu hình, đồng hồ, mạng, khóa và kho",
      ),
      [
        [
          "nxzalo doctor",
          t(
            "a line for each check; nothing is sent, and nothing is paid",
            "mỗi mục một dòng; không gửi gì, không tốn tiền",
          ),
        ],
      ],
    ),
  }),
});
