import type { JsonNode } from "./json-node.ts";

/** Which characters a writer escapes beyond those that JSON asks for, and how. */
export interface Escapes {
  /** Whether `/` is written `\/`. */
  readonly isSlashEscaped?: boolean;
  /** The ASCII characters that are written `\uXXXX`. */
  readonly ascii?: string;
  /** What of the rest is written `\uXXXX`; U+2028 and U+2029 are the line separators. Default: nothing. */
  readonly beyondAscii?: "all" | "line_separators";
  /** Whether the hexadecimal digits are in upper case. */
  readonly isUpperCase?: boolean;
}

/** Where a writer puts spaces and line breaks. */
export interface Layout {
  readonly colon: ":" | ": " | " : ";
  /** Between two members or items on one line. */
  readonly comma: "," | ", ";
  /** For each level; none writes everything on one line. */
  readonly indent: "" | "  " | "    " | "\t";
  /** Whether arrays stay on one line, with spaces inside of all brackets. */
  readonly hasInlineArrays?: boolean;
}

/**
 * How numbers are written: as they came; whole ones as the doubles of Python, PHP or Java are; or all of them as a double of JavaScript or
 * Go is, which drops `.0` and rounds what is longer than 2^53.
 */
export type NumberForm = "as_written" | "python" | "php" | "java" | "javascript";

/** The order of an object's members: as they came, by name, or as JavaScript keeps them, with indexes first. */
export type MemberOrder = "as_written" | "sorted" | "javascript";

/** How a stack writes JSON. The switches do not depend on each other. */
export interface JsonStyle {
  readonly escapes: Escapes;
  readonly layout: Layout;
  readonly numbers: NumberForm;
  readonly order: MemberOrder;
  /** What follows the last bracket. */
  readonly end: "" | "\n";
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const hexEscape = (unit: string, { isUpperCase }: Escapes) => {
  const hex = unit.charCodeAt(0).toString(16).padStart(4, "0");
  return `\\u${isUpperCase ? hex.toUpperCase() : hex}`;
};

function writeCharacter(character: string, escapes: Escapes): string {
  const { isSlashEscaped, ascii = "", beyondAscii } = escapes;
  if (character === "/") return isSlashEscaped ? "\\/" : "/";
  if (character < "\x80") {
    if (ascii.includes(character)) return hexEscape(character, escapes);
    return shortEscapes[character] ?? (character < " " ? hexEscape(character, escapes) : character);
  }
  const isEscaped =
    beyondAscii === "all" ||
    (beyondAscii === "line_separators" && /[\u2028\u2029]/.test(character)) ||
    // Half a character has no UTF-8: a stack that can write it at all escapes it.
    /^\p{Cs}$/u.test(character);
  return isEscaped
    ? character
        .split("")
        .map((unit) => hexEscape(unit, escapes))
        .join("")
    : character;
}

const writeString = (text: string, escapes: Escapes) =>
  `"${text.replace(/[^ !#$%(-*,\-.0-;?-[\]^_a-~]/gu, (character) => writeCharacter(character, escapes))}"`;

/** With at least one digit after the point, as Java and PHP write a mantissa. */
const withFraction = (mantissa: string) => (mantissa.includes(".") ? mantissa : `${mantissa}.0`);

/** From where on a double is written with an exponent, and how. */
const exponents = {
  python: { from: 1e16, write: (mantissa: string, exponent: string) => `${mantissa}e+${exponent}` },
  php: { from: 1e15, write: (mantissa: string, exponent: string) => `${withFraction(mantissa)}e+${exponent}` },
  java: { from: 1e7, write: (mantissa: string, exponent: string) => `${withFraction(mantissa)}E${exponent}` },
};

function writeNumber(text: string, form: NumberForm): string {
  const value = Number(text);
  if (form === "as_written" || !Number.isFinite(value)) return text;
  if (form === "javascript") return String(value);
  if (!Number.isInteger(value)) return text;
  const { from, write } = exponents[form];
  if (Math.abs(value) < from) return `${value}.0`;
  const [mantissa = "", exponent = ""] = value.toExponential().split("e+");
  return write(mantissa, exponent);
}

type Members = (JsonNode & { kind: "object" })["members"];

function ordered(members: Members, order: MemberOrder): Members {
  if (order === "as_written") return members;
  if (order === "sorted") return [...members].sort(([a], [b]) => (a < b ? -1 : 1));
  const values = new Map(members);
  return Object.keys(Object.fromEntries(members)).map((name) => [name, values.get(name) as JsonNode]);
}

function writeList(brackets: string, parts: readonly string[], layout: Layout, depth: number): string {
  const [open = "", close = ""] = brackets;
  const { comma, indent, hasInlineArrays } = layout;
  if (parts.length === 0) return hasInlineArrays ? `${open} ${close}` : brackets;
  if (hasInlineArrays && open === "[") return `[ ${parts.join(", ")} ]`;
  if (indent === "") return `${open}${parts.join(comma)}${close}`;
  const line = `\n${indent.repeat(depth + 1)}`;
  return `${open}${line}${parts.join(`,${line}`)}\n${indent.repeat(depth)}${close}`;
}

function write(node: JsonNode, style: JsonStyle, depth: number): string {
  const { escapes, layout, numbers, order } = style;
  switch (node.kind) {
    case "object": {
      const parts = ordered(node.members, order).map(
        ([name, value]) => `${writeString(name, escapes)}${layout.colon}${write(value, style, depth + 1)}`,
      );
      return writeList("{}", parts, layout, depth);
    }
    case "array": {
      // Arrays on one line do not indent what is in them.
      const itemDepth = layout.hasInlineArrays ? depth : depth + 1;
      const parts = node.items.map((item) => write(item, style, itemDepth));
      return writeList("[]", parts, layout, depth);
    }
    case "string":
      return writeString(node.text, escapes);
    case "number":
      return writeNumber(node.text, numbers);
    default:
      return node.text;
  }
}

/** The JSON text of a value as a stack of that style writes it. */
export const writeNode = (node: JsonNode, style: JsonStyle): string => `${write(node, style, 0)}${style.end}`;
