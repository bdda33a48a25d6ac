// Writes docs/errors.md from core's tables. `--check` fails where the file is not what they say.
import { readFileSync, writeFileSync } from "node:fs";
import { upstreamCodes, zaloCodes } from "@nxzalo/core";
import { ownErrorCodes } from "@nxzalo/core/internal";
import { statusOf } from "@nxzalo/core/problem";

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
const zalo = zaloCodes().map(({ code: number, group, meaning, hint }) => [number, group, meaning, hint]);

const text = `<!-- Made by tools/errors-doc.ts from core's tables; run \`pnpm docs:errors\` to write it anew. -->

# Codes

Every failure is a \`NxZaloError\`; \`code\` is the stable name, \`outcome\` says whether NXCLOUD may have acted on the call. On the proxy
the same stands in an RFC 9457 problem with the given HTTP status.

## NXCLOUD's codes

They are an \`UpstreamError\` with NXCLOUD's number as \`upstreamCode\`, for every operation alike. 1000 stands for the whole group of
1000-1009 that has no row of its own. Any other number is \`upstream_code_unknown\`, with the outcome \`unknown\`.

${table(["number", "NXCLOUD's name", "`code`", "`outcome`", "status on the proxy", "retryable", "what to do"], upstream)}

## Zalo's codes, inside a failed receipt

\`parseReceipt\` gives them as \`reason\`. They come from a public survey of Zalo's documentation: hints, not a contract.

${table(["number", "about", "meaning", "what to do"], zalo)}

## Our own codes

${table(
  ["`code`", "status on the proxy", "when"],
  Object.entries(ownErrorCodes).map(([name, when]) => [
    code(name),
    name === "config_invalid" ? "503, as `unavailable`" : statusOf(name as never),
    when,
  ]),
)}
`;

if (process.argv.includes("--check")) {
  const squeeze = (content: string) => content.replace(/ +/g, " ").replace(/-{3,}/g, "---");
  if (squeeze(readFileSync(file, "utf8")) !== squeeze(text)) {
    console.error("docs/errors.md is not what core's tables say: run `pnpm docs:errors`");
    process.exitCode = 1;
  }
} else writeFileSync(file, text);
