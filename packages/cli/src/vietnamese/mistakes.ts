import type { CliContext } from "../context.ts";
import { createTranslation, type Phrase } from "./phrases.ts";

/** What a signature's mistakes are called. */
const names: readonly Phrase[] = [
  ["the headers lack ", "thiếu header "],
  ["it is for another access key", "chữ ký của access key khác"],
  ["it is not plain lower-case hex", "không phải chuỗi hex chữ thường"],
  ["it was made with the other algorithm", "được tạo bằng thuật toán kia"],
  ["the body was left out of what was signed", "body không có trong chuỗi được ký"],
  [
    "the body was signed with a line end after it, or without the spaces or line ends that were sent around it",
    "body được ký có thêm xuống dòng ở cuối, hoặc thiếu khoảng trắng hay xuống dòng đã gửi quanh nó",
  ],
  [
    "the secret was signed with spaces or a line end around it, or without those that belong to it",
    "access secret được ký có thêm khoảng trắng hay xuống dòng, hoặc thiếu khoảng trắng vốn thuộc về nó",
  ],
  ["it was made with the previous secret", "được tạo bằng access secret cũ"],
  ["the values were URL-encoded before they were signed", "các giá trị bị mã hóa URL trước khi ký"],
  [
    "seconds were signed in place of milliseconds, or the other way round",
    "ký giây thay cho mili giây, hoặc ngược lại",
  ],
  ["the parts were joined in another order", "các phần được nối theo thứ tự khác"],
  ["the names of the headers were signed in lower case", "tên header được ký bằng chữ thường"],
  ["the secret was appended without its name", "access secret được nối vào mà không có tên của nó"],
  ["letters beyond ASCII were hashed as `?`", "chữ ngoài ASCII bị băm thành `?`"],
  ["`sign` or `algorithm` was part of what was signed", "`sign` hoặc `algorithm` nằm trong chuỗi được ký"],
  ["other JSON was signed than was sent: it has ", "JSON được ký khác JSON được gửi: có "],
  ["; and ", "; và "],
];

/** What the signed JSON has that the sent one has not. */
const differences: readonly Phrase[] = [
  ["` for `", "` thay cho `"],
  ["` and `", "` và `"],
  ["letters beyond ASCII as themselves", "chữ ngoài ASCII để nguyên"],
  ["letters beyond ASCII as `\\uXXXX` in upper case", "chữ ngoài ASCII dạng `\\uXXXX` viết hoa"],
  ["letters beyond ASCII as `\\uXXXX`", "chữ ngoài ASCII dạng `\\uXXXX`"],
  ["spaces and line breaks as Jackson indents", "khoảng trắng và xuống dòng theo kiểu Jackson"],
  ["line breaks and tabs", "xuống dòng và tab"],
  ["line breaks and 2 spaces a level", "xuống dòng và 2 dấu cách mỗi cấp"],
  ["line breaks and 4 spaces a level", "xuống dòng và 4 dấu cách mỗi cấp"],
  ["no spaces", "không có dấu cách"],
  ["a space after each `:` and `,`", "dấu cách sau mỗi `:` và `,`"],
  ["its numbers as they were", "các số để nguyên"],
  [
    "numbers as doubles: `1` for `1.0`, and rounded beyond 2^53",
    "các số dạng double: `1` thay cho `1.0`, và bị làm tròn khi quá 2^53",
  ],
  ["its keys sorted", "các khóa được sắp xếp"],
  ["its keys in JavaScript's order", "các khóa theo thứ tự của JavaScript"],
  ["a line end after it", "xuống dòng ở cuối"],
  ["no line end after it", "không có xuống dòng ở cuối"],
  [" writes it", " ghi"],
  [", as ", ", như "],
  [" or ", " hoặc "],
];

