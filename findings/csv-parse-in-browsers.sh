#!/usr/bin/env bash
# csv-parse's stream in its build for browsers, and the same lines in its build for Node.
#
# Version: csv-parse 7.0.3, `csv-parse/browser/esm` and `csv-parse`.
# Seen on 2026-11-28: the build for browsers holds older streams. A Uint8Array, which is what a page gets of a file, is no chunk to it
# ("Invalid non-string/buffer chunk"); a string is. Where the input is empty, `end()` throws '"listener" argument must be a function': it
# registers `this.destroy`, which these streams do not have. The build for Node takes all three.
# What follows: decode before it is written to, and give the parser a `destroy` of one's own; or use `browser/esm/sync`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund csv-parse@7.0.3
cat > read.mjs <<'JS'
import { parse as parseOnNode } from "csv-parse";
import { parse as parseInBrowsers } from "csv-parse/browser/esm";

const text = "a;b\n1;2\n";
async function read(parse, input) {
  const parser = parse({ delimiter: ";" });
  let failure;
  parser.on("error", (error) => {
    failure ??= error.message;
  });
  let count = 0;
  const take = () => {
    while (parser.read() !== null) count += 1;
  };
  try {
    if (input.length > 0) parser.write(input);
    take();
    parser.end();
  } catch (error) {
    failure ??= error.message;
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  take();
  return `${count} records${failure ? `, ${failure}` : ""}`;
}
for (const [name, parse] of Object.entries({ Node: parseOnNode, browsers: parseInBrowsers })) {
  console.log(`${name}, text: ${await read(parse, text)}`);
  console.log(`${name}, bytes: ${await read(parse, new TextEncoder().encode(text))}`);
  console.log(`${name}, nothing: ${await read(parse, "")}`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
Node, text: 2 records
Node, bytes: 2 records
Node, nothing: 0 records
browsers, text: 2 records
browsers, bytes: 0 records, Invalid non-string/buffer chunk
browsers, nothing: 0 records, "listener" argument must be a function
SEEN
echo "as it was seen"
