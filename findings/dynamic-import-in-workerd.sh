#!/usr/bin/env bash
# A Worker with a large module that only `import()` reaches, in a branch that is never taken, as code is split for browsers: how long until the first answer of a fresh workerd,
# beside the same bytes as a text module, and none at all.
#
# Version: workerd 1.20261102.1, with its configuration encoded beforehand, so that the bytes are read alike in all three.
# Seen on 2026-11-30, nine rounds in turn, medians: 113 ms without the module, 158 ms with 3.7 MB of text, 1,224 ms with the same 3.7 MB as an ES module that nothing has
# imported. Every ES module is compiled before the first request, whether anything will ever import it or not. Of a Worker of 352 KB the same was 4.6, 4.9 and 15.7 ms.
# Who is hurt: who splits a Worker with `import()` to make its cold start shorter, as bundlers do for pages: it stays as long, and a file more is loaded.
# What follows: nothing helps but less code in the Worker, or a second Worker for what is seldom asked. Flag `new_module_registry` is experimental and cannot be deployed. What is
# data, such as an OpenAPI document, is a text module.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund workerd@1.20261102.1
cat > make.mjs <<'JS'
import { writeFileSync } from "node:fs";
const rule = (number) => `export var Rule${number};
(function (Rule) {
  Rule[(Rule.Order = ${number})] = "Order";
  Rule[(Rule.Sent = ${number} + 1)] = "Sent";
  Rule.fee = (parcel) => ({ order: parcel.order, fee: parcel.fee * ${number} });
})(Rule${number} || (Rule${number} = {}));
`;
writeFileSync("rules", Array.from({ length: 16_000 }, (_, number) => rule(number)).join(""));
writeFileSync(
  "worker",
  `export default {
  async fetch(request) {
    if (request.url.endsWith("/rules")) return Response.json(Object.keys(await import("rules.mjs")));
    return new Response("hello");
  },
};`,
);
const modules = { none: "", text: ', (name = "rules.txt", text = embed "rules")', module: ', (name = "rules.mjs", esModule = embed "rules")' };
for (const [name, more] of Object.entries(modules)) {
  writeFileSync(
    `${name}.capnp`,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (compatibilityDate = "2026-07-01", modules = [(name = "worker.mjs", esModule = embed "worker")${more}]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`,
  );
}
JS
node make.mjs
for name in none text module; do node_modules/.bin/workerd compile --config-only "$name.capnp" > "$name.bin"; done
cat > measure.mjs <<'JS'
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const workerd = createRequire(import.meta.url)("workerd").default;
async function untilAnswered(name) {
  const started = performance.now();
  const child = spawn(workerd, ["serve", "--binary", "--control-fd=3", `${name}.bin`], { stdio: ["ignore", "inherit", "inherit", "pipe"] });
  for await (const line of createInterface({ input: child.stdio[3] })) {
    const { event, port } = JSON.parse(line);
    if (event !== "listen") continue;
    const answer = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    if (answer !== "hello") throw new Error(answer);
    break;
  }
  const time = performance.now() - started;
  child.kill();
  await once(child, "exit");
  return time;
}
const times = { none: [], text: [], module: [] };
for (let round = 0; round < 9; round += 1) for (const name of Object.keys(times)) times[name].push(await untilAnswered(name));
const median = (list) => list.sort((one, other) => one - other)[4];
const [none, text, module] = Object.values(times).map(median);
console.log(`none ${none.toFixed(0)} ms, text ${text.toFixed(0)} ms, an ES module that is not imported ${module.toFixed(0)} ms`);
if (module < 3 * text) process.exit(1);
JS
node measure.mjs
echo "as it was seen: a module that nothing imports costs three times as much as the same bytes of text, or more"
