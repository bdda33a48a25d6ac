import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { transformSync } from "esbuild";
import { root } from "../public-packages.ts";
import type { Bundle } from "./bundle.ts";
import type { Ban } from "./rules.ts";

const isOurs = (path: string) => /^packages\/[^/]+\/dist\//.test(path);

/** The source files that a built file was made of: a chunk's own name says nothing. */
function sourcesOf(path: string): string[] {
  const map = join(root, `${path}.map`);
  if (!isOurs(path) || !existsSync(map)) return [];
  const { sources } = JSON.parse(readFileSync(map, "utf8")) as { sources: string[] };
  return sources.map((source) => normalize(join(path, "..", source)).replaceAll("\\", "/"));
}

/** Code without comments. A file of ours is judged whole, also where a bundler would drop some of it. */
function codeOf(path: string, { texts }: Bundle): string {
  if (!isOurs(path)) return texts.get(path) ?? "";
  return transformSync(readFileSync(join(root, path), "utf8"), { legalComments: "none" }).code;
}

/** The file of ours through which a foreign module comes in. */
function ourImporterOf(path: string, inputs: Bundle["inputs"], seen = new Set<string>()): string | undefined {
  if (isOurs(path)) return path;
  seen.add(path);
  const importers = Object.keys(inputs).filter((one) =>
    inputs[one]?.imports.some((imported) => imported.path === path),
  );
  for (const one of importers) {
    const ours = seen.has(one) ? undefined : ourImporterOf(one, inputs, seen);
    if (ours !== undefined) return ours;
  }
  return undefined;
}

/** Where a ban is broken by one module: the file, the source in it, or what it imports from the platform. */
function placeOf(ban: Ban, path: string, bundle: Bundle): string[] {
  const imported = bundle.inputs[path]?.imports.filter(({ external }) => external).map((one) => one.path) ?? [];
  const by = isOurs(path) ? "" : ` (by way of ${ourImporterOf(path, bundle.inputs) ?? "nothing of ours"})`;
  const name = [path, ...sourcesOf(path), ...imported].find((one) => ban.module?.test(one));
  if (name !== undefined) return [name === path ? `${path}${by}` : `${name} in ${path}${by}`];
  const [found] = ban.text?.exec(codeOf(path, bundle)) ?? [];
  return found === undefined ? [] : [`\`${found}\` in ${path}${by}`];
}

/** One line for each thing that is banned and was found. */
export function findBanned(bundle: Bundle, bans: readonly Ban[]): string[] {
  const paths = Object.keys(bundle.inputs).filter((path) => path !== "<stdin>");
  return bans.flatMap((ban) => {
    const [first, ...more] = paths.flatMap((path) => placeOf(ban, path, bundle));
    if (first === undefined) return [];
    return [`holds ${ban.what}: ${first}${more.length > 0 ? `, and ${more.length} more` : ""}`];
  });
}
