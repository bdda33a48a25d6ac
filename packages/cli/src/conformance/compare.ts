import type { Answer } from "./ask.ts";

/** Where two answers differ: what the server has, and what the emulator has. Of values, no more than their kind, but for codes. */
export interface Difference {
  readonly what: string;
  readonly server: string;
  readonly emulator: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a value is, without the value. */
function kindOf(value: unknown): string {
  if (value === undefined) return "absent";
  if (typeof value === "string") return /^\d+$/.test(value) ? "text of digits" : "text";
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

const vietnamese: ReadonlyMap<string, string> = new Map([
  ["absent", "không có"],
  ["text of digits", "chuỗi chữ số"],
  ["text", "chuỗi"],
  ["list", "danh sách"],
  ["number", "số"],
  ["boolean", "đúng/sai"],
  ["object", "object"],
  ["a field", "một trường"],
  ["HTTP status", "trạng thái HTTP"],
  ["body", "nội dung"],
  ["code", "mã"],
  ["no JSON object", "không phải object JSON"],
  ["JSON object", "object JSON"],
]);

/** A part of a {@link Difference} in Vietnamese; names of fields, codes and `null` stay. */
export const inVietnamese = (part: string): string => vietnamese.get(part) ?? part;

/** Names that could hold something of a person are not repeated. */
const nameOf = (path: string) => (/^[\w.]{1,60}$/.test(path) && !/\d{6}/.test(path) ? path : "a field");

function compareFields(server: unknown, emulator: unknown, path: string): Difference[] {
  if (isRecord(server) && isRecord(emulator)) {
    const names = [...new Set([...Object.keys(server), ...Object.keys(emulator)])];
    return names.flatMap((name) => compareFields(server[name], emulator[name], path === "" ? name : `${path}.${name}`));
  }
  const [one, other] = [kindOf(server), kindOf(emulator)];
  return one === other ? [] : [{ what: nameOf(path), server: one, emulator: other }];
}

const codeOf = ({ json }: Answer) => {
  const code = isRecord(json) ? json["code"] : undefined;
  return typeof code === "number" ? String(code) : kindOf(code);
};

/** All that differs between what the server and the emulator answer to the same question. */
export function compare(server: Answer, emulator: Answer): Difference[] {
  const status =
    server.status === emulator.status
      ? []
      : [{ what: "HTTP status", server: String(server.status), emulator: String(emulator.status) }];
  if (!isRecord(server.json)) return [...status, { what: "body", server: "no JSON object", emulator: "JSON object" }];
  const [one, other] = [codeOf(server), codeOf(emulator)];
  // With another code the rest is another, too.
  if (one !== other) return [...status, { what: "code", server: one, emulator: other }];
  return [...status, ...compareFields(server.json, emulator.json, "")];
}
