#!/usr/bin/env bash
# The time of a payment link, `vnp_CreateDate`, which VNPay wants by Vietnam's clocks, as a library for Node writes it on machines of three time zones; and a time that it reads back.
#
# Version: vnpay 2.5.0. The moment is 5 December 2026, 17:30 UTC, which is half past midnight on the 6th in Vietnam.
# Seen on 2026-11-30: on a server in UTC the link is created at 00:30, which is right. On a machine in Vietnam it is created at 07:30, seven hours ahead, and in New York at 19:30 of the
# day before: `getDateInGMT7` adds seven hours and `dateFormat` then writes the machine's clock, so that they are right together in UTC alone. So is a date of expiry that is made as
# the library makes its own. The way back is the other way round: `parseDate`, of a time that VNPay says, is right in Vietnam and seven hours late on a server in UTC. On no machine are both right.
# Who is hurt: who sends a link to pay with a message: the desk where it was made sees another time than the server, a link is valid seven hours too long, and what was
# paid at midnight is booked in the morning.
# What follows: write the 14 digits by a formatter with `timeZone: "Asia/Ho_Chi_Minh"`, read them with +07:00, and run a test with TZ=Asia/Ho_Chi_Minh and TZ=UTC.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund vnpay@2.5.0 @sinonjs/fake-timers@15.5.0
cat > link.mjs <<'JS'
import { createRequire } from "node:module";
import { install } from "@sinonjs/fake-timers";

install({ now: Date.UTC(2026, 11, 5, 17, 30), toFake: ["Date"] });
const { dateFormat, getDateInGMT7, parseDate, VNPay } = createRequire(import.meta.url)("vnpay");
const vnpay = new VNPay({ tmnCode: "DEMO0001", secureSecret: "demo", vnpayHost: "https://sandbox.vnpayment.vn", testMode: true });
const order = { vnp_TxnRef: "42", vnp_Amount: 180_000, vnp_OrderInfo: "don 42", vnp_OrderType: "other", vnp_IpAddr: "127.0.0.1", vnp_ReturnUrl: "https://shop.example/paid" };
const created = new URL(vnpay.buildPaymentUrl(order)).searchParams.get("vnp_CreateDate");
const expires = dateFormat(getDateInGMT7(new Date(Date.now() + 900_000)));
console.log(`${process.env.TZ}: created ${created}, expires in a quarter of an hour ${expires}, 20261206003000 read as ${parseDate(20261206003000).toISOString()}`);
JS
for zone in UTC Asia/Ho_Chi_Minh America/New_York; do TZ=$zone node link.mjs; done | tee seen
diff seen - <<'SEEN'
UTC: created 20261206003000, expires in a quarter of an hour 20261206004500, 20261206003000 read as 2026-12-06T00:30:00.000Z
Asia/Ho_Chi_Minh: created 20261206073000, expires in a quarter of an hour 20261206074500, 20261206003000 read as 2026-12-05T17:30:00.000Z
America/New_York: created 20261205193000, expires in a quarter of an hour 20261205194500, 20261206003000 read as 2026-12-06T05:30:00.000Z
SEEN
echo "as it was seen"
