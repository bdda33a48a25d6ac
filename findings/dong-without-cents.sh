#!/usr/bin/env bash
# 1,250,000 đồng to be collected, by five packages for money that know VND by name. The đồng has no smaller coin: ISO 4217 gives it no decimal digits.
#
# Versions: currency-formatter 1.5.9, dinero.js 1.9.1 and 2.0.2, currencyformatter.js 2.2.0, money-math 2.6.3, js-money 0.6.3.
# Seen on 2026-11-30:
#   - currency-formatter writes 1.250.000 ₫ and reads that back as 1.25: its VND has the point for both separators. "25.000 đ" is 25, a thousandth; "25,000 đ" alone is right.
#   - dinero.js 1 counts in cents whatever the currency is: 1,250,000 is shown as 12.500,00 ₫. Version 2 with its own VND has it right, so that the upgrade multiplies by a hundred
#     what was stored to suit version 1.
#   - money-math takes a text without a point for hundredths, which does not show while one adds only what it wrote itself: 1250000 + 500 is 12505.00, and 180 * 3, the price of
#     three messages, is 0.05. js-money and currencyformatter.js are right throughout, the latter also in reading its own text.
# Who is hurt: who puts an amount to be collected into templateData, or adds up what messages cost: the customer reads a hundredth of it, or the sum is one.
# What follows: an amount is kept as decimal text or as whole đồng, and is never read back from what was written for eyes; a library for money is tried with VND there and back.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts currency-formatter@1.5.9 dinero-1@npm:dinero.js@1.9.1 dinero.js@2.0.2 currencyformatter.js@2.2.0 money-math@2.6.3 js-money@0.6.3
cat > money.cjs <<'JS'
const currencyFormatter = require("currency-formatter");
const osrec = require("currencyformatter.js");
const dinero1 = require("dinero-1");
const dinero2 = require("dinero.js");
const { VND } = require("dinero.js/currencies");
const jsMoney = require("js-money");
const moneyMath = require("money-math");

const show = (name, value) => console.log(`${name}: ${String(value).replace(/\s/gu, " ")}`);
const inVnd = { code: "VND" };
const written = currencyFormatter.format(1_250_000, inVnd);
show("currency-formatter writes", written);
show("currency-formatter reads what it wrote", currencyFormatter.unformat(written, inVnd));
show("currency-formatter reads 25.000 đ", currencyFormatter.unformat("25.000 đ", inVnd));
show("currency-formatter reads 25,000 đ", currencyFormatter.unformat("25,000 đ", inVnd));
const osrecWritten = osrec.format(1_250_000, { currency: "VND", locale: "vi" });
show("currencyformatter.js writes", osrecWritten);
show("currencyformatter.js reads what it wrote", osrec.parse(osrecWritten, { locale: "vi" }));
show("currencyformatter.js, without a locale, writes", osrec.format(1_250_000, { currency: "VND" }));
const old = dinero1({ amount: 1_250_000, currency: "VND" });
show("dinero.js 1 writes", old.setLocale("vi-VN").toFormat());
show("dinero.js 2 writes", dinero2.toDecimal(dinero2.dinero({ amount: 1_250_000, currency: VND })));
show("js-money writes", jsMoney.fromDecimal(1_250_000, "VND"));
show("money-math, 1250000 + 500", moneyMath.add("1250000", "500"));
show("money-math, 180 * 3", moneyMath.mul("180", "3"));
show("money-math, 180.00 * 3.00", moneyMath.mul("180.00", "3.00"));
JS
node money.cjs | tee seen
diff seen - <<'SEEN'
currency-formatter writes: 1.250.000 ₫
currency-formatter reads what it wrote: 1.25
currency-formatter reads 25.000 đ: 25
currency-formatter reads 25,000 đ: 25000
currencyformatter.js writes: 1.250.000 ₫
currencyformatter.js reads what it wrote: 1250000
currencyformatter.js, without a locale, writes: 1.250.000 ₫
dinero.js 1 writes: 12.500,00 ₫
dinero.js 2 writes: 1250000
js-money writes: 1250000
money-math, 1250000 + 500: 12505.00
money-math, 180 * 3: 0.05
money-math, 180.00 * 3.00: 540.00
SEEN
echo "as it was seen"
