import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../public-packages.ts";
import { run } from "../run-command.ts";

/** A TypeScript snippet of a document. */
export interface Fence {
  /** Path from the workspace's root. */
  readonly document: string;
  /** The line of its opening, counted from 1. */
  readonly line: number;
  /** What follows the backticks: `ts`, and nothing else. */
  readonly tag: string;
  readonly code: string;
}

/** Where snippets stand that readers copy. Sources count for the `@example` of their comments. */
const documents =
  /^(README(\.vi)?|CONTRIBUTING|SECURITY)\.md$|^(packages|apps)\/[^/]+\/README\.md$|^docs\/.*\.md$|^packages\/[^/]+\/src\/.*(?<!\.test|\.test-d)\.ts$/;

const isTypeScript = (tag: string) => /^(ts|tsx|mts|cts|typescript)\b/i.test(tag);

function fencesOf(document: string): Fence[] {
  const fences: Fence[] = [];
  let open: { line: number; tag: string; code: string[] } | undefined;
  for (const [index, raw] of readFileSync(join(root, document), "utf8").split("\n").entries()) {
    // In a source only what stands in a doc comment counts.
    const line = document.endsWith(".ts") ? /^\s*\* ?(.*)$/.exec(raw)?.[1] : raw;
    const [, tag] = /^\s*```(.*)$/.exec(line ?? "") ?? [];
    if (tag === undefined) open?.code.push(line ?? "");
    else if (open) {
      if (isTypeScript(open.tag)) fences.push({ document, line: open.line, tag: open.tag, code: open.code.join("\n") });
      open = undefined;
    } else open = { line: index + 1, tag: tag.trim(), code: [] };
  }
  // An end that was forgotten must not hide a snippet.
  if (open) fences.push({ document, line: open.line, tag: `${open.tag} without an end`, code: "" });
  return fences;
}

/** The documents that there are, by their paths from the workspace's root. */
export async function allDocuments(): Promise<string[]> {
  const inList = await run(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"],
    root,
  );
  const deleted = (await run("git", ["ls-files", "-z", "--deleted"], root)).split("\0");
  return inList.split("\0").filter((path) => documents.test(path) && !deleted.includes(path));
}

export const allFences = async (): Promise<Fence[]> => (await allDocuments()).flatMap(fencesOf);
