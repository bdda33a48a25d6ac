import { foldText } from "./text.ts";

/** A field of a message that a column can be. */
export type MessageField = (typeof messageFields)[number];

export const messageFields = [
  "phone",
  "reference",
  "templateId",
  "countryCode",
  "tokenType",
  "sendAt",
  "notAfter",
  "topic",
  "app",
] as const;

/** A field that is a time: of one column, or of two. */
export type TimeField = "sendAt" | "notAfter";

export const isTimeField = (field: MessageField): field is TimeField => field === "sendAt" || field === "notAfter";

/** What a column seems to be, by its heading. */
export interface ColumnGuess {
  /** The heading. */
  readonly heading: string;
  /** The field; absent where it is a variable of the template, or nothing. */
  readonly field?: MessageField | undefined;
  /** Whether the heading means nothing else. `toMessages` uses no other: a person confirms the rest by a mapping. */
  readonly isCertain: boolean;
}

/** What a result file has beside the columns of its source, and their names where the source has one of these itself. */
const resultHeadings = ["messageId", "state", "reason"];
const resultHeadingsApart = ["result messageId", "result state", "result reason"];

/** The columns of these that a result file has added; none where the file is no result file. */
export const findResultHeadings = (headings: readonly string[]): readonly string[] =>
  [resultHeadingsApart, resultHeadings].find((names) => names.every((name) => headings.includes(name))) ?? [];

/** The columns that a result file of a source has: those that were added before, or such as it has not itself. */
export function resultHeadingsFor(headings: readonly string[]): readonly string[] {
  const found = findResultHeadings(headings);
  if (found.length > 0) return found;
  return resultHeadings.some((name) => headings.includes(name)) ? resultHeadingsApart : resultHeadings;
}

// Folded: without case and tones, words apart by one space.
const certain: Readonly<Record<MessageField, string>> = {
  phone:
    "phone|phone number|phone no|mobile|mobile phone|mobile number|telephone|tel|customer phone|recipient phone|receiver phone|" +
    "so dien thoai|dien thoai|sdt|so dt|so di dong|dien thoai di dong|so dien thoai khach hang|so dien thoai khach|sdt khach hang|" +
    "sdt khach|sdt kh|so dien thoai nguoi nhan|dien thoai nguoi nhan|sdt nguoi nhan|sdt nhan",
  reference:
    "reference|order|order id|order code|order number|order no|tracking number|tracking code|tracking id|" +
    "ma don|ma don hang|so don hang|ma dh|ma van don|so van don|ma buu gui|ma kien hang",
  templateId: "template|template id|ma mau|ma mau tin|id mau tin|mau tin",
  countryCode: "country code|country|ma quoc gia|quoc gia|ma nuoc",
  tokenType: "token type|loai token",
  sendAt: "send at|gio gui tin|thoi gian gui tin",
  notAfter: "not after|han gui tin",
  topic: "topic",
  app: "app",
};

/** What is probably meant, in this order. "Gửi" is to send a parcel as well as a message, and a sender has a phone, too. */
const probable: readonly (readonly [MessageField, RegExp])[] = [
  ["phone", /\b(?:sdt|dt|dien thoai|phone|mobile|tel|di dong|zalo)\b/],
  [
    "reference",
    /\b(?:ma|so) (?:don|van don|phieu|giao dich|hoa don|hop dong|ve)\b|\b(?:order|tracking|booking|invoice)\b/,
  ],
  ["sendAt", /\b(?:gio|ngay|thoi gian) gui\b|\bsend (?:at|time|date)\b/],
  ["templateId", /\btemplate\b|\bmau\b/],
];

const byHeading: ReadonlyMap<string, MessageField> = new Map(
  messageFields.flatMap((field) =>
    certain[field].split("|").map((heading): [string, MessageField] => [heading, field]),
  ),
);

function guessOne(heading: string): ColumnGuess {
  const folded = foldText(heading);
  const field = byHeading.get(folded);
  if (field !== undefined) return { heading, field, isCertain: true };
  const [probably] = probable.find(([, pattern]) => pattern.test(folded)) ?? [];
  return { heading, field: probably, isCertain: false };
}

/**
 * What each column seems to be, by its Vietnamese or English heading: case, tones, `đ`, normal form and separators do not matter. Of two
 * columns for one field neither is certain. The columns that a result file adds, and those without a heading, are left out.
 *
 * @example
 * ```ts
 * import { guessColumns } from "@nxzalo/batch/files";
 *
 * guessColumns(["SĐT", "Mã đơn", "Tên khách"]).map(({ field, isCertain }) => [field, isCertain]);
 * // [["phone", true], ["reference", true], [undefined, false]]
 * ```
 */
export function guessColumns(headings: readonly string[]): ColumnGuess[] {
  const added = findResultHeadings(headings);
  const own = headings.filter((name) => name !== "" && !added.includes(name));
  const guesses = own.map(guessOne);
  const isAlone = ({ field }: ColumnGuess) =>
    guesses.filter((one) => one.isCertain && one.field === field).length === 1;
  return guesses.map((guess) => ({ ...guess, isCertain: guess.isCertain && isAlone(guess) }));
}
