#!/usr/bin/env bash
# The message of order 41, 42 and 43, sent within some milliseconds through one function that is debounced by 50 ms: which are sent, and which messageId is told to each caller?
#
# Versions: p-debounce 5.1.1, debounce-promise 3.1.2, perfect-debounce 2.1.0, awesome-debounce-promise 2.1.0 (as it is, and with a `key`), lodash 4.18.1, es-toolkit 1.53.2. Node 20 and 22.
# Seen on 2026-11-30: all but one send the last one alone, since a debounced function has one timer for all that it is called with. p-debounce, debounce-promise and perfect-debounce then tell the callers of
# 41 and 42 that it was done, with the messageId of 43: two orders are stored as sent, whose customers get nothing, and whatever the receipt of 43 says is taken for theirs, too. awesome-debounce-promise
# leaves both callers waiting for good; lodash and es-toolkit give nothing to any.
#   awesome-debounce-promise with a `key` sends all three, and gives each its own answer. One order at a time, as a test has it, is right by all that answer.
# Who is hurt: who lets an order that is saved three times in a row send one message, and debounces the function that sends: right for one order, and on a busy morning each one swallows those before it.
# What follows: one timer per order, or none: an `Idempotency-Key` of the order and its state lets the repeated one be no second message, and no other order's is lost.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts p-debounce@5.1.1 debounce-promise@3.1.2 perfect-debounce@2.1.0 awesome-debounce-promise@2.1.0 lodash@4.18.1 es-toolkit@1.53.2
cat > send.mjs <<'JS'
import { setTimeout as sleep } from "node:timers/promises";
import awesome from "awesome-debounce-promise";
import debouncePromise from "debounce-promise";
import { debounce as toolkit } from "es-toolkit";
import lodash from "lodash";
import pDebounce from "p-debounce";
import { debounce as perfect } from "perfect-debounce";

const ways = {
  none: (send) => send,
  "p-debounce": (send) => pDebounce(send, 50),
  "debounce-promise": (send) => debouncePromise(send, 50),
  "perfect-debounce": (send) => perfect(send, 50),
  "awesome-debounce-promise": (send) => awesome.default(send, 50),
  "awesome-debounce-promise, key": (send) => awesome.default(send, 50, { key: (order) => order }),
  lodash: (send) => lodash.debounce(send, 50),
  "es-toolkit": (send) => toolkit(send, 50),
};
for (const [name, over] of Object.entries(ways)) {
  const sent = [];
  const send = over(async (order) => {
    sent.push(order);
    return `messageId of ${order}`;
  });
  const callers = [41, 42, 43].map((order) => Promise.race([send(order), sleep(1000, "never an answer")]));
  const told = await Promise.all(callers);
  await sleep(200);
  console.log(`${name}: sent ${sent.join(", ")}; told ${told.map((answer) => answer ?? "nothing").join(", ")}`);
}
JS
node send.mjs | tee seen
diff seen - <<'SEEN'
none: sent 41, 42, 43; told messageId of 41, messageId of 42, messageId of 43
p-debounce: sent 43; told messageId of 43, messageId of 43, messageId of 43
debounce-promise: sent 43; told messageId of 43, messageId of 43, messageId of 43
perfect-debounce: sent 43; told messageId of 43, messageId of 43, messageId of 43
awesome-debounce-promise: sent 43; told never an answer, never an answer, messageId of 43
awesome-debounce-promise, key: sent 41, 42, 43; told messageId of 41, messageId of 42, messageId of 43
lodash: sent 43; told nothing, nothing, nothing
es-toolkit: sent 43; told nothing, nothing, nothing
SEEN
echo "as it was seen"
