import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rolldown } from "tsdown";

/** A package's folder and its name, of the path of a file in it. */
const installed = /^(.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+))[\\/]/;

/** The text of a package's license, or its name where there is no text. */
function readLicense(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file !== undefined) return readFileSync(join(folder, file), "utf8").trim();
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).license;
}

const quote = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");

/** Writes `THIRD-PARTY.md` beside a bundle: the licenses of the packages in it, equal texts once, and what these say of software in them. */
export const thirdPartyNotices = (ours: readonly string[]): Rolldown.Plugin => ({
  name: "third-party-notices",
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    const found = modules.map((module) => installed.exec(module.replaceAll("\0", "")));
    const folders = new Map(found.flatMap((match) => (match ? [[match[2] ?? "", match[1] ?? ""]] : [])));
    const namesOf = new Map<string, string[]>();
    for (const [name, folder] of [...folders].sort()) {
      const license = readLicense(folder);
      namesOf.set(license, [...(namesOf.get(license) ?? []), name]);
    }
    const sections = [...namesOf].map(([license, names]) => `## ${names.join(", ")}\n\n${quote(license)}\n`);
    const inside = ours.map((file) => readFileSync(file, "utf8").replace(/^# .*\n+/, ""));
    const source = ["# Software inside these files\n", ...sections, ...inside].join("\n");
    this.emitFile({ type: "asset", fileName: "THIRD-PARTY.md", source });
  },
});
