#!/usr/bin/env bash
# The text of a message whose date is "05/12/2026", and whose variable for the order is called so_don, số_đơn, so-don or "số đơn", as people name the columns of their lists: filled by ten libraries for templates.
#
# Versions: mustache 4.2.0, hogan.js 3.0.2, handlebars 4.7.10, nunjucks 3.2.4, i18next 26.7.2, micromustache 8.0.3, liquidjs 10.30.1; string-template 1.0.0, pupa 3.3.0 and intl-messageformat 12.1.5 (one brace).
# Seen on 2026-11-30:
#   - mustache and i18next write the date as 05&#x2F;12&#x2F;2026, and an address as 12&#x2F;3 Lê Lợi. That they escape HTML is said in their documents, and known of & and <; that a slash is of it, one sees in a message. Hogan and
#     handlebars, which take the same templates, leave it: so does whoever tries it with a date that has points.
#   - string-template and pupa fill so_don, and leave {số_đơn} as it stands: only ASCII is a name to them. pupa, which refuses what it has no value for, does not refuse that.
#   - nunjucks takes so-don for so less don, and writes NaN. "số đơn" is nothing to liquidjs.
#   - a name that the template has decomposed (NFD), as a text from a Mac may, is empty to five, though it looks the same.
# Who is hurt: who fills templateData or an SMS so: "Chào {họ_tên}" or "ngày 05&#x2F;12&#x2F;2026" goes to the customer, and is paid for.
# What follows: texts that are no HTML are filled without escaping (`escape` among mustache's options, `escapeValue: false` of i18next), by names of ASCII letters, digits and "_"; the result is looked through for braces,
# "&#" and NaN before it is sent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mustache@4.2.0 hogan.js@3.0.2 handlebars@4.7.10 nunjucks@3.2.4 micromustache@8.0.3 liquidjs@10.30.1 i18next@26.7.2 string-template@1.0.0 pupa@3.3.0 \
  intl-messageformat@12.1.5
cat > fill.mjs <<'JS'
import { createRequire } from "node:module";
import i18next from "i18next";
import { IntlMessageFormat } from "intl-messageformat";
import { Liquid } from "liquidjs";
import pupa from "pupa";

const require = createRequire(import.meta.url);
await i18next.init({ lng: "vi" });
const double = {
  mustache: (text, data) => require("mustache").render(text, data),
  "hogan.js": (text, data) => require("hogan.js").compile(text).render(data),
  handlebars: (text, data) => require("handlebars").compile(text)(data),
  nunjucks: (text, data) => require("nunjucks").renderString(text, data),
  i18next: (text, data) => i18next.t(text, data),
  micromustache: (text, data) => require("micromustache").render(text, data),
  liquidjs: (text, data) => new Liquid().parseAndRenderSync(text, data),
};
const single = {
  "string-template": (text, data) => require("string-template")(text, data),
  pupa: (text, data) => pupa(text, data),
  "intl-messageformat": (text, data) => new IntlMessageFormat(text, "vi").format(data),
};
const data = { date: "05/12/2026", so_don: "DH-42", "số_đơn": "DH-42", "so-don": "DH-42", "số đơn": "DH-42" };
const cases = ["date", "so_don", "số_đơn", "số_đơn".normalize("NFD"), "so-don", "số đơn"];
function fill(render, text) {
  try {
    return render(text, data) || "nothing";
  } catch {
    return "refused";
  }
}
for (const [name, render] of Object.entries({ ...double, ...single })) {
  const [open, close] = name in double ? ["{{", "}}"] : ["{", "}"];
  console.log(`${name}: ${cases.map((one, index) => `${index === 3 ? "số_đơn in NFD" : one} ${fill(render, `${open}${one}${close}`).normalize("NFC")}`).join(", ")}`);
}
JS
node fill.mjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
mustache: date 05&#x2F;12&#x2F;2026, so_don DH-42, số_đơn DH-42, số_đơn in NFD nothing, so-don DH-42, số đơn DH-42
hogan.js: date 05/12/2026, so_don DH-42, số_đơn DH-42, số_đơn in NFD nothing, so-don DH-42, số đơn DH-42
handlebars: date 05/12/2026, so_don DH-42, số_đơn DH-42, số_đơn in NFD nothing, so-don DH-42, số đơn refused
nunjucks: date 05/12/2026, so_don DH-42, số_đơn DH-42, số_đơn in NFD nothing, so-don NaN, số đơn refused
i18next: date 05&#x2F;12&#x2F;2026, so_don DH-42, số_đơn DH-42, số_đơn in NFD {{số_đơn}}, so-don DH-42, số đơn DH-42
micromustache: date 05/12/2026, so_don DH-42, số_đơn DH-42, số_đơn in NFD nothing, so-don DH-42, số đơn DH-42
liquidjs: date 05/12/2026, so_don DH-42, số_đơn DH-42, số_đơn in NFD nothing, so-don DH-42, số đơn nothing
string-template: date 05/12/2026, so_don DH-42, số_đơn {số_đơn}, số_đơn in NFD {số_đơn}, so-don {so-don}, số đơn {số đơn}
pupa: date 05/12/2026, so_don DH-42, số_đơn {số_đơn}, số_đơn in NFD {số_đơn}, so-don DH-42, số đơn {số đơn}
intl-messageformat: date 05/12/2026, so_don DH-42, số_đơn DH-42, số_đơn in NFD refused, so-don refused, số đơn refused
SEEN
echo "as it was seen"
