#!/usr/bin/env bash
# References, phones and codes, put as strings into what JavaScript applications keep things in, and taken out again by the same library.
#
# Versions: unstorage 1.17.6 (the storage of Nitro and Nuxt), universal-cookie 8.1.2 (of react-cookie), store2 2.14.4, keyv 6.1.0, js-cookie 3.0.8.
# Seen on 2026-11-30: unstorage and universal-cookie write a string as it is, and read it as JSON. A phone comes back as a number, order "1E5" as 100,000, and "true" as a
# boolean. "0912345678" and "00042" come back as they were, being no JSON: so by one way of writing a phone it is a string, and by another one a number. unstorage also makes numbers of
# "NaN" and "Infinity", and leaves an id of 19 digits alone; universal-cookie rounds it: 1257624175686111232 is 1257624175686111200. The other three give what they were given.
# Types say nothing of it: `getItem<string>` is what the caller says it is.
# Who is hurt: who keeps a phone, a reference or a message's id there, as Nuxt sites do: the API refuses a phone that is no string, a Map or a `===` finds nothing, and with "1E5" the
# parcel is another one.
# What follows: keep an object, `{ phone: "84900000000" }`, or use `getItemRaw` and `get(name, { doNotParse: true })`; try what is kept with a phone without its 0, not with one that has it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund unstorage@1.17.6 universal-cookie@8.1.2 store2@2.14.4 keyv@6.1.0 js-cookie@3.0.8
cat > keep.mjs <<'JS'
import { createRequire } from "node:module";
import Keyv from "keyv";
import UniversalCookie from "universal-cookie";
import { createStorage } from "unstorage";

const require = createRequire(import.meta.url);
globalThis.document = { cookie: "" };
const jsCookie = require("js-cookie");
const store2 = require("store2");
const storage = createStorage();
const keyv = new Keyv();
const libraries = {
  async unstorage(text) {
    await storage.setItem("kept", text);
    return storage.getItem("kept");
  },
  "universal-cookie"(text) {
    const cookies = new UniversalCookie();
    cookies.set("kept", text);
    return cookies.get("kept");
  },
  store2(text) {
    store2.set("kept", text);
    return store2.get("kept");
  },
  async keyv(text) {
    await keyv.set("kept", text);
    return keyv.get("kept");
  },
  "js-cookie"(text) {
    jsCookie.set("kept", text);
    return jsCookie.get("kept");
  },
};
for (const [library, keep] of Object.entries(libraries)) {
  const changed = [];
  for (const text of ["84912345678", "0912345678", "00042", "1E5", "true", "-118", "NaN", "1257624175686111232"]) {
    const back = await keep(text);
    if (back !== text) changed.push(`"${text}" is ${typeof back} ${back}`);
  }
  console.log(`${library}: ${changed.join(", ") || "as they were"}`);
}
JS
node keep.mjs | tee seen
diff seen - <<'SEEN'
unstorage: "84912345678" is number 84912345678, "1E5" is number 100000, "true" is boolean true, "-118" is number -118, "NaN" is number NaN
universal-cookie: "84912345678" is number 84912345678, "1E5" is number 100000, "true" is boolean true, "-118" is number -118, "1257624175686111232" is number 1257624175686111200
store2: as they were
keyv: as they were
js-cookie: as they were
SEEN
echo "as it was seen"
