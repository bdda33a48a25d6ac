import { buildCommand } from "@stricli/core";
import type { CliContext } from "../context.ts";
import { documented } from "../documented.ts";
import { type CommonFlags, commonFlags, type GatewayFlags, gatewayFlags, switchFlag, textFlag } from "../flags.ts";
import type { Translate } from "../language.ts";
import { asCommand } from "../run-command.ts";
import type { LoginFlags } from "./login.ts";

export const profileCommands = (t: Translate) => ({
  login: buildCommand<LoginFlags, [], CliContext>({
    loader: async () => asCommand((await import("./login.ts")).login),
    parameters: {
      flags: {
        ...commonFlags(t),
        profile: textFlag(t("Name to store it by; default: default", "Tên để lưu; mặc định: default"), "name"),
        gateway: textFlag(t("The gateway's URL; asked for where left out", "URL của gateway; không có thì hỏi"), "url"),
        unchecked: switchFlag(t("Store it without asking the gateway", "Lưu mà không hỏi gateway")),
      },
    },
    docs: documented(
      t,
      t(
        "Store a gateway and its key, for this user alone",
        "Lưu một gateway và khóa của nó, chỉ người dùng này đọc được",
      ),
      [
        ["nxzalo login", t("asks for the URL and the key, which is not shown", "hỏi URL và khóa; khóa không hiện ra")],
        [
          "nxzalo login --gateway https://zalo.example --profile shop < key.txt",
          t("reads the key from a file, as scripts do", "đọc khóa từ tệp, dùng cho script"),
        ],
      ],
      t(
        "The key is never an argument: others could read it in the list of processes.",
        "Khóa không bao giờ là tham số: người khác có thể đọc được trong danh sách tiến trình.",
      ),
    ),
  }),
  logout: buildCommand<GatewayFlags, [], CliContext>({
    loader: async () => asCommand((await import("./logout.ts")).logout),
    parameters: { flags: gatewayFlags(t) },
    docs: documented(t, t("Delete a stored profile", "Xóa một hồ sơ đã lưu"), [
      ["nxzalo logout --profile shop", t("forgets the gateway and its key", "quên gateway và khóa của nó")],
    ]),
  }),
  profiles: buildCommand<CommonFlags, [], CliContext>({
    loader: async () => asCommand((await import("./list.ts")).listProfiles),
    parameters: { flags: commonFlags(t) },
    docs: documented(t, t("List stored profiles, without their keys", "Liệt kê hồ sơ đã lưu, không có khóa"), [
      ["nxzalo profiles", t("names and gateways", "tên và gateway")],
    ]),
  }),
});
