// `pnpm check:start`: what `npm start` runs, twice on one database: the show, the call that it prints, the same token again, and its end.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./public-packages.ts";

/** Longer than the show takes on a busy machine. */
const timeoutMs = 30_000;

/** Runs the show to its end, makes the call that it prints, and stops it; gives what stood in the terminal. */
async function runShow(database: string): Promise<string> {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(NXCLOUD_|GATEWAY_|DATABASE_URL|STORE_KEY|HOST|PORT)/.test(name),
  );
  const env = { ...Object.fromEntries(own), SQLITE_PATH: database };
  const child = spawn(process.execPath, ["tools/demo/main.ts"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  let text = "";
  try {
    child.stderr.on("data", (chunk) => {
      text += chunk;
    });
    for await (const chunk of child.stdout) {
      text += chunk;
      if (text.includes("Ctrl-C stops it.")) break;
    }
    const [, url, key, body] = /curl -sS (\S+) .*?Bearer (\w+)'.*?-d '([^']+)'/s.exec(text) ?? [];
    assert(url && key && body, `no call was printed:\n${text}`);
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body });
    assert.deepEqual([response.status, ((await response.json()) as { reused?: boolean }).reused], [200, true]);
  } finally {
    child.kill("SIGTERM");
    const [code] = await ended;
    clearTimeout(timer);
    assert.equal(code, 0, `it did not end well:\n${text}`);
  }
  return text;
}

const folder = await mkdtemp(join(tmpdir(), "nxzalo-start-"));
try {
  const database = join(folder, "nxzalo.db");
  const first = await runShow(database);
  assert.match(first, /in all {5}2 × delivered, 1 × charged/);
  assert.match(first, /messages {3}2, 2 of them delivered/);
  const tokenIn = (text: string) => /token {6}(\S+)/.exec(text)?.[1];
  assert.equal(tokenIn(await runShow(database)), tokenIn(first));
  console.log("started twice: two messages delivered, one charge; the printed call answers 200; the same token again");
} finally {
  await rm(folder, { recursive: true, force: true });
}
