import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../public-packages.ts";
import { allDocuments } from "./fences.ts";

/**
 * What has to lie ahead, or to be today, when a reader copies it: written out, it is over one day, and a message that was to wait goes at once, is
 * refused, or a key is not taken any more.
 */
const fixedTime = /"(?:sendAt|notAfter)":\s*"20\d\d-|\s--at\s+["']?20\d\d-|RECEIPT_KEYS=\S+@20\d\d-/;

/** Lines of documents whose command does what the text says until a day that is written in it. */
export async function fixedTimeProblems(): Promise<readonly string[]> {
  const texts = (await allDocuments()).filter((document) => document.endsWith(".md"));
  return texts.flatMap((document) =>
    readFileSync(join(root, document), "utf8")
      .split("\n")
      .flatMap((line, index) =>
        fixedTime.test(line)
          ? [`${document}:${index + 1}: compute the time (\`date +%F\`), or it is over one day`]
          : [],
      ),
  );
}
