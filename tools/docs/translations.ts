import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { root } from "../public-packages.ts";
import { allDocuments } from "./fences.ts";
import { anchorsOf } from "./links.ts";

/** A document with what it says, by its path from the workspace's root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Gives the text of a document, or nothing where there is none. */
type Read = (path: string) => string | undefined;

const fence = /^(\s*)```.*\n[\s\S]*?^\s*```$/gm;
/** Readers get comments in their language; what they copy and run is the same. */
const comments = /(^|\s)(#|\/\/)(\s.*)?$/gm;
const inlineCode = /`[^`\n]+`/g;
const linked = /(!?)\[[^\]]*\]\(([^)\s]+)\)/g;

const withoutFences = (text: string) => text.replace(fence, "");
const inVietnamese = (path: string) => path.replace(/\.md$/, ".vi.md");

/** What one line is: a heading of a level, a row of a table, an item of a list, text or nothing. */
function kindOf(line: string): string {
  if (line.trim() === "") return "";
  const [, heading, row, item] = /^(#+) |^\s*(\|)|^\s*(-|\d+\.) /.exec(line) ?? [];
  if (heading !== undefined) return `heading ${heading}`;
  return row === undefined ? (item === undefined ? "text" : "item") : "row";
}

/** The blocks of a document in their order; the lines of a paragraph are one. */
function shapeOf(text: string): readonly string[] {
  const kinds = text
    .replace(fence, "\n\u0000\n")
    .split("\n")
    .map((line) => (line === "\u0000" ? "code" : kindOf(line)));
  return kinds.filter((kind, at) => kind !== "" && !(kind === "text" && /^(text|item)$/.test(kinds[at - 1] ?? "")));
}

const codeOf = (text: string) => [...text.matchAll(fence)].map(([block]) => block.replace(comments, "").trim());

/** Numbers of the prose, without what languages write between their digits. */
const numbersOf = (text: string) =>
  [
    ...withoutFences(text)
      .replace(/\]\([^)]*\)/g, "]")
      .matchAll(/\d+(?:[.,:]\d+)*/g),
  ].map(([number]) => number.replace(/[.,]/g, ""));

/** Where a link of the original leads in the translation: to what is translated in that language, at the heading in the same place. */
function translatedLink(page: Page, link: string, read: Read): string {
  const [path = "", anchor] = link.split("#");
  if (/^[a-z]+:/.test(link)) return link;
  const target = path === "" ? page.path : join(dirname(page.path), path);
  const [original, translation] = [read(target), read(inVietnamese(target))];
  if (!target.endsWith(".md") || original === undefined || translation === undefined) return link;
  const translatedPath = path === "" ? "" : inVietnamese(path);
  if (anchor === undefined) return translatedPath;
  return `${translatedPath}#${anchorsOf(translation)[anchorsOf(original).indexOf(anchor)]}`;
}

/** The links of a document but for the one to its counterpart, and its images. */
function linksOf(text: string, counterpart: string): readonly string[] {
  const links = withoutFences(text).replace(inlineCode, "").matchAll(linked);
  return [...links].map(([, mark, target = ""]) => `${mark}${target}`).filter((link) => link !== counterpart);
}

/** What the first has more often than the second. */
function missing(wanted: readonly string[], given: readonly string[]): readonly string[] {
  const left = [...given];
  return wanted.filter((entry) => {
    const at = left.indexOf(entry);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function differences(what: string, original: readonly string[], translation: readonly string[]): readonly string[] {
  return [
    ...missing(original, translation).map((entry) => `lacks the ${what} ${entry}`),
    ...missing(translation, original).map((entry) => `has the ${what} ${entry}, which the original lacks`),
  ];
}

const quoted = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

function firstDifference(what: string, original: readonly string[], translation: readonly string[]): readonly string[] {
  const at = original.findIndex((entry, index) => entry !== translation[index]);
  if (at < 0 && original.length === translation.length) return [];
  const place = at < 0 ? original.length : at;
  const [wanted, given] = [original, translation].map((entries) => quoted(entries[place] ?? "nothing"));
  return [`${what} ${place + 1} is ${given}, and in the original ${wanted}`];
}

/**
 * Where a translation is no longer the original's: its headings, paragraphs, rows and items, code without comments, links, images, names in
 * code, and numbers.
 */
export function translationProblems(original: Page, translation: Page, read: Read): readonly string[] {
  const [name, ownName] = [original, translation].map(({ path }) => basename(path)) as [string, string];
  const links = linksOf(original.text, ownName).map((link) => {
    const isImage = link.startsWith("!");
    return isImage ? link : translatedLink(original, link, read);
  });
  const names = ({ text }: Page) => [...new Set(withoutFences(text).match(inlineCode) ?? [])];
  return [
    ...(original.text.includes(`](${ownName})`) ? [] : [`${original.path} does not link to it`]),
    ...(translation.text.includes(`](${name})`) ? [] : ["does not link to the original"]),
    ...firstDifference("block", shapeOf(original.text), shapeOf(translation.text)),
    ...firstDifference("code", codeOf(original.text), codeOf(translation.text)),
    ...differences("link", links, linksOf(translation.text, name)),
    ...differences("name", names(original), names(translation)),
    ...missing([...new Set(numbersOf(original.text))], numbersOf(translation.text)).map(
      (entry) => `lacks the number ${entry}`,
    ),
  ].map((problem) => `${translation.path}: ${problem}`);
}

const readDocument: Read = (path) =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;

/** What has been changed in one language alone. */
export async function unequalTranslations(): Promise<readonly string[]> {
  const translations = (await allDocuments()).filter((path) => path.endsWith(".vi.md"));
  return translations.flatMap((path) => {
    const original = path.replace(/\.vi\.md$/, ".md");
    const text = readDocument(original);
    if (text === undefined) return [`${path}: there is no ${original}`];
    return translationProblems({ path: original, text }, { path, text: readDocument(path) ?? "" }, readDocument);
  });
}
