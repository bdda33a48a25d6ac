import { type Application, type ApplicationText, buildApplication, buildRouteMap, text_en } from "@stricli/core";
import manifest from "../package.json" with { type: "json" };
import { backupCommands } from "./backup/commands.ts";
import { completionCommands } from "./completion/commands.ts";
import { conformanceCommands } from "./conformance/commands.ts";
import type { CliContext } from "./context.ts";
import { costCommands } from "./costs/commands.ts";
import { doctorCommands } from "./doctor/commands.ts";
import { documented, type Example } from "./documented.ts";
import { fileCommands } from "./files/commands.ts";
import { journeyCommands } from "./journeys/commands.ts";
import { type Language, type Translate, translateTo } from "./language.ts";
import { messageCommands } from "./messages/commands.ts";
import { peopleCommands } from "./people/commands.ts";
import { profileCommands } from "./profiles/commands.ts";
import { serverCommands } from "./servers/commands.ts";
import { signatureCommands } from "./signature/commands.ts";
import { textVi } from "./texts-vi.ts";

const about = (t: Translate) =>
  t(
    "NXCLOUD's Zalo journeys and messages through an nxzalo gateway. Unofficial: not affiliated with NXCLOUD or Zalo.",
    "Hành trình và tin nhắn Zalo của NXCLOUD qua gateway nxzalo. Không chính thức: không liên kết với NXCLOUD hay Zalo.",
  );

const examples = (t: Translate): readonly Example[] => [
  ["nxzalo login", t("store a gateway and its key", "lưu một gateway và khóa của nó")],
  ["nxzalo messages --failed --today", t("what failed today, and why", "hôm nay tin nào không tới, vì sao")],
  ["nxzalo costs --month 2026-11", t("what a month cost", "một tháng tốn bao nhiêu")],
];

const exitCodeTexts = (t: Translate): readonly string[] => [
  `    0  ${t("done", "xong")}`,
  `    1  ${t("refused, failed, or something is wrong", "bị từ chối, thất bại, hoặc có lỗi")}`,
  `    2  ${t("the command, its input or its configuration is not usable", "lệnh, dữ liệu hoặc cấu hình không dùng được")}`,
  `    3  ${t("not reachable or not ready now: nothing was sent", "hiện không kết nối được: chưa gửi gì")}`,
  `    4  ${t("a part is done", "mới xong một phần")}`,
  `    5  ${t("it may have been done: look before you repeat it", "có thể đã thực hiện: hãy kiểm tra trước khi làm lại")}`,
  `  130  ${t("stopped by Ctrl-C", "bị dừng bằng Ctrl-C")}`,
];

/** What cannot be read as a command, as an error of JSON. */
const inJson = (text: ApplicationText): ApplicationText => {
  const toError = (message: string) => JSON.stringify({ error: { message } });
  return {
    ...text,
    noCommandRegisteredForInput: (args) => toError(text.noCommandRegisteredForInput(args)),
    exceptionWhileParsingArguments: (error, ansiColor) =>
      toError(text.exceptionWhileParsingArguments(error, ansiColor)),
  };
};

/** All commands, in one language. What each of them does is loaded when it is run. */
export function buildApp(language: Language, isJson = false): Application<CliContext> {
  const t = translateTo(language);
  const text = language === "vi" ? textVi : text_en;
  const root = buildRouteMap({
    routes: {
      ...fileCommands(t),
      ...messageCommands(t),
      ...journeyCommands(t),
      ...costCommands(t),
      ...peopleCommands(t),
      ...profileCommands(t),
      ...signatureCommands(t),
      ...doctorCommands(t),
      ...conformanceCommands(t),
      ...serverCommands(t),
      ...backupCommands(t),
      ...completionCommands(t),
    },
    docs: documented(t, about(t), examples(t), `${t("EXIT CODES", "MÃ THOÁT")}\n${exitCodeTexts(t).join("\n")}`),
  });
  return buildApplication(root, {
    name: "nxzalo",
    versionInfo: { currentVersion: manifest.version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { onlyRequiredInUsageLine: true, disableAnsiColor: isJson },
    localization: { text: isJson ? inJson(text) : text },
  });
}
