// Writes docs/errors.md from core's tables. `--check` fails where the file is not what they say.
import { readFileSync, writeFileSync } from "node:fs";
import { upstreamCodes, zaloCodes } from "@nxzalo/core";
import { ownErrorCodes } from "@nxzalo/core/internal";
import { statusOf } from "@nxzalo/core/problem";
import { zaloText } from "@nxzalo/core/vi";
import { issueMeanings } from "../packages/core/src/internal/issue-codes.ts";
import { issueTexts } from "../packages/core/src/vi/texts.ts";

const file = new URL("../docs/errors.md", import.meta.url);
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const code = (text: string) => `\`${text}\``;

const upstream = upstreamCodes().map((row) => [
  row.code,
  row.name,
  code(row.error),
  code(row.outcome),
  row.proxyStatus,
  row.retryable ? "yes" : "no",
  row.hint,
]);
const zalo = zaloCodes().map((row) => [row.code, row.group, row.meaning, row.hint, zaloText(row).meaning]);
const issues = Object.entries(issueMeanings).map(([name, meaning]) => [
  code(name),
  meaning,
  issueTexts[name as keyof typeof issueMeanings],
]);

const text = `<!-- Made by tools/errors-doc.ts from core's tables; run \`pnpm docs:errors\` to write it anew. -->

# Codes

Every failure is a \`NxZaloError\`; \`code\` is the stable name, \`outcome\` says whether NXCLOUD may have acted on the call. On the proxy
the same stands in an RFC 9457 problem with the given HTTP status.

## NXCLOUD's codes

They are an \`UpstreamError\` with NXCLOUD's number as \`upstreamCode\`, for every operation alike. 1000 stands for the whole group of
1000-1009 that has no row of its own. Any other number is \`upstream_code_unknown\`, with the outcome \`unknown\`.

${table(["number", "NXCLOUD's name", "`code`", "`outcome`", "status on the proxy", "retryable", "what to do"], upstream)}

## Zalo's codes, inside a failed receipt

\`parseReceipt\` gives them as \`reason\`. They come from Zalo's documentation of 2025 and
2026 and from what integrators saw: hints, not a contract. Zalo's OA API uses some of these numbers with other meanings.

${table(["number", "who can mend it", "meaning", "what to do", "tiếng Việt"], zalo)}

## Our own codes

${table(
  ["`code`", "status on the proxy", "when"],
  Object.entries(ownErrorCodes).map(([name, when]) => [
    code(name),
    name === "config_invalid" ? "503, as `unavailable`" : statusOf(name as never),
    when,
  ]),
)}

## What is wrong with an input or a configuration, field by field

Each of a failure's \`issues\` has a \`path\`, a \`message\` and a stable \`code\`, so that a page can word it in its reader's language.
\`@nxzalo/core/vi\` has these texts in Vietnamese, and those for all codes above. Phone numbers: [phones.md](phones.md), spreadsheets:
[spreadsheets.md](spreadsheets.md), other languages' JSON: [json-from-other-languages.md](json-from-other-languages.md).

There are at most 20 issues; the error's message says how many things are wrong in all. A name in a path has at most 64 characters, and a
phone number in it is masked. Issues never hold a value.

${table(["`code`", "meaning", "tiếng Việt"], issues)}
`;

if (process.argv.includes("--check")) {
  const squeeze = (content: string) => content.replace(/ +/g, " ").replace(/-{3,}/g, "---");
  if (squeeze(readFileSync(file, "utf8")) !== squeeze(text)) {
    console.error("docs/errors.md is not what core's tables say: run `pnpm docs:errors`");
    process.exitCode = 1;
  }
} else writeFileSync(file, text);
