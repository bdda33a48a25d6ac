#!/usr/bin/env bash
# Clients made from one OpenAPI document by two generators, compiled by a consumer who has `exactOptionalPropertyTypes` on.
#
# Versions: @hey-api/openapi-ts 0.99.0, openapi-typescript 7.13.0 with openapi-fetch 0.17.0, TypeScript 5.9.3.
# Seen on 2026-11-28: what hey-api writes is source code, which `skipLibCheck` does not leave out: its own fetch client fails with TS2375 and TS2379 in
# several files, whatever the document says. The types that openapi-typescript writes compile.
# What follows: such a consumer compiles hey-api's folder by a tsconfig of its own, without the option.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @hey-api/openapi-ts@0.99.0 openapi-typescript@7.13.0 openapi-fetch@0.17.0 typescript@5.9.3
cat > document.json <<'JSON'
{
  "openapi": "3.1.1",
  "info": { "title": "parcels", "version": "1" },
  "paths": { "/parcels": { "get": { "operationId": "listParcels", "responses": { "204": { "description": "None." } } } } }
}
JSON
node_modules/.bin/openapi-ts -i document.json -o hey-api -s --no-log-file -p @hey-api/client-fetch @hey-api/typescript @hey-api/sdk
node_modules/.bin/openapi-typescript document.json -o fetch/schema.ts >/dev/null 2>&1
cat > fetch/client.ts <<'TS'
import createClient from "openapi-fetch";
import type { paths } from "./schema";

export const client = createClient<paths>({ baseUrl: "https://parcels.example" });
TS
compile() { # folder, options
  node_modules/.bin/tsc --noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --target es2022 \
    --lib es2023,dom,dom.iterable "${@:2}" "$1"/*.ts "$1"/*/*.ts 2>/dev/null | grep -oE "TS[0-9]+" | sort -u | paste -sd' '
}
shopt -s nullglob
{
  echo "hey-api, strict: $(compile hey-api)"
  echo "hey-api, exactOptionalPropertyTypes: $(compile hey-api --exactOptionalPropertyTypes)"
  echo "openapi-fetch, exactOptionalPropertyTypes: $(compile fetch --exactOptionalPropertyTypes)"
} | tee seen
diff seen - <<'SEEN'
hey-api, strict: 
hey-api, exactOptionalPropertyTypes: TS2375 TS2379
openapi-fetch, exactOptionalPropertyTypes: 
SEEN
echo "as it was seen"
