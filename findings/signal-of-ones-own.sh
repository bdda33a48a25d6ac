#!/usr/bin/env bash
# What `fetch` says of a signal that is no AbortSignal of the runtime's, but has all of its parts: libraries make such ones, since an AbortController costs more than
# the timer that fires it, and types take them.
#
# Versions: undici 6.28.0 (which is the fetch of Node 22.23.2), 7.30.1 (of the line that Node 24 has), 8.12.4.
# Seen on 2026-11-30: the fetch of undici 6 takes it, and ends when it fires. That of 7 and 8 refuses it before anything is sent, as a TypeError, which looks like a server
# that cannot be reached to what catches all errors alike. `request` of all three takes it. Tests on Node 22 show nothing of what Node 24 does.
# What follows: what goes to `fetch` is made an AbortSignal first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund six@npm:undici@6.28.0 seven@npm:undici@7.30.1 eight@npm:undici@8.12.4
cat > ask.mjs <<'JS'
import { once } from "node:events";
import { createServer } from "node:http";

const server = createServer((request, response) => setTimeout(() => response.end("slow"), 300)).listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}`;

/** An event target of one's own. */
function createSignal() {
  const listeners = new Set();
  const signal = {
    aborted: false,
    reason: undefined,
    addEventListener: (type, listener) => listeners.add(listener),
    removeEventListener: (type, listener) => listeners.delete(listener),
  };
  const abort = () => {
    Object.assign(signal, { aborted: true, reason: new Error("over") });
    for (const listener of listeners) listener.call(signal, { type: "abort", target: signal });
  };
  return { signal, abort };
}

for (const name of ["six", "seven", "eight"]) {
  const { fetch, request } = await import(name);
  for (const [what, ask] of [["fetch", fetch], ["request", request]]) {
    const { signal, abort } = createSignal();
    setTimeout(abort, 50);
    const said = await ask(url, { signal }).then(
      (answer) => `answers ${answer.status ?? answer.statusCode}`,
      (error) => `${error.name}: ${error.message.split("(")[0].trim()}`,
    );
    console.log(`${name}, ${what}: ${said}`);
  }
}
process.exit();
JS
node ask.mjs | tee seen
diff seen - <<'SEEN'
six, fetch: Error: over
six, request: Error: over
seven, fetch: TypeError: RequestInit: Expected signal
seven, request: Error: over
eight, fetch: TypeError: RequestInit: Expected signal
eight, request: Error: over
SEEN
