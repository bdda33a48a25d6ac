import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../public-packages.ts";
import { run } from "../run-command.ts";

/** What is no link: code, in blocks and in lines. */
const code = /```[\s\S]*?```|`[^`\n]*`/g;

const read = (document: string) => readFileSync(join(root, document), "utf8");

/** The anchors of a document's headings in their order, as GitHub makes them. */
export function anchorsOf(text: string): readonly string[] {
  const headings = text.replace(/```[\s\S]*?```/g, "").matchAll(/^#+ (.*)$/gm);
  const names = [...headings].map(([, text = ""]) =>
    text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
  const countBefore = (at: number) => names.slice(0, at).filter((name) => name === names[at]).length;
  return names.map((name, at) => (countBefore(at) === 0 ? name : `${name}-${countBefore(at)}`));
}

function problemOf(document: string, link: string): string | undefined {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? document : join(dirname(document), path);
  if (!existsSync(join(root, target))) return `${document}: there is no ${link}`;
  if (anchor === undefined || !target.endsWith(".md") || anchorsOf(read(target)).includes(anchor)) return undefined;
  return `${document}: ${target} has no heading #${anchor}`;
}

/** Links of the documents to files and headings that do not exist. Changelogs keep what was true. */
export async function brokenLinks(): Promise<readonly string[]> {
  const listed = await run("git", ["ls-files", "*.md"], root);
  const documents = listed
    .split("\n")
    .filter((document) => existsSync(join(root, document)) && /^(?!\.changeset\/).*(?<!CHANGELOG)\.md$/.test(document));
  return documents.flatMap((document) => {
    const links = [
      ...read(document)
        .replace(code, "")
        .matchAll(/\]\(([^)\s]+)\)/g),
    ].map(([, link = ""]) => link);
    return links.filter((link) => !/^(https?|mailto):/.test(link)).flatMap((link) => problemOf(document, link) ?? []);
  });
}
