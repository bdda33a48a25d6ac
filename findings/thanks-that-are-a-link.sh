#!/usr/bin/env bash
# Messages and notes as people type them on a phone, without a space behind the full stop: "đã giao.Xin cảm ơn", "has been delivered.Thank you", by five libraries that make links of a text.
#
# Versions: linkifyjs 4.4.0, autolinker 4.1.5, anchorme 3.0.8, url-regex-safe 4.0.0, linkify-it 6.1.0; tlds 1.261.0 lists what names on the net end in.
# Seen on 2026-11-30: "giao.Xin" is a link to giao.xin, "giao.Cam" (of "Cảm ơn" without marks) one to giao.cam, "7h30.So" to Somalia and "TP.HN", the city of Hanoi, to Honduras, by all but linkify-it. Vietnamese words are short,
# and of 44 such messages are made of 20 are endings of names on the net: xin, cam, so, vi, ma, ga, co. url-regex-safe cuts "Vui", too, and finds mai.Vu. linkify-it finds none as it
# is; with `fuzzyLink` it finds what ends in two letters, and with the whole list, as its README shows, all of them.
# With a space behind the full stop there is no link, and in English, where sentences seldom begin with .xin or .cam, one has to look for it.
# Who is hurt: who shows messages or couriers' notes on a page or in a mail with such a library: "thank you" is a link to a domain that anybody can buy, in a mail of the shop's.
# What follows: only what begins with https:// is made a link of, `linkify-it` as it is, or linkifyjs with a `validate` that asks for it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts linkifyjs@4.4.0 linkify-it@6.1.0 autolinker@4.1.5 anchorme@3.0.8 url-regex-safe@4.0.0 tlds@1.261.0
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
import anchorme from "anchorme";
import Autolinker from "autolinker";
import { LinkifyIt } from "linkify-it";
import { find } from "linkifyjs";
import tlds from "tlds" with { type: "json" };

const require = createRequire(import.meta.url);
const urlRegex = require("url-regex-safe");
const fuzzy = new LinkifyIt({ fuzzyLink: true });
const withAll = new LinkifyIt({ fuzzyLink: true }).tlds(tlds);
const all = (list) => list ?? [];
const libraries = {
  linkifyjs: (text) => find(text, "url").map(({ value }) => value),
  "linkifyjs, validate": (text) => find(text, "url", { validate: { url: (value) => value.startsWith("https://") } }).map(({ value }) => value),
  autolinker: (text) => Autolinker.parse(text, { email: false, phone: false }).map((match) => match.getMatchedText()),
  anchorme: (text) => (anchorme.default ?? anchorme).list(text).map(({ string }) => string),
  "url-regex-safe": (text) => all(text.match(urlRegex())),
  "linkify-it, as it is": (text) => all(new LinkifyIt().match(text)).map(({ raw }) => raw),
  "linkify-it, fuzzyLink": (text) => all(fuzzy.match(text)).map(({ raw }) => raw),
  "linkify-it, fuzzyLink and all TLDs": (text) => all(withAll.match(text)).map(({ raw }) => raw),
};
const texts = [
  "Đơn 42 đã giao.Xin cảm ơn quý khách",
  "Don 42 da giao.Cam on quy khach",
  "Xe chạy lúc 7h30.So ghe A1",
  "Nhận ở Q.1,TP.HN",
  "Hẹn 5h chiều mai.Vui lòng đợi",
  "Đơn 42 đã giao. Xin cảm ơn quý khách",
  "Xem https://shop.example/42",
];
for (const text of texts) {
  console.log(text);
  for (const [name, links] of Object.entries(libraries)) console.log(`  ${name}: ${links(text).join(" ") || "none"}`);
}
const syllables = "an ba bao cam can chi co do em ga gia hai hang in la lo luc mai ma me mo my nam nay nha no o phi qua re sao se so ta tien to tu va ve vi vo vui xe xin".split(" ");
console.log(`of ${syllables.length} words of messages, these are names that the net ends in: ${syllables.filter((word) => tlds.includes(word)).join(" ")}`);
JS
node find.mjs | tee seen
diff seen - <<'SEEN'
Đơn 42 đã giao.Xin cảm ơn quý khách
  linkifyjs: giao.Xin
  linkifyjs, validate: none
  autolinker: giao.Xin
  anchorme: giao.Xin
  url-regex-safe: giao.Xin
  linkify-it, as it is: none
  linkify-it, fuzzyLink: none
  linkify-it, fuzzyLink and all TLDs: giao.Xin
Don 42 da giao.Cam on quy khach
  linkifyjs: giao.Cam
  linkifyjs, validate: none
  autolinker: giao.Cam
  anchorme: giao.Cam
  url-regex-safe: giao.Cam
  linkify-it, as it is: none
  linkify-it, fuzzyLink: none
  linkify-it, fuzzyLink and all TLDs: giao.Cam
Xe chạy lúc 7h30.So ghe A1
  linkifyjs: 7h30.So
  linkifyjs, validate: none
  autolinker: 7h30.So
  anchorme: 7h30.So
  url-regex-safe: 7h30.So
  linkify-it, as it is: none
  linkify-it, fuzzyLink: 7h30.So
  linkify-it, fuzzyLink and all TLDs: 7h30.So
Nhận ở Q.1,TP.HN
  linkifyjs: TP.HN
  linkifyjs, validate: none
  autolinker: TP.HN
  anchorme: TP.HN
  url-regex-safe: TP.HN
  linkify-it, as it is: none
  linkify-it, fuzzyLink: TP.HN
  linkify-it, fuzzyLink and all TLDs: TP.HN
Hẹn 5h chiều mai.Vui lòng đợi
  linkifyjs: none
  linkifyjs, validate: none
  autolinker: none
  anchorme: none
  url-regex-safe: mai.Vu
  linkify-it, as it is: none
  linkify-it, fuzzyLink: none
  linkify-it, fuzzyLink and all TLDs: none
Đơn 42 đã giao. Xin cảm ơn quý khách
  linkifyjs: none
  linkifyjs, validate: none
  autolinker: none
  anchorme: none
  url-regex-safe: none
  linkify-it, as it is: none
  linkify-it, fuzzyLink: none
  linkify-it, fuzzyLink and all TLDs: none
Xem https://shop.example/42
  linkifyjs: https://shop.example/42
  linkifyjs, validate: https://shop.example/42
  autolinker: https://shop.example/42
  anchorme: https://shop.example/42
  url-regex-safe: none
  linkify-it, as it is: https://shop.example/42
  linkify-it, fuzzyLink: https://shop.example/42
  linkify-it, fuzzyLink and all TLDs: https://shop.example/42
of 44 words of messages, these are names that the net ends in: ba cam co do ga in la ma me mo my no re se so to va ve vi xin
SEEN
echo "as it was seen"
