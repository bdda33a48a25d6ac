#!/usr/bin/env bash
# One module that imports a JSON file with `{ type: "text" }`, bundled by what libraries, Workers and pages are bundled with.
#
# Versions: esbuild 0.28.2 (which wrangler 4.156.2 bundles Workers with), rolldown 1.2.19 (in tsdown 0.23.4), vite 8.3.8.
# Seen on 2026-11-28: esbuild gives the file's text. rolldown and vite leave the attribute out of account, without a warning, and give the parsed object, since
# the name of the file ends in .json: the same source is a string in one bundle and an object in the other. With a name that ends in .txt all three give text.
# What follows: a document that is to be a text (an OpenAPI document in a Worker, which then is not built at each start) is written as a module that exports one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund esbuild@0.28.2 rolldown@1.2.19 vite@8.3.8
for ending in json txt; do
  echo '{"paths": {}}' > "document.$ending"
  cat > "$ending.mjs" <<JS
import document from "./document.$ending" with { type: "text" };
console.log(typeof document);
JS
done
cat > bundle-by-vite.mjs <<'JS'
import { build } from "vite";
const [, , entry, file] = process.argv;
const lib = { entry, formats: ["es"], fileName: () => file };
await build({ configFile: false, logLevel: "warn", build: { lib, outDir: "by-vite", emptyOutDir: false } });
JS
for ending in json txt; do
  node_modules/.bin/esbuild "$ending.mjs" --bundle --format=esm --log-level=warning --outfile="by-esbuild/$ending.mjs"
  node_modules/.bin/rolldown "$ending.mjs" --format esm --file "by-rolldown/$ending.mjs" >> rolldown.log 2>&1
  node bundle-by-vite.mjs "$ending.mjs" "$ending.mjs" >> vite.log 2>&1
done
for ending in json txt; do
  for tool in esbuild rolldown vite; do echo "$tool, .$ending: $(node "by-$tool/$ending.mjs")"; done
done | tee seen
echo "warnings: $(grep -ciE "warn|attribute" rolldown.log vite.log | paste -sd' ')" | tee -a seen
diff seen - <<'SEEN'
esbuild, .json: string
rolldown, .json: object
vite, .json: object
esbuild, .txt: string
rolldown, .txt: string
vite, .txt: string
warnings: rolldown.log:0 vite.log:0
SEEN
echo "as it was seen"
