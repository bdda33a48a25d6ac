#!/usr/bin/env bash
# What is signed of one request by three libraries for HTTP Message Signatures (RFC 9421), given the same components: a signature made by one is refused by a server that
# checks it by another wherever a line differs.
#
# Versions: http-message-signatures 1.0.6, http-message-sig 0.3.0, @ltonetwork/http-message-signatures 0.1.12 (the first and the last were written for drafts of the RFC).
# Seen on 2026-11-30, where the request is a URL as people write it: all agree on a GET with a query, so that a first try passes. They differ here:
#   - `@query` of a POST that has none is "?" by two and empty by the third.
#   - `@authority` with a port, as in every test on one's own machine, has the port twice by the third ("parcels.example:8443:8443").
#   - `@target-uri` is to two the URL as it was typed: a host in capitals, a default port, a missing "/" and a Vietnamese reference ("Đơn 42") stay as they are, while fetch
#     sends the URL normalised. What arrives is what http-message-sig alone has signed.
# Who is hurt: who signs calls to a partner's API, or lets partners sign calls to a gateway, with another library on each side: some references and hosts get 401.
# What follows: build the URL with `new URL()` before it is signed, sign `@method`, `@authority`, `@path` and `content-digest` rather than `@target-uri`, and try the pair with a POST
# without a query, a port, and a reference with Vietnamese letters.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund http-message-signatures@1.0.6 http-message-sig@0.3.0 @ltonetwork/http-message-signatures@0.1.12
cat > sign.mjs <<'JS'
import lto from "@ltonetwork/http-message-signatures";
import { createSignature } from "http-message-sig";
import signatures from "http-message-signatures";

const components = ["@method", "@authority", "@path", "@query", "@target-uri", "content-type"];
const headers = { "content-type": "application/json" };
const noBytes = new Uint8Array(64);
/** What each library hands to the key, in lines. */
const signers = {
  "http-message-signatures": async ({ method, url }, sign) => {
    await signatures.httpbis.signMessage({ key: { id: "one", alg: "ed25519", sign }, fields: components }, { method, url, headers });
  },
  "http-message-sig": async ({ method, url }, sign) => {
    const signer = { algorithm: "ed25519", sign };
    await createSignature(new Request(url, { method, headers }), { label: "sig", components, parameters: { created: 1_700_000_000 }, signer });
  },
  "@ltonetwork/http-message-signatures": async ({ method, url }, sign) => {
    await lto.sign({ method, url, headers }, { components, signer: { keyid: "one", alg: "ed25519", sign } });
  },
};
async function read(signer, request) {
  let base;
  await signer(request, async (data) => {
    base = Buffer.from(data).toString();
    return noBytes;
  });
  return new Map(base.split("\n").map((line) => [line.slice(1, line.indexOf('":')), line.slice(line.indexOf('":') + 3)]));
}
const requests = [
  { method: "GET", url: "https://parcels.example/v1/messages?day=2026-11-30" },
  { method: "POST", url: "https://parcels.example/v1/messages" },
  { method: "POST", url: "https://parcels.example:8443/v1/messages" },
  { method: "GET", url: "https://Parcels.example:443/v1/messages?reference=Đơn 42" },
  { method: "GET", url: "https://parcels.example" },
];
for (const request of requests) {
  console.log(`${request.method} ${request.url}`);
  const bases = await Promise.all(Object.values(signers).map((signer) => read(signer, request)));
  for (const component of components) {
    const texts = bases.map((base) => JSON.stringify(base.get(component)));
    if (new Set(texts).size > 1) console.log(`  ${component}: ${texts.join(" | ")}`);
  }
}
JS
node sign.mjs | tee seen
diff seen - <<'SEEN'
GET https://parcels.example/v1/messages?day=2026-11-30
POST https://parcels.example/v1/messages
  @query: "?" | "?" | ""
POST https://parcels.example:8443/v1/messages
  @authority: "parcels.example:8443" | "parcels.example:8443" | "parcels.example:8443:8443"
  @query: "?" | "?" | ""
GET https://Parcels.example:443/v1/messages?reference=Đơn 42
  @target-uri: "https://Parcels.example:443/v1/messages?reference=Đơn 42" | "https://parcels.example/v1/messages?reference=%C4%90%C6%A1n%2042" | "https://Parcels.example:443/v1/messages?reference=Đơn 42"
GET https://parcels.example
  @query: "?" | "?" | ""
  @target-uri: "https://parcels.example" | "https://parcels.example/" | "https://parcels.example"
SEEN
echo "as it was seen"
