#!/usr/bin/env bash
# The schema of a message in zod, made into JSON Schema for a partner by four converters, in six ways; and what Ajv, the partner's validator, then takes of six bodies, beside what zod itself takes. The phone
# is trimmed, and the order's reference is `/^DH\d+$/i`.
#
# Versions: zod 4.6.7, zod-to-json-schema 3.25.2 (which names zod 3 and 4 as its peers), zod-openapi 6.0.2, @asteasolutions/zod-to-openapi 9.1.0 (also of @hono/zod-openapi), ajv 8.20.0.
# Seen on 2026-11-30: given a schema of zod 4, zod-to-json-schema says `{}`, without a word: everything is valid, a message without a phone and the text "hello" too. With one of `zod/v3`, from
# the same package, it works. zod-to-openapi writes the flag into the pattern, "^DH\d+$/i", which no reference fits: what it documents refuses every message. The others leave the flag out, so "dh42",
# which the server takes, is refused by the partner. Spaces around a phone are taken by none that checks. A field too many is refused by `z.toJSONSchema` as it is and by
# zod-to-json-schema of zod/v3, and taken by zod and where the schema is asked for as `io: "input"`.
# Who is hurt: whose partners check messages or generate clients by the published schema: they send what is refused, or refuse what would be sent. Nothing fails where it is made.
# What follows: a test runs a good and a wrong message through Ajv and the published schema; no flags in a pattern, `[Dd][Hh]` instead.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund zod@4.6.7 zod-to-json-schema@3.25.2 zod-openapi@6.0.2 @asteasolutions/zod-to-openapi@9.1.0 ajv@8.20.0
cat > convert.mjs <<'JS'
import { extendZodWithOpenApi, OpenApiGeneratorV31, OpenAPIRegistry } from "@asteasolutions/zod-to-openapi";
import Ajv from "ajv/dist/2020.js";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { createSchema } from "zod-openapi";
import { zodToJsonSchema } from "zod-to-json-schema";

extendZodWithOpenApi(z);
const shape = (zod) => ({ phone: zod.string().trim().regex(/^84\d{9}$/), reference: zod.string().regex(/^DH\d+$/i) });
const message = z.object(shape(z));
const registry = new OpenAPIRegistry();
registry.register("Message", message);
const schemas = {
  "zod's toJSONSchema": z.toJSONSchema(message),
  'zod\'s toJSONSchema, io: "input"': z.toJSONSchema(message, { io: "input" }),
  'zod-openapi, io: "input"': createSchema(message, { io: "input" }).schema,
  "zod-to-openapi": new OpenApiGeneratorV31(registry.definitions).generateComponents().components.schemas.Message,
  "zod-to-json-schema of zod 4": zodToJsonSchema(message),
  "zod-to-json-schema of zod/v3": zodToJsonSchema(z3.object(shape(z3))),
};
const phone = "84900000000";
const bodies = {
  "a good one": { phone, reference: "DH42" },
  dh42: { phone, reference: "dh42" },
  "spaces around the phone": { phone: ` ${phone} `, reference: "DH42" },
  "a field too many": { phone, reference: "DH42", refrence: "DH42" },
  "no phone": { reference: "DH42" },
  "a text": "hello",
};
const takes = { "zod itself": (body) => message.safeParse(body).success };
for (const [name, { $schema, ...schema }] of Object.entries(schemas)) takes[name] = new Ajv({ strict: false }).compile(schema);
for (const [name, valid] of Object.entries(takes)) {
  const taken = Object.entries(bodies).filter(([, body]) => valid(body));
  const reference = schemas[name]?.properties?.reference?.pattern;
  console.log(`${name} takes ${taken.map(([what]) => what).join(", ") || "nothing"}${reference ? `; pattern ${reference}` : ""}`);
}
JS
node convert.mjs | tee seen
diff seen - <<'SEEN'
zod itself takes a good one, dh42, spaces around the phone, a field too many
zod's toJSONSchema takes a good one; pattern ^DH\d+$
zod's toJSONSchema, io: "input" takes a good one, a field too many; pattern ^DH\d+$
zod-openapi, io: "input" takes a good one, a field too many; pattern ^DH\d+$
zod-to-openapi takes nothing; pattern ^DH\d+$/i
zod-to-json-schema of zod 4 takes a good one, dh42, spaces around the phone, a field too many, no phone, a text
zod-to-json-schema of zod/v3 takes a good one; pattern ^DH\d+$
SEEN
echo "as it was seen"