/** What to do about them. */
const hints: readonly Phrase[] = [
  [
    "something on the way strips headers, or they were never set",
    "có thành phần ở giữa xóa mất header, hoặc chưa bao giờ đặt",
  ],
  ["use the secret of that access key", "hãy dùng access secret của access key đó"],
  [
    "the signature fits these credentials: check that they are the right account's",
    "chữ ký khớp với khóa này: kiểm tra xem có đúng tài khoản không",
  ],
  ["send the digits in lower case, with nothing around them", "gửi các chữ số dạng chữ thường, không có gì xung quanh"],
  [
    "none of the known mistakes: compare what you hash with `canonical`, and the secret by its length",
    "so chuỗi bạn băm với chuỗi băm dưới đây, và kiểm tra độ dài của access secret",
  ],
  [
    "send `algorithm: sha256` with SHA-256, or leave the header out with MD5",
    "gửi `algorithm: sha256` khi dùng SHA-256, hoặc bỏ header đó khi dùng MD5",
  ],
  ["append `&body=` and the exact text that is sent", "nối thêm `&body=` và đúng văn bản được gửi"],
  ["sign the very text that is sent", "hãy ký đúng văn bản được gửi"],
  [
    "trim the secret where it is read: a secret file often ends in a newline",
    "cắt khoảng trắng của access secret khi đọc: tệp chứa nó thường có xuống dòng ở cuối",
  ],
  ["switch to the current secret", "hãy chuyển sang access secret hiện tại"],
  ["sign the values as they are", "hãy ký các giá trị để nguyên"],
  [
    "`ts` is in milliseconds, 13 digits, and the same text is signed and sent",
    "`ts` tính bằng mili giây, 13 chữ số; ký và gửi cùng một văn bản",
  ],
  [
    "sign accessKey, action, bizType and ts in this order, then the body, and the secret last",
    "hãy ký accessKey, action, bizType và ts theo thứ tự này, rồi đến body, cuối cùng là access secret",
  ],
  [
    "sign accessKey and bizType as they are spelled here, however the headers are spelled",
    "hãy ký accessKey và bizType đúng cách viết này, dù header viết thế nào",
  ],
  ["append `&accessSecret=` and the secret", "nối thêm `&accessSecret=` và access secret"],
  [
    "hash the text's UTF-8 bytes: name the encoding, as in getBytes(StandardCharsets.UTF_8)",
    "hãy băm các byte UTF-8 của văn bản: nêu rõ bảng mã, ví dụ getBytes(StandardCharsets.UTF_8)",
  ],
  ["only accessKey, action, bizType and ts are signed", "chỉ ký accessKey, action, bizType và ts"],
];

/** What the users of each stack do. */
const remedies: readonly Phrase[] = [
  [
    "in PHP call json_encode once and hand that string to the HTTP client (CURLOPT_POSTFIELDS, or Guzzle's `body`, not `json`); JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE write `/` and letters as they are",
    "trong PHP gọi json_encode một lần rồi đưa đúng chuỗi đó cho HTTP client (CURLOPT_POSTFIELDS, hoặc `body` của Guzzle, không phải `json`); JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE để nguyên `/` và chữ",
  ],
  [
    'in Python call json.dumps once and send that text (`data=text.encode()`, not `json=`); separators=(",", ":") and ensure_ascii=False write it without spaces and escapes',
    'trong Python gọi json.dumps một lần rồi gửi đúng văn bản đó (`data=text.encode()`, không phải `json=`); separators=(",", ":") và ensure_ascii=False ghi không dấu cách, không mã thoát',
  ],
  [
    "in Go send the very bytes that json.Marshal gave (bytes.NewReader); an Encoder with SetEscapeHTML(false) leaves `<`, `>` and `&` as they are, but ends the text with a line feed",
    "trong Go gửi đúng các byte json.Marshal trả về (bytes.NewReader); Encoder với SetEscapeHTML(false) để nguyên `<`, `>` và `&`, nhưng thêm xuống dòng ở cuối",
  ],
  [
    "in Java call toJson once and send that string (BodyPublishers.ofString); disableHtmlEscaping() writes `=`, `'`, `<`, `>` and `&` as they are",
    "trong Java gọi toJson một lần rồi gửi đúng chuỗi đó (BodyPublishers.ofString); disableHtmlEscaping() để nguyên `=`, `'`, `<`, `>` và `&`",
  ],
  [
    "in Java call writeValueAsString once and send that string (BodyPublishers.ofString); without ESCAPE_NON_ASCII letters are written as they are",
    "trong Java gọi writeValueAsString một lần rồi gửi đúng chuỗi đó (BodyPublishers.ofString); không có ESCAPE_NON_ASCII thì chữ được để nguyên",
  ],
  [
    "in Ruby call to_json once and send that string as the body; JSON.generate writes `<`, `>` and `&` as they are",
    "trong Ruby gọi to_json một lần rồi gửi đúng chuỗi đó làm body; JSON.generate để nguyên `<`, `>` và `&`",
  ],
  [
    "in .NET call JsonSerializer.Serialize once and send that string (StringContent, not PostAsJsonAsync); JavaScriptEncoder.UnsafeRelaxedJsonEscaping writes letters as they are",
    "trong .NET gọi JsonSerializer.Serialize một lần rồi gửi đúng chuỗi đó (StringContent, không phải PostAsJsonAsync); JavaScriptEncoder.UnsafeRelaxedJsonEscaping để nguyên chữ",
  ],
  [
    "in JavaScript call JSON.stringify once and send that string (fetch's `body`, not an object for axios)",
    "trong JavaScript gọi JSON.stringify một lần rồi gửi đúng chuỗi đó (`body` của fetch, không phải object cho axios)",
  ],
];

const stacks = ["PHP's json_encode", "Python's json.dumps", "Go's encoding/json", "Rails' to_json"]
  .concat([".NET's System.Text.Json", "JavaScript's JSON.stringify"])
  .map((name): Phrase => [name, name.replace(/^(.+?)'s? (.+)$/, "$2 của $1")]);

const translate = createTranslation([...names, ...differences, ...hints, ...remedies, ...stacks]);

/** What `explainSignature` says, in the reader's language; what is not known stays as it is. */
export const mistakeText = ({ language }: Pick<CliContext, "language">, text: string): string =>
  language === "vi" ? translate(text) : text;
