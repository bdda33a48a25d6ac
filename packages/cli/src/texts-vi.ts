import {
  type ApplicationText,
  ArgumentScannerError,
  formatMessageForArgumentScannerError,
  text_en,
} from "@stricli/core";

const corrected = (corrections: readonly string[]) =>
  corrections.length > 0 ? `; có phải ý bạn là ${corrections.join(", ")}?` : "";

/** What the parser itself says, in Vietnamese. */
export const textVi: ApplicationText = {
  ...text_en,
  keywords: { default: "mặc định =", separator: "ngăn cách =" },
  headers: { usage: "CÁCH DÙNG", aliases: "TÊN KHÁC", commands: "LỆNH", flags: "TUỲ CHỌN", arguments: "THAM SỐ" },
  briefs: {
    help: "In hướng dẫn rồi thoát",
    helpAll: "In hướng dẫn, kể cả phần ẩn, rồi thoát",
    version: "In phiên bản rồi thoát",
    argumentEscapeSequence: "Mọi thứ phía sau đều là tham số",
  },
  noCommandRegisteredForInput: ({ input, corrections }) => `Không có lệnh \`${input}\`${corrected(corrections)}`,
  exceptionWhileParsingArguments: (error) => {
    if (!(error instanceof ArgumentScannerError)) return `Không đọc được tham số: ${(error as Error).message}`;
    return formatMessageForArgumentScannerError(error, {
      FlagNotFoundError: (one) =>
        `Không có tuỳ chọn --${one.input}${corrected(one.corrections.map((name) => `--${name}`))}`,
      AliasNotFoundError: (one) => `Không có tuỳ chọn -${one.input}`,
      ArgumentParseError: (one) => `--${one.externalFlagNameOrPlaceholder}: không dùng được "${one.input}"`,
      EnumValidationError: (one) =>
        `--${one.externalFlagName}: "${one.input}" phải là một trong ${one.values.join(", ")}`,
      UnsatisfiedFlagError: (one) => `Thiếu giá trị của --${one.externalFlagName}`,
      UnexpectedPositionalError: (one) => `Thừa tham số "${one.input}"`,
      UnsatisfiedPositionalError: (one) => `Thiếu tham số ${one.placeholder}`,
      InvalidNegatedFlagSyntaxError: (one) => `--${one.externalFlagName} không nhận giá trị "${one.valueText}"`,
      UnexpectedFlagError: (one) => `--${one.externalFlagName} chỉ được một lần`,
    });
  },
};
