#!/usr/bin/env bash
# What a parcel's customer has to pay (COD), in a body as shops send it: as text, with Vietnamese points, empty, null. Eleven validators that are told "a number, at least 0" and to convert texts, and what
# the handler is given.
#
# Versions: fastify 5.12.8 (a JSON schema; converting is what it does), express-openapi-validator 5.6.2 (coerceTypes), elysia 1.4.30 (t.Numeric), zod 4.6.7 (z.coerce), valibot 1.5.0 (toNumber), yup 1.7.1, joi 18.3.2,
# @vinejs/vine 4.4.0, class-transformer 0.5.1 (`@Type(() => Number)`, as Nest does), @sinclair/typebox 0.34.52 (Value.Convert), arktype 2.2.10 (string.numeric.parse).
# Seen on 2026-11-30: null, which is "we do not know", is 0 to fastify, express-openapi-validator, zod and valibot; an empty text is 0 to zod, valibot, vine and class-transformer, and a single space also
# to fastify, express-openapi-validator and elysia. "180.000", a hundred and eighty thousand, is 180 to all eleven; "180.000.000" is refused by all but class-transformer, so a test with an expensive
# parcel finds nothing, and "180,000" too. yup takes "180 000" for what it means. `true` is 1 to seven. class-transformer hands on NaN, which is null in JSON.
# No minimum helps: 0 is a price. fastify needs no option for any of it.
# Who is hurt: the customer is told that there is nothing to pay, or 180 đ, and the driver wants 180,000 at the door.
# What follows: an amount is a JSON number, or a text of digits alone; fastify's `coerceTypes` is switched off, and a test has null, "" and "180.000" in it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fastify@5.12.8 express@5.3.0 express-openapi-validator@5.6.2 elysia@1.4.30 zod@4.6.7 valibot@1.5.0 yup@1.7.1 joi@18.3.2 @vinejs/vine@4.4.0 \
  class-transformer@0.5.1 reflect-metadata@0.2.2 @sinclair/typebox@0.34.52 arktype@2.2.10
cat > coerce.mjs <<'JS'
import "reflect-metadata";
import { once } from "node:events";
import { createServer } from "node:http";
import { Type as Box } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import vine from "@vinejs/vine";
import { type } from "arktype";
import { plainToInstance, Type } from "class-transformer";
import { Elysia, t } from "elysia";
import express from "express";
import { middleware } from "express-openapi-validator";
import fastify from "fastify";
import Joi from "joi";
import * as v from "valibot";
import * as yup from "yup";
import { z } from "zod";

const schema = { type: "object", required: ["cod"], properties: { cod: { type: "number", minimum: 0 } } };
const headers = { "content-type": "application/json" };
async function codOf(answer) {
  if (answer.status !== 200) throw new Error("refused");
  return (await answer.json()).cod;
}
const onFastify = fastify();
onFastify.post("/", { schema: { body: schema } }, async ({ body }) => body);
const fastifyUrl = await onFastify.listen({ host: "127.0.0.1", port: 0 });
const post = { requestBody: { content: { "application/json": { schema } } }, responses: { 200: { description: "taken" } } };
const apiSpec = { openapi: "3.0.3", info: { title: "parcels", version: "1" }, paths: { "/": { post } } };
const onExpress = express()
  .use(express.json(), middleware({ apiSpec, validateRequests: { coerceTypes: true } }))
  .post("/", ({ body }, response) => response.json(body))
  .use((_error, _request, response, _next) => response.status(400).json({}));
const server = createServer(onExpress);
await once(server.listen(0, "127.0.0.1"), "listening");
const expressUrl = `http://127.0.0.1:${server.address().port}/`;
const onElysia = new Elysia().post("/", ({ body }) => body, { body: t.Object({ cod: t.Numeric({ minimum: 0 }) }) });
const ofVine = vine.compile(vine.object({ cod: vine.number().min(0) }));
class Parcel {}
Type(() => Number)(Parcel.prototype, "cod");
const box = Box.Number({ minimum: 0 });
const asked = (url) => async (cod) => codOf(await fetch(url, { method: "POST", headers, body: JSON.stringify({ cod }) }));
const validators = {
  fastify: asked(fastifyUrl),
  "express-openapi-validator": asked(expressUrl),
  elysia: async (cod) => codOf(await onElysia.handle(new Request("http://127.0.0.1/", { method: "POST", headers, body: JSON.stringify({ cod }) }))),
  zod: (cod) => z.coerce.number().min(0).parse(cod),
  valibot: (cod) => v.parse(v.pipe(v.unknown(), v.toNumber(), v.minValue(0)), cod),
  yup: (cod) => yup.number().required().min(0).validateSync(cod),
  joi: (cod) => Joi.attempt(cod, Joi.number().required().min(0)),
  vine: async (cod) => (await ofVine.validate({ cod })).cod,
  "class-transformer": (cod) => plainToInstance(Parcel, { cod }).cod,
  typebox: (cod) => Value.Decode(box, Value.Convert(box, cod)),
  arktype: (cod) => type("string.numeric.parse").assert(cod),
};
for (const [name, convert] of Object.entries(validators)) {
  const said = [];
  for (const cod of ["180000", "180.000", "180,000", "180 000", "180.000.000", "", " ", null, true]) {
    let taken = "refused";
    try {
      taken = await convert(cod);
    } catch {}
    said.push(`${JSON.stringify(cod)} ${taken}`);
  }
  console.log(`${name}: ${said.join(", ")}`);
}
process.exit();
JS
node coerce.mjs 2>/dev/null | tee seen
diff seen - <<'SEEN'
fastify: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" refused, "180.000.000" refused, "" refused, " " 0, null 0, true 1
express-openapi-validator: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" refused, "180.000.000" refused, "" refused, " " 0, null 0, true 1
elysia: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" refused, "180.000.000" refused, "" refused, " " 0, null refused, true refused
zod: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" refused, "180.000.000" refused, "" 0, " " 0, null 0, true 1
valibot: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" refused, "180.000.000" refused, "" 0, " " 0, null 0, true 1
yup: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" 180000, "180.000.000" refused, "" refused, " " refused, null refused, true refused
joi: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" refused, "180.000.000" refused, "" refused, " " refused, null refused, true refused
vine: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" refused, "180.000.000" refused, "" 0, " " 0, null refused, true 1
class-transformer: "180000" 180000, "180.000" 180, "180,000" NaN, "180 000" NaN, "180.000.000" NaN, "" 0, " " 0, null null, true 1
typebox: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" refused, "180.000.000" refused, "" refused, " " refused, null refused, true 1
arktype: "180000" 180000, "180.000" 180, "180,000" refused, "180 000" refused, "180.000.000" refused, "" refused, " " refused, null refused, true refused
SEEN
echo "as it was seen"
