import {
  AliasNotFoundError,
  type ApplicationText,
  ArgumentParseError,
  ArgumentScannerError,
  EnumValidationError,
  FlagNotFoundError,
  InvalidNegatedFlagSyntaxError,
  text_en,
  UnexpectedFlagError,
  UnexpectedPositionalError,
  UnsatisfiedFlagError,
  UnsatisfiedPositionalError,
} from "@stricli/core";

const corrected = (corrections: readonly string[]) =>
  corrections.length > 0 ? `; có phải ý bạn là ${corrections.join(", ")}?` : "";

/** What the parser itself says, in Vietnamese. */
export const textVi: ApplicationText = {
  ...text_en,
  keywords: { default: "mặc định =", separator: "phân cách =" },
  headers: { usage: "CÁCH DÙNG", aliases: "TÊN KHÁC", commands: "LỆNH", flags: "TÙY CHỌN", arguments: "THAM SỐ" },
  briefs: {
    help: "In hướng dẫn rồi thoát",
    helpAll: "In hướng dẫn, kể cả phần ẩn, rồi thoát",
    version: "In phiên bản rồi thoát",
    argumentEscapeSequence: "Mọi thứ phía sau đều là tham số",
  },
  noCommandRegisteredForInput: ({ input, corrections }) => `Không có lệnh \`${input}\`${corrected(corrections)}`,
  exceptionWhileParsingArguments: (error) => {
    if (!(error instanceof ArgumentScannerError)) return `Không đọc được tham số: ${(error as Error).message}`;
    // By class, not by the parser's table of class names: the build shortens those.
    if (error instanceof FlagNotFoundError)
      return `Không có tùy chọn --${error.input}${corrected(error.corrections.map((name) => `--${name}`))}`;
    if (error instanceof AliasNotFoundError) return `Không có tùy chọn -${error.input}`;
    if (error instanceof ArgumentParseError)
      return `--${error.externalFlagNameOrPlaceholder}: không dùng được "${error.input}"`;
    if (error instanceof EnumValidationError)
      return `--${error.externalFlagName}: "${error.input}" phải là một trong ${error.values.join(", ")}`;
    if (error instanceof UnsatisfiedFlagError) return `Thiếu giá trị của --${error.externalFlagName}`;
    if (error instanceof UnexpectedPositionalError) return `Thừa tham số "${error.input}"`;
    if (error instanceof UnsatisfiedPositionalError) return `Thiếu tham số ${error.placeholder}`;
    if (error instanceof InvalidNegatedFlagSyntaxError)
      return `--${error.externalFlagName} không nhận giá trị "${error.valueText}"`;
    if (error instanceof UnexpectedFlagError) return `--${error.externalFlagName} chỉ được ghi một lần`;
    return error.message;
  },
};
