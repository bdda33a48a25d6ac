#!/usr/bin/env bash
# `Idempotency-Key` as its draft wants it, a string in quotes of a structured field, where callers send it as they all do, without quotes: three parsers of structured fields,
# and what becomes of what they read.
#
# Versions: structured-headers 2.1.0, structured-field-values 2.0.4, @svta/cml-structured-field-values 1.1.6.
# Seen on 2026-11-30, alike in all three but for the last point:
#   - of 1,600 random UUIDs 607 are read, those whose first digit is a letter. So a client gets through in three tries of eight, by chance.
#   - 042 and 42 are one number, and so are a phone with its 0 and without, and 1.0 and 1.00: two orders, one key.
#   - what stands behind a `;` is a parameter, and no part of the value: "order-42";sms and "order-42";delivered are one key, and the second message is taken for sent.
#   - order-42 is no string but a token. To structured-headers it is an object, which a Map never finds again: the same request is sent twice. To the other two it is a symbol,
#     which JSON leaves out: two orders have one fingerprint, and the second message is never sent; in a template literal it throws. Tests that use quotes pass.
# Who is hurt: who writes a gateway of their own to the letter of the draft, or puts a proxy that does in front of one that takes the text as it stands.
# What follows: the header is compared as text, with or without its quotes; or whatever is no string in quotes is refused with 400, and clients are shown a key with quotes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund structured-headers@2.1.0 structured-field-values@2.0.4 @svta/cml-structured-field-values@1.1.6
cat > read.mjs <<'JS'
import { createHash } from "node:crypto";
import { decodeSfItem } from "@svta/cml-structured-field-values";
import { decodeItem } from "structured-field-values";
import { parseItem } from "structured-headers";

const parsers = {
  "structured-headers": (text) => parseItem(text)[0],
  "structured-field-values": (text) => decodeItem(text).value,
  "@svta/cml-structured-field-values": (text) => decodeSfItem(text).value,
};
function isRead(read, text) {
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}
/** A UUID by chance, the same one in each run. */
function makeUuid(index) {
  const hex = createHash("sha256").update(`key ${index}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(12, 15)}`, `a${hex.slice(15, 18)}`, hex.slice(18, 30)].join("-");
}
const uuids = Array.from({ length: 1600 }, (_, index) => makeUuid(index));
const pairs = [
  ["042", "42"],
  ["0912345678", "912345678"],
  ["1.0", "1.00"],
  ['"order-42";sms', '"order-42";delivered'],
  ['"order-42"', '"order-43"'],
];
for (const [name, read] of Object.entries(parsers)) {
  const token = read("order-42");
  const json = (text) => JSON.stringify({ key: read(text) });
  console.log(`${name}: ${uuids.filter((uuid) => isRead(read, uuid)).length} of 1600 UUIDs are read`);
  console.log(`  one key: ${pairs.filter(([one, other]) => read(one) === read(other)).map((pair) => pair.join(" and ")).join(", ")}`);
  if (typeof token === "object") console.log(`  order-42 is an object, found again in a Map: ${new Map([[token, "sent"]]).has(read("order-42"))}`);
  else console.log(`  order-42 is a ${typeof token}, as JSON ${json("order-42")}, and order-43 ${json("order-43")}`);
}
JS
node read.mjs | tee seen
diff seen - <<'SEEN'
structured-headers: 607 of 1600 UUIDs are read
  one key: 042 and 42, 0912345678 and 912345678, 1.0 and 1.00, "order-42";sms and "order-42";delivered
  order-42 is an object, found again in a Map: false
structured-field-values: 607 of 1600 UUIDs are read
  one key: 042 and 42, 0912345678 and 912345678, 1.0 and 1.00, "order-42";sms and "order-42";delivered
  order-42 is a symbol, as JSON {}, and order-43 {}
@svta/cml-structured-field-values: 607 of 1600 UUIDs are read
  one key: 042 and 42, 0912345678 and 912345678, 1.0 and 1.00, "order-42";sms and "order-42";delivered
  order-42 is a symbol, as JSON {}, and order-43 {}
SEEN
echo "as it was seen"
