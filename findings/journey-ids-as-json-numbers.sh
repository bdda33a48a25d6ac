#!/usr/bin/env bash
# A journey's id that a sender writes as a JSON number of 19 digits, 1257624175686111232, and its neighbour that ends in 200, by seven readers of JSON: what type it has, and whether
# `String()` of it is what was sent.
#
# Versions: jsonparse 1.3.1 (in JSONStream 1.3.5), stream-json 1.9.1, @streamparser/json 0.0.26, json-bigint 1.0.0, json-with-bigint 3.5.12, lossless-json 4.3.3, and JSON.parse of Node.
# Seen on 2026-11-30:
#   - JSON.parse, stream-json and @streamparser/json make 1257624175686111200 of it, which is the id of another journey: two ids are one, and nothing is said. That a reader is a stream
#     of tokens does not help.
#   - JSONStream gives a string where a number would be rounded, and otherwise a number: of two neighbours one is a string and one a number, by their last digits.
#   - json-bigint and json-with-bigint change the type with the size: from 16 digits a BigNumber, beyond 2^53 a bigint, below that a number. lossless-json alone gives one type for all.
# Who is hurt: who looks for the journey of a receipt in a Map or by `===`: it is found for some ids and not for others, and a test with a short id, or one that ends in 00, passes. A
# BigNumber is never the key that another one is, and a bigint cannot be put into JSON.
# What follows: an id is made a string where the text is read, by a reviver that has the source text (`context.source`, from Node 21 on) or by lossless-json, and a test has this very id.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund JSONStream@1.3.5 jsonparse@1.3.1 stream-json@1.9.1 @streamparser/json@0.0.26 json-bigint@1.0.0 json-with-bigint@3.5.12 lossless-json@4.3.3
cat > read.mjs <<'JS'
import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { JSONParser } from "@streamparser/json";
import { JSONParse } from "json-with-bigint";
import { parse as parseLossless } from "lossless-json";

const require = createRequire(import.meta.url);
const JSONStream = require("JSONStream");
const { parser } = require("stream-json");
const { streamObject } = require("stream-json/streamers/StreamObject");
const first = (stream) =>
  new Promise((resolve, reject) => {
    stream.on("data", resolve);
    stream.on("error", reject);
  });
const readers = {
  "JSON.parse": (text) => JSON.parse(text).journeyId,
  JSONStream: (text) => first(Readable.from([text]).pipe(JSONStream.parse("journeyId"))),
  "stream-json": async (text) => (await first(Readable.from([text]).pipe(parser()).pipe(streamObject()))).value,
  "@streamparser/json": (text) => {
    let found;
    const reader = new JSONParser({ paths: ["$.journeyId"] });
    reader.onValue = ({ value }) => {
      found = value;
    };
    reader.write(text);
    return found;
  },
  "json-bigint": (text) => require("json-bigint").parse(text).journeyId,
  "json-with-bigint": (text) => JSONParse(text).journeyId,
  "lossless-json": (text) => parseLossless(text).journeyId,
};
for (const [name, read] of Object.entries(readers)) {
  const said = [];
  for (const id of ["1257624175686111232", "1257624175686111200", "1257624175686111", "125762417568611"]) {
    const value = await read(`{"journeyId": ${id}}`);
    const type = typeof value === "object" ? value.constructor.name : typeof value;
    said.push(`${id} ${type}${String(value) === id ? "" : `, WRONG: ${value}`}`);
  }
  console.log(`${name}: ${said.join("; ")}`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
JSON.parse: 1257624175686111232 number, WRONG: 1257624175686111200; 1257624175686111200 number; 1257624175686111 number; 125762417568611 number
JSONStream: 1257624175686111232 string; 1257624175686111200 number; 1257624175686111 number; 125762417568611 number
stream-json: 1257624175686111232 number, WRONG: 1257624175686111200; 1257624175686111200 number; 1257624175686111 number; 125762417568611 number
@streamparser/json: 1257624175686111232 number, WRONG: 1257624175686111200; 1257624175686111200 number; 1257624175686111 number; 125762417568611 number
json-bigint: 1257624175686111232 BigNumber; 1257624175686111200 BigNumber; 1257624175686111 BigNumber; 125762417568611 number
json-with-bigint: 1257624175686111232 bigint; 1257624175686111200 bigint; 1257624175686111 number; 125762417568611 number
lossless-json: 1257624175686111232 LosslessNumber; 1257624175686111200 LosslessNumber; 1257624175686111 LosslessNumber; 125762417568611 LosslessNumber
SEEN
echo "as it was seen"
