import type { Escapes, JsonStyle, Layout, MemberOrder, NumberForm } from "./write-node.ts";

/** What writes JSON in other languages, and what each of its switches can be; its default comes first. */
export interface Stack {
  readonly name: string;
  /** How its users sign the text that they send. */
  readonly remedy: string;
  readonly escapes: readonly Escapes[];
  readonly layouts: readonly Layout[];
  readonly numbers: readonly NumberForm[];
  readonly orders: readonly MemberOrder[];
  readonly ends: readonly JsonStyle["end"][];
}

const compact: Layout = { colon: ":", comma: ",", indent: "" };
const spaced: Layout = { colon: ": ", comma: ", ", indent: "" };
const twoSpaces: Layout = { colon: ": ", comma: ",", indent: "  " };
const fourSpaces: Layout = { colon: ": ", comma: ",", indent: "    " };
const tabs: Layout = { colon: ": ", comma: ",", indent: "\t" };
const jacksonPretty: Layout = { colon: " : ", comma: ",", indent: "  ", hasInlineArrays: true };

const asWritten = ["as_written", "sorted"] as const;
const noEnd = [""] as const;

/**
 * The stacks whose users ask about signatures. Seen by running them (packages/core/fixtures/writers), but for .NET, which is from its
 * documentation.
 */
export const stacks: readonly Stack[] = [
  {
    name: "PHP's json_encode",
    remedy:
      "in PHP call json_encode once and hand that string to the HTTP client (CURLOPT_POSTFIELDS, or Guzzle's `body`, not `json`); JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE write `/` and letters as they are",
    escapes: [
      { isSlashEscaped: true, beyondAscii: "all" },
      { isSlashEscaped: true, beyondAscii: "line_separators" },
      { beyondAscii: "line_separators" },
      { beyondAscii: "all" },
    ],
    layouts: [compact, fourSpaces],
    numbers: ["as_written", "php"],
    orders: asWritten,
    ends: noEnd,
  },
  {
    name: "Python's json.dumps",
    remedy:
      'in Python call json.dumps once and send that text (`data=text.encode()`, not `json=`); separators=(",", ":") and ensure_ascii=False write it without spaces and escapes',
    escapes: [{ beyondAscii: "all", ascii: "\x7f" }, {}],
    layouts: [spaced, compact, twoSpaces, fourSpaces],
    numbers: ["as_written", "python"],
    orders: asWritten,
    ends: noEnd,
  },
  {
    name: "Go's encoding/json",
    remedy:
      "in Go send the very bytes that json.Marshal gave (bytes.NewReader); an Encoder with SetEscapeHTML(false) leaves `<`, `>` and `&` as they are, but ends the text with a line feed",
    escapes: [
      { ascii: "<>&", beyondAscii: "line_separators" },
      { ascii: "<>&\b\f", beyondAscii: "line_separators" },
      { beyondAscii: "line_separators" },
      { ascii: "\b\f", beyondAscii: "line_separators" },
    ],
    layouts: [compact, twoSpaces, tabs],
    numbers: ["as_written", "javascript"],
    // Maps are sorted; structs are not.
    orders: ["sorted", "as_written"],
    ends: ["", "\n"],
  },
  {
    name: "Gson",
    remedy:
      "in Java call toJson once and send that string (BodyPublishers.ofString); disableHtmlEscaping() writes `=`, `'`, `<`, `>` and `&` as they are",
    escapes: [{ ascii: "<>&='", beyondAscii: "line_separators" }, { beyondAscii: "line_separators" }],
    layouts: [compact, twoSpaces],
    numbers: ["as_written", "java"],
    orders: asWritten,
    ends: noEnd,
  },
  {
    name: "Jackson",
    remedy:
      "in Java call writeValueAsString once and send that string (BodyPublishers.ofString); without ESCAPE_NON_ASCII letters are written as they are",
    escapes: [{ isUpperCase: true }, { isUpperCase: true, beyondAscii: "all" }],
    layouts: [compact, jacksonPretty],
    numbers: ["as_written", "java"],
    orders: asWritten,
    ends: noEnd,
  },
  {
    name: "Rails' to_json",
    remedy:
      "in Ruby call to_json once and send that string as the body; JSON.generate writes `<`, `>` and `&` as they are",
    escapes: [{ ascii: "<>&", beyondAscii: "line_separators" }, {}],
    layouts: [compact],
    numbers: ["as_written"],
    orders: asWritten,
    ends: noEnd,
  },
  {
    name: ".NET's System.Text.Json",
    remedy:
      "in .NET call JsonSerializer.Serialize once and send that string (StringContent, not PostAsJsonAsync); JavaScriptEncoder.UnsafeRelaxedJsonEscaping writes letters as they are",
    escapes: [{ ascii: "\"&'+<>`\x7f", beyondAscii: "all", isUpperCase: true }, { isUpperCase: true }],
    layouts: [compact, twoSpaces],
    numbers: ["as_written"],
    orders: asWritten,
    ends: noEnd,
  },
  {
    name: "JavaScript's JSON.stringify",
    remedy: "in JavaScript call JSON.stringify once and send that string (fetch's `body`, not an object for axios)",
    escapes: [{}],
    layouts: [compact, twoSpaces, fourSpaces, tabs],
    numbers: ["javascript", "as_written"],
    orders: ["javascript", "sorted"],
    ends: noEnd,
  },
];

/** Every combination of a stack's switches, with the number of them that are not at their default. */
export const stylesOf = (stack: Stack): { readonly style: JsonStyle; readonly changes: number }[] =>
  stack.escapes.flatMap((escapes, first) =>
    stack.layouts.flatMap((layout, second) =>
      stack.numbers.flatMap((numbers, third) =>
        stack.orders.flatMap((order, fourth) =>
          stack.ends.map((end, fifth) => ({
            style: { escapes, layout, numbers, order, end },
            changes: [first, second, third, fourth, fifth].filter((index) => index > 0).length,
          })),
        ),
      ),
    ),
  );
