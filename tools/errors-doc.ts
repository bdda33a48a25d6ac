// Writes docs/errors.md from core's tables. `--check` fails where the file is not what they say.
import { readFileSync, writeFileSync } from "node:fs";
import { upstreamCodes, zaloCodes } from "@nxzalo/core";
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
  [
    ["config_invalid", "credentials, options or variables are missing or malformed; nothing was sent"],
    ["input_invalid", "the input does not fit; `issues` says where; nothing was sent"],
    ["network_error", "the connection failed"],
    ["timeout", "no answer in time"],
    ["response_unreadable", "the reply is not JSON, cut off, too large or a redirect"],
    ["response_invalid", "the reply does not fit NXCLOUD's documentation"],
    ["body_malformed", "the body is no JSON"],
    ["unauthorized", "nobody is known by these headers"],
    ["forbidden", "the caller may not do that"],
    ["route_not_found", "there is no such path"],
    ["journey_not_found", "no journey of that id is remembered, or not for this caller"],
    ["method_not_allowed", "the path takes other methods; `Allow` names them"],
    ["body_too_large", "the body is over the route's limit"],
    ["media_type_unsupported", "the body is not `application/json`"],
    ["rate_limited", "the caller asks too often; `Retry-After` says when to come back"],
    ["unavailable", "not configured, shutting down, or something it leans on is away"],
    ["internal_error", "a bug of ours"],
    ["idempotency_conflict", "the same key is still in flight; `Retry-After` says when to come back"],
    ["idempotency_mismatch", "the same key came with another body"],
  ].map(([name = "", when = ""]) => [
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
