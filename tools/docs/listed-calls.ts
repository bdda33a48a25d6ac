import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openApi } from "@nxzalo/proxy/openapi";
import { root } from "../public-packages.ts";

/** Documents that list every call of the protocol in tables of the columns call, scope and the rest. */
const documents = ["apps/gateway/README.md", "packages/proxy/README.md"];

/** What the gateway serves beside the protocol. */
const ownCalls: ReadonlySet<string> = new Set(["GET /docs"]);

/** The calls of the OpenAPI document as documents write them, each with its scope, `any`, or nothing where nobody is asked who they are. */
function readProtocol(): ReadonlyMap<string, string> {
  const calls = new Map<string, string>();
  for (const [path, item] of Object.entries(openApi.paths))
    for (const [method, operation] of Object.entries(item)) {
      const { description = "", security } = operation as { description?: string; security?: readonly unknown[] };
      const scope = /Needs the scope `(\w+)`\./.exec(description)?.[1] ?? "any";
      const call = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
      calls.set(call, security?.length === 0 ? "" : scope);
    }
  return calls;
}

const callPattern = /`((?:GET|POST|PUT|PATCH|DELETE) \/[^\s`]*)`/g;

/** The calls of a document's tables, each with its scope. */
function listedIn(text: string): ReadonlyMap<string, string> {
  const rows = text.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  return new Map(
    rows.flatMap(([start, calls = "", scope = "", ...rest]) => {
      if (start !== "" || rest.length < 2) return [];
      return [...calls.matchAll(callPattern)].map(([, call = ""]) => [call, scope.replaceAll("`", "")] as const);
    }),
  );
}

/** What the documents list otherwise than the OpenAPI document does. */
export function listedCallProblems(): readonly string[] {
  const protocol = readProtocol();
  return documents.flatMap((document) => {
    const listed = listedIn(readFileSync(join(root, document), "utf8"));
    const missing = [...protocol].flatMap(([call, scope]) => {
      const told = listed.get(call);
      if (told === undefined) return [`${document}: \`${call}\` is not listed`];
      return told === scope ? [] : [`${document}: \`${call}\` needs \`${scope}\`, not \`${told}\``];
    });
    const gone = [...listed.keys()].filter((call) => !protocol.has(call) && !ownCalls.has(call));
    return [...missing, ...gone.map((call) => `${document}: \`${call}\` does not exist`)];
  });
}
