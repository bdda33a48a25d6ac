#!/usr/bin/env bash
# A function that opens a journey and gives its token, memoized by fourteen libraries so that each order has one. Three orders, each asked for twice: (A, logistics), (A, coach) and (B, coach). How many
# are opened, where three are right; how many of the six answers are another order's token; and whether a refusal is kept.
#
# Versions: memoize 11.0.0, p-memoize 9.0.0, lodash 4.18.1, es-toolkit 1.53.2, memoizee 0.4.17 (with `promise`), fast-memoize 2.5.2, @formatjs/fast-memoize 3.1.7, nano-memoize 3.0.16,
# promise-memoize 1.2.1, moize 6.1.7 (`moize.promise`), micro-memoize 5.2.0 (`async`), memoizerific 1.11.3, memoize-one 6.0.0, radashi 12.9.6.
# Seen on 2026-11-30:
#   - (phone, type): memoize, p-memoize, lodash and es-toolkit look at the first argument alone, and say so; es-toolkit does not even hand the second one on.
#   - (phone, type = "logistics"): memoizee, both fast-memoize and nano-memoize are wrong now as well, though the calls are the same and leave nothing out. They go by the function's `length`, which
#     ends before a parameter with a default; all but memoizee drop the argument, so that whoever asks for a coach's journey gets a parcel's.
#   - ({ phone, type }): memoizee with `primitive` and promise-memoize make a text of it, "[object Object]", and give B the token of A. Ten compare the objects and not what
#     is in them, and open six journeys: all answers are right, and nothing is ever found. The three that find what they have are both fast-memoize and radashi.
#   - A refusal (9010, too many a second) is the answer until the process ends with nine of them, as a rejected promise is a value like any other.
# (memoizee's and fast-memoize's documentation tells of defaults, further down. memoize-one keeps one answer, which is what it is for.)
# Who is hurt: who gives a parameter its default, or joins two into an object, in a function that has long been memoized: tests with one customer pass. A journey more is charged, and a message on another's
# token is refused, or counted to it.
# What follows: give the key, made of all that the token depends on; test with two customers and two types; and keep the token where its order is kept.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts memoize@11.0.0 p-memoize@9.0.0 lodash@4.18.1 es-toolkit@1.53.2 memoizee@0.4.17 fast-memoize@2.5.2 @formatjs/fast-memoize@3.1.7 \
  nano-memoize@3.0.16 promise-memoize@1.2.1 moize@6.1.7 micro-memoize@5.2.0 memoizerific@1.11.3 memoize-one@6.0.0 radashi@12.9.6
cat > open.mjs <<'JS'
import { setTimeout as sleep } from "node:timers/promises";
import * as formatjs from "@formatjs/fast-memoize";
import * as toolkit from "es-toolkit";
import fastMemoize from "fast-memoize";
import lodash from "lodash";
import memoize from "memoize";
import memoizeOne from "memoize-one";
import memoizee from "memoizee";
import memoizerific from "memoizerific";
import * as micro from "micro-memoize";
import moize from "moize";
import nano from "nano-memoize";
import pMemoize from "p-memoize";
import promiseMemoize from "promise-memoize";
import * as radashi from "radashi";

const libraries = {
  memoize,
  "p-memoize": pMemoize,
  lodash: lodash.memoize,
  "es-toolkit": toolkit.memoize,
  memoizee: (open) => memoizee(open, { promise: true }),
  "memoizee, primitive": (open) => memoizee(open, { promise: true, primitive: true }),
  "fast-memoize": fastMemoize,
  "@formatjs/fast-memoize": (open) => formatjs.memoize(open),
  "nano-memoize": (open) => nano.nanomemoize(open),
  "promise-memoize": (open) => promiseMemoize(open),
  moize: (open) => moize.promise(open, { maxSize: 10 }),
  "micro-memoize": (open) => micro.memoize(open, { async: true, maxSize: 10 }),
  memoizerific: (open) => memoizerific(10)(open),
  "memoize-one": memoizeOne,
  radashi: (open) => radashi.memo(open),
};
let opened;
function tokenOf(phone, type) {
  opened += 1;
  return `token ${opened} of ${phone}, ${type}`;
}
const asIs = (phone, type) => [phone, type];
const functions = {
  plain: { open: async (phone, type) => tokenOf(phone, type), argumentsOf: asIs },
  default: { open: async (phone, type = "logistics") => tokenOf(phone, type), argumentsOf: asIs },
  object: { open: async ({ phone, type }) => tokenOf(phone, type), argumentsOf: (phone, type) => [{ phone, type }] },
};
const orders = [["A", "logistics"], ["A", "coach"], ["B", "coach"]];
async function answersOf(memoized, argumentsOf) {
  opened = 0;
  let wrong = 0;
  for (const order of [...orders, ...orders]) {
    const token = await memoized(...argumentsOf(...order));
    if (!token.endsWith(` of ${order.join(", ")}`)) wrong += 1;
  }
  return `${opened} opened${wrong > 0 ? `, ${wrong} WRONG` : ""}`;
}
async function keepsRefusal(library) {
  let tries = 0;
  const open = library(async (phone) => {
    tries += 1;
    if (tries === 1) throw new Error("9010");
    return phone;
  });
  await open("A").catch(() => {});
  await sleep(50);
  return open("A").then(() => "asks again", () => "keeps it");
}
for (const [name, library] of Object.entries(libraries)) {
  const said = [];
  for (const [kind, { open, argumentsOf }] of Object.entries(functions)) said.push(`${kind} ${await answersOf(library(open), argumentsOf)}`);
  console.log(`${name}: ${said.join("; ")}; refused: ${await keepsRefusal(library)}`);
}
process.exit();
JS
node open.mjs | tee seen
diff seen - <<'SEEN'
memoize: plain 2 opened, 2 WRONG; default 2 opened, 2 WRONG; object 6 opened; refused: keeps it
p-memoize: plain 2 opened, 2 WRONG; default 2 opened, 2 WRONG; object 6 opened; refused: asks again
lodash: plain 2 opened, 2 WRONG; default 2 opened, 2 WRONG; object 6 opened; refused: keeps it
es-toolkit: plain 2 opened, 6 WRONG; default 2 opened, 4 WRONG; object 6 opened; refused: keeps it
memoizee: plain 3 opened; default 2 opened, 2 WRONG; object 6 opened; refused: asks again
memoizee, primitive: plain 3 opened; default 2 opened, 2 WRONG; object 1 opened, 4 WRONG; refused: asks again
fast-memoize: plain 3 opened; default 2 opened, 4 WRONG; object 3 opened; refused: keeps it
@formatjs/fast-memoize: plain 3 opened; default 2 opened, 4 WRONG; object 3 opened; refused: keeps it
nano-memoize: plain 3 opened; default 2 opened, 4 WRONG; object 6 opened; refused: keeps it
promise-memoize: plain 3 opened; default 3 opened; object 1 opened, 4 WRONG; refused: asks again
moize: plain 3 opened; default 3 opened; object 6 opened; refused: asks again
micro-memoize: plain 3 opened; default 3 opened; object 6 opened; refused: asks again
memoizerific: plain 3 opened; default 3 opened; object 6 opened; refused: keeps it
memoize-one: plain 6 opened; default 6 opened; object 6 opened; refused: keeps it
radashi: plain 3 opened; default 3 opened; object 3 opened; refused: keeps it
SEEN
echo "as it was seen"
