import { expect, it } from "vitest";
import { translationProblems } from "../../../tools/docs/translations.ts";

const original = `# Guide

English · [Tiếng Việt](guide.vi.md)

It takes 1,000 rows in 15 minutes, read with \`read\`
as [the other page](other.md#signing-in) says.

- one

  \`\`\`sh
  send --rate 100   # fast
  # a comment
  \`\`\`

## Pictures

![A page](page.png)

| name | means |
| ---- | ----- |
| a    | b     |
`;

const translation = `# Hướng dẫn

[English](guide.md) · Tiếng Việt

Nhận 1.000 dòng trong 15 phút, đọc bằng \`read\` như [trang kia](other.vi.md#đăng-nhập) nói.

- một

  \`\`\`sh
  send --rate 100   # nhanh
  # một chú thích
  \`\`\`

## Hình

![Một trang](page.png)

| tên | nghĩa |
| --- | ----- |
| a   | b     |
`;

const others: Readonly<Record<string, string>> = {
  "docs/other.md": "# Other\n\n## Signing in\n",
  "docs/other.vi.md": "# Khác\n\n## Đăng nhập\n",
};

const problems = (originalText: string, translatedText: string) =>
  translationProblems(
    { path: "docs/guide.md", text: originalText },
    { path: "docs/guide.vi.md", text: translatedText },
    (path) => others[path],
  );

it("a translation may word its prose and the comments of its code as it likes", () => {
  expect(problems(original, translation)).toEqual([]);
});

it.each([
  ["a heading of another level", "## Pictures", "### Pictures", "block 6"],
  ["one more paragraph", "## Pictures", "More.\n\n## Pictures", "block 6"],
  ["one more row of a table", "| a    | b     |", "| a    | b     |\n| c    | d     |", "block 11"],
  ["one more item of a list", "- one\n", "- one\n- two\n", "block 5"],
  ["other code", "--rate 100", "--rate 200", "code 1"],
  ["code that has become a comment", "send --rate", "# send --rate", "code 1"],
  ["a block of another language", "```sh", "```bash", "code 1"],
  ["another image", "page.png", "second.png", "!second.png"],
  ["another link", "other.md#signing-in", "third.md", "third.md"],
  ["a name in code", "`read`", "`find`", "`find`"],
  ["another number", "15 minutes", "20 minutes", "number 20"],
  ["no link to the translation", " · [Tiếng Việt](guide.vi.md)", "", "does not link to it"],
])("an original with %s is told from its translation", (_, from, to, told) => {
  expect(original).toContain(from);
  expect(problems(original.replace(from, to), translation).join("\n")).toContain(told);
});

it.each([
  ["a link to the page in the other language", "other.vi.md#đăng-nhập", "other.md#signing-in", "other.vi.md#đăng-nhập"],
  ["no link to its original", "[English](guide.md) · ", "", "does not link to the original"],
  ["a paragraph less", "## Hình\n\n![Một trang](page.png)", "## Hình", "block 7"],
])("a translation with %s is told from its original", (_, from, to, told) => {
  expect(translation).toContain(from);
  expect(problems(original, translation.replace(from, to)).join("\n")).toContain(told);
});
