#!/usr/bin/env bash
# "1796031475000", the milliseconds of 2026-11-30 as a text, which is how checkJourneyToken says `createdAt` and `expiredAt` and a receipt its `timestamp`, by fifteen readers of dates and times: which
# moment it is, and on which side of it 2026-11-20 lies.
#
# Versions: dayjs 1.11.23, moment 2.31.0, luxon 3.7.2, date-fns 4.4.0, spacetime 7.15.0, any-date-parser 2.2.4, @formkit/tempo 1.1.0, temporal-polyfill 1.0.8, joi 18.3.2, yup 1.7.1, zod 4.6.7,
# valibot 1.5.0, arktype 2.2.10, @sinclair/typebox 0.34.52, class-transformer 0.5.1.
# Seen on 2026-11-30:
#   - dayjs says that all is well: it is the 17th of March 1796. It takes the digits for a date without its dashes (1796, 03, 14) and for 75 hours. The moments of 2026 and 2027 come out in 1768
#     to 1837: all are valid, and past. The number of the same digits it reads rightly.
#   - spacetime says 1970-01-01, which is past, too; its own `isValid()` says false.
#   - moment, luxon, date-fns, any-date-parser and class-transformer give an invalid date, which no comparison finds past or future: `expiredAt < now` says that a token lives forever,
#     `expiredAt > now` that it is dead, and both look right in a review.
#   - of the validators, joi, typebox and arktype (by `epoch`) read it; zod, yup, valibot and arktype (by `date`) refuse it, and so do tempo and Temporal.
# (dayjs knows it: its issue 2955 is open, and its maintainer has said that milliseconds are a number.)
# Who is hurt: who keeps a token until dayjs says that it is past: it always is, so every message opens a journey of its own, which is charged. A test with a number passes.
# What follows: `Number(expiredAt)` first, and a test with the text as the reply has it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts dayjs@1.11.23 moment@2.31.0 luxon@3.7.2 date-fns@4.4.0 spacetime@7.15.0 any-date-parser@2.2.4 @formkit/tempo@1.1.0 temporal-polyfill@1.0.8 \
  joi@18.3.2 yup@1.7.1 zod@4.6.7 valibot@1.5.0 arktype@2.2.10 @sinclair/typebox@0.34.52 class-transformer@0.5.1 reflect-metadata@0.2.2
cat > read.mjs <<'JS'
import "reflect-metadata";
import { parse } from "@formkit/tempo";
import { Type as TypeBox } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import anyDate from "any-date-parser";
import { type } from "arktype";
import { plainToInstance, Type } from "class-transformer";
import { parseISO } from "date-fns";
import dayjs from "dayjs";
import Joi from "joi";
import { DateTime } from "luxon";
import moment from "moment";
import spacetime from "spacetime";
import { Temporal } from "temporal-polyfill";
import * as v from "valibot";
import * as yup from "yup";
import { z } from "zod";

moment.suppressDeprecationWarnings = true;
class Token {}
Type(() => Date)(Token.prototype, "expiredAt");
const readers = {
  "dayjs, of a number": (text) => dayjs(Number(text)).toDate(),
  dayjs: (text) => dayjs(text).toDate(),
  spacetime: (text) => spacetime(text).toNativeDate(),
  moment: (text) => moment(text).toDate(),
  luxon: (text) => DateTime.fromISO(text).toJSDate(),
  "date-fns": (text) => parseISO(text),
  "any-date-parser": (text) => anyDate.fromAny(text),
  "class-transformer": (text) => plainToInstance(Token, { expiredAt: text }).expiredAt,
  joi: (text) => Joi.attempt(text, Joi.date()),
  typebox: (text) => Value.Convert(TypeBox.Date(), text),
  "arktype, epoch": (text) => type("string.date.epoch.parse").assert(text),
  "arktype, date": (text) => type("string.date.parse").assert(text),
  zod: (text) => z.coerce.date().parse(text),
  yup: (text) => yup.date().cast(text),
  valibot: (text) => v.parse(v.pipe(v.string(), v.toDate()), text),
  tempo: (text) => parse(text),
  Temporal: (text) => new Date(Temporal.Instant.from(text).epochMilliseconds),
};
const now = new Date("2026-11-20T00:00:00Z");
function lineOf(read) {
  let at;
  try {
    at = read("1796031475000");
  } catch {
    return "refused";
  }
  const side = at < now ? "past" : at > now ? "to come" : "neither past nor to come";
  return `${Number.isNaN(at.getTime()) ? "invalid" : at.toISOString().slice(0, 10)}, ${side}`;
}
for (const [name, read] of Object.entries(readers)) console.log(`${name}: ${lineOf(read)}`);
JS
TZ=UTC node read.mjs | tee seen
diff seen - <<'SEEN'
dayjs, of a number: 2026-11-30, to come
dayjs: 1796-03-17, past
spacetime: 1970-01-01, past
moment: invalid, neither past nor to come
luxon: invalid, neither past nor to come
date-fns: invalid, neither past nor to come
any-date-parser: invalid, neither past nor to come
class-transformer: invalid, neither past nor to come
joi: 2026-11-30, to come
typebox: 2026-11-30, to come
arktype, epoch: 2026-11-30, to come
arktype, date: refused
zod: refused
yup: refused
valibot: refused
tempo: refused
Temporal: refused
SEEN
echo "as it was seen"
