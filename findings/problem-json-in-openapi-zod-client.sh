#!/usr/bin/env bash
# An OpenAPI document whose refusals are RFC 9457 problems, and the client that openapi-zod-client makes of it.
#
# Version: openapi-zod-client 1.18.3.
# Seen on 2026-11-28: a refusal documented as `application/problem+json` gets the schema `z.void()`, so that a client which validates what it
# is answered takes the problem for nothing; the same refusal documented as `application/json` gets its schema. No warning is printed.
# What follows: a client made by it reads a problem from Axios' own error, and not by the schemas it was made with.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund openapi-zod-client@1.18.3
cat > write.mjs <<'JS'
import { writeFileSync } from "node:fs";

const schema = { $ref: "#/components/schemas/Problem" };
const refusal = (type) => ({ description: "Refused.", content: { [type]: { schema } } });
const responses = {
  200: { description: "Done." },
  409: refusal("application/json"),
  422: refusal("application/problem+json"),
};
const document = {
  openapi: "3.1.1",
  info: { title: "refusals", version: "1" },
  paths: { "/parcels": { post: { operationId: "createParcel", responses } } },
  components: {
    schemas: { Problem: { type: "object", properties: { code: { type: "string" } }, required: ["code"] } },
  },
};
writeFileSync("document.json", JSON.stringify(document));
JS
node write.mjs
node_modules/.bin/openapi-zod-client document.json -o client.ts >/dev/null
grep -A2 -E "status: (409|422)" client.ts | grep -E "status|schema" | tr -d ' ' | tee seen
diff seen - <<'SEEN'
status:409,
schema:z.object({code:z.string()}).passthrough(),
status:422,
schema:z.void(),
SEEN
echo "as it was seen"
