#!/usr/bin/env bash
# What becomes of a changeset that names a package which is not versioned, in a repository that publishes whenever no changeset is left.
#
# Versions: @changesets/cli 3.0.3, @changesets/read 1.0.1.
# Seen on 2026-11-30: with `privatePackages: { version: false }` a changeset that names private packages alone is accepted, and `changeset version` ends with 0 and
# leaves its file where it is: each time, in pre mode and out of it, beside changesets that are consumed. `changeset status` does not mention it. What counts the files
# that are left, as the GitHub action does before it publishes, counts it for ever, and never publishes.
# What follows: a check that no pending changeset names a package that is not published.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p packages/library apps/site .changeset
echo '{ "name": "root", "private": true, "workspaces": ["packages/*", "apps/*"], "packageManager": "npm@10.0.0" }' >package.json
echo '{ "name": "library", "version": "1.0.0" }' >packages/library/package.json
echo '{ "name": "site", "version": "1.0.0", "private": true }' >apps/site/package.json
echo '{ "changelog": false, "commit": false, "access": "public", "baseBranch": "main", "privatePackages": { "version": false, "tag": false } }' >.changeset/config.json
npm install --silent --no-audit --no-fund --save-dev @changesets/cli@3.0.3 @changesets/read@1.0.1
git init --quiet --initial-branch=main
git config user.email "someone@example.com"
git config user.name "someone"
printf 'node_modules\n' >.gitignore
git add . && git commit --quiet --message "start"
cat > left.mjs <<'JS'
import readPackage from "@changesets/read";
import { readFileSync } from "node:fs";

const read = readPackage.default ?? readPackage;
const left = (await read(process.cwd())).map(({ id }) => id).sort();
const { version } = JSON.parse(readFileSync("packages/library/package.json", "utf8"));
console.log(`library ${version}, left: ${left.join(", ") || "none"}`);
JS
add() { printf -- '---\n"%s": patch\n---\n\nA change.\n' "$2" >".changeset/$1.md"; }
version() { npx changeset version >said 2>&1 && code=0 || code=$?; echo "$1: ends with $code"; node left.mjs; }
{
  add of-the-site site
  add of-the-library library
  npx changeset status >said 2>&1 || true
  echo "status mentions the site: $(grep -c "site" said || true)"
  version "both"
  version "again"
  npx changeset pre enter next >/dev/null 2>&1
  add of-the-library-too library
  version "in pre mode"
  version "in pre mode, again"
} | tee seen
diff seen - <<'SEEN'
status mentions the site: 0
both: ends with 0
library 1.0.1, left: of-the-site
again: ends with 0
library 1.0.1, left: of-the-site
in pre mode: ends with 0
library 1.0.2-next.0, left: of-the-site, pre/of-the-library-too
in pre mode, again: ends with 0
library 1.0.2-next.0, left: of-the-site, pre/of-the-library-too
SEEN
