import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { commonFlags, numberFlag, switchFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import type { GatewayServerFlags } from "./gateway.ts";
import type { SandboxFlags } from "./sandbox.ts";

const portFlag = (t: Translate, port: number) =>
  numberFlag(t(`Default: ${port}; 0: any free one`, `Mặc định: ${port}; 0: cổng trống bất kỳ`), "port");

export const serverCommands = (t: Translate) => ({
  sandbox: buildCommand<SandboxFlags, [], CliContext>({
    loader: async () => asCommand((await import("./sandbox.ts")).serveSandbox),
    parameters: {
      flags: {
        ...commonFlags(t),
        port: portFlag(t, 8788),
        host: textFlag(t("Default: 127.0.0.1", "Mặc định: 127.0.0.1"), "address"),
        webhook: textFlag(
          t("Where receipts go, of messages that name no other", "Nơi nhận báo nhận của tin không chỉ định"),
          "url",
        ),
      },
    },
    docs: documented(
      t,
      t("Emulate NXCLOUD, with a live view of its calls", "Giả lập NXCLOUD, xem trực tiếp các yêu cầu"),
      [
        ["nxzalo sandbox", t("prints the variables that lead to it", "in các biến dẫn tới nó")],
        [
          "nxzalo sandbox --port 0 --webhook http://127.0.0.1:3000/receipts --json",
          t("a line of JSON for each call", "mỗi lần gọi một dòng JSON"),
        ],
      ],
    ),
  }),
  gateway: buildCommand<GatewayServerFlags, [], CliContext>({
    loader: async () => asCommand((await import("./gateway.ts")).serveGateway),
    parameters: {
      flags: {
        ...commonFlags(t),
        port: numberFlag(t("Default: PORT, or 8787", "Mặc định: PORT, hoặc 8787"), "port"),
        data: textFlag(
          t(
            "The database's file; default: SQLITE_PATH, or ./data/nxzalo.db; with --sandbox ./data/sandbox.db, whatever the environment says",
            "Tệp cơ sở dữ liệu; mặc định: SQLITE_PATH, hoặc ./data/nxzalo.db; với --sandbox là ./data/sandbox.db, bất kể biến môi trường",
          ),
          "file",
        ),
        sandbox: switchFlag(t("In front of the emulator, without an account", "Trước bộ giả lập, không cần tài khoản")),
      },
    },
    docs: documented(
      t,
      t("Start a gateway with its store in a file", "Chạy gateway, lưu dữ liệu trong một tệp"),
      [
        [
          'export NXZALO_KEY=$(openssl rand -hex 24); GATEWAY_API_KEYS="shop:send+read:$NXZALO_KEY" nxzalo gateway --sandbox',
          t("to try it", "để thử"),
        ],
        [
          "nxzalo gateway --data /var/lib/nxzalo/nxzalo.db",
          t("with NXCLOUD_ACCESS_KEY, … in the environment", "với NXCLOUD_ACCESS_KEY, … trong môi trường"),
        ],
      ],
      t(
        "It is configured by the environment variables of the gateway.",
        "Cấu hình bằng các biến môi trường của gateway.",
      ),
    ),
  }),
});
