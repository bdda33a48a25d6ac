#!/usr/bin/env bash
# A Standard Webhooks receiver whose shared secret is a plain text, such as the output of `openssl rand -hex 16`.
#
# Version: standardwebhooks 1.1.1 (the library of the Standard Webhooks project for JavaScript).
# Seen on 2026-11-28: `new Webhook(secret)` decodes any secret as base64, with or without the prefix `whsec_`. 32 hex digits happen to be
# valid base64, so nothing is said: the key is 24 other bytes, and no signature made over the text itself ever fits. A secret with spaces
# throws when the object is made. `new Webhook(secret, { format: "raw" })` takes the text as it is.
# What follows: give receivers secrets that begin with whsec_, or tell them to say `format: "raw"`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund standardwebhooks@1.1.1
cat > verify.mjs <<'JS'
import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";

const at = new Date(1_700_000_000_000);
const secret = "0123456789abcdef0123456789abcdef";
const overText = `v1,${createHmac("sha256", secret).update("msg_1.1700000000.{}").digest("base64")}`;
const overBytes = `v1,${createHmac("sha256", Buffer.from(secret, "base64")).update("msg_1.1700000000.{}").digest("base64")}`;
const byDefault = new Webhook(secret).sign("msg_1", at, "{}");
console.log("by default, over the text itself:", byDefault === overText);
console.log("by default, over the text decoded as base64:", byDefault === overBytes);
console.log("raw, over the text itself:", new Webhook(secret, { format: "raw" }).sign("msg_1", at, "{}") === overText);
try {
  new Webhook("a plain text with spaces in it");
  console.log("a text with spaces: taken");
} catch (error) {
  console.log("a text with spaces:", error.message);
}
JS
node verify.mjs | tee seen
diff seen - <<'SEEN'
by default, over the text itself: false
by default, over the text decoded as base64: true
raw, over the text itself: true
a text with spaces: Base64Coder: incorrect characters for decoding
SEEN
echo "as it was seen"
