// Runs in the release workflow before publishing: npm ties provenance to the `repository` of each package, and only the workflow
// knows where the repository stands.
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { publicPackages, root } from "./public-packages.ts";

const { env } = process;
const repository = env["GITHUB_REPOSITORY"];
if (!repository) throw new Error("GITHUB_REPOSITORY is missing: this runs in the release workflow only");
for (const { folder } of publicPackages()) {
  const file = join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  manifest.repository = {
    type: "git",
    url: `git+https://github.com/${repository}.git`,
    directory: relative(root, folder),
  };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}
