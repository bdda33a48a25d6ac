import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { allDocuments } from "../../../tools/docs/fences.ts";
import { root } from "../../../tools/public-packages.ts";

const consoleFolder = "apps/console/src";
const ofConsole = readdirSync(join(root, consoleFolder), { recursive: true, encoding: "utf8" })
  .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
  .map((path) => join(consoleFolder, path));
const paths = [...(await allDocuments()), ...ofConsole];

/** Documents quote broken letters as code. */
function textOf(path: string): string {
  const text = readFileSync(join(root, path), "utf8");
  return path.endsWith(".md") ? text.replace(/`[^`\n]*`/g, "") : text;
}

/** What of the documents, the pages and the commands' texts fits a pattern, each with its place. */
const found = (pattern: RegExp) =>
  paths.flatMap((path) =>
    textOf(path)
      .split("\n")
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
  );

it("Vietnamese is written in composed letters", () => {
  expect(found(/\p{L}[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]/u)).toEqual([]);
});

it("a tone stands on the first vowel of oa, oe and uy: khóa, not khoá", () => {
  expect(found(/o[àáảãạèéẻẽẹ](?!\p{L})|(?<![qQ])u[ỳýỷỹỵ](?!\p{L})/u)).toEqual([]);
});

it.each([
  ["receipt", "báo nhận", /biên nhận/i],
  ["operator", "quản trị viên", /người vận hành/i],
  ["state", "trạng thái", /tình trạng/i],
  ["emulator", "bộ giả lập", /trình giả lập/i],
  ["file", "tệp", /tập tin/i],
  ["to lift", "bỏ chặn", /gỡ bỏ/i],
  ["sign out", "đăng xuất", /cho thoát/i],
])("the word for %s is %s everywhere", (_, word, other) => {
  expect(found(new RegExp(word, "i"))).not.toEqual([]);
  expect(found(other)).toEqual([]);
});
