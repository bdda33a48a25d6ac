// From nothing to a thousand messages: `npm start` in one terminal, and in another the commands that README has, as they stand there. The one that
// sends is stopped by Ctrl-C, and run again: each parcel gets one message.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { call } from "./demo/request-token.ts";
import { root } from "./public-packages.ts";
import { startDemo } from "./start/start-demo.ts";

const timeoutMs = 180_000;
/** Of a thousand, when the run is stopped. */
const rowsBeforeStop = 100;
const resultFile = join(root, "parcels.result.csv");
const earlierResult = join(root, "parcels.result.bak.csv");

const commandsIn = (text: string) =>
  [...text.matchAll(/^ *(npx nxzalo send-file .*?)(?: +#.*)?$/gm)].map(([, command = ""]) => command);

const [sendAll = "", checkAll = ""] = commandsIn(readFileSync(join(root, "README.md"), "utf8"));

/** Runs a command as a terminal does: it is the leader of its own group, which a Ctrl-C reaches as a whole. */
async function runInTerminal(command: string, env: NodeJS.ProcessEnv, meanwhile?: (stop: () => void) => Promise<void>) {
  const child = spawn("sh", ["-c", command], { cwd: root, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close");
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  await meanwhile?.(() => child.pid && process.kill(-child.pid, "SIGINT"));
  const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
  return { text, wasInterrupted: code === 130 || signal === "SIGINT", code };
}

const rowsDone = () => {
  try {
    return readFileSync(resultFile, "utf8").split("\r\n").length - 2;
  } catch {
    return 0;
  }
};

async function stopMidway(stop: () => void): Promise<void> {
  while (rowsDone() < rowsBeforeStop) await setTimeout(20);
  stop();
}

/** How many messages the gateway has stored today. */
async function countMessages(gateway = "", key = ""): Promise<number> {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short" }).format();
  const stats = await call(gateway, "/v1/stats", key, { from: today, to: today, by: "state" });
  return (stats as { readonly messages: number }).messages;
}

async function sendThousand(shown: string): Promise<void> {
  assert.deepEqual(commandsIn(shown), [sendAll, checkAll], "`npm start` prints other commands than README has");
  const [, gateway, key] = /export NXZALO_GATEWAY=(\S+) NXZALO_KEY=(\S+)/.exec(shown) ?? [];
  const env = { ...process.env, NXZALO_GATEWAY: gateway, NXZALO_KEY: key, LANG: "C", LC_ALL: "C" };
  for (const file of [resultFile, earlierResult]) await rm(file, { force: true });
  const before = await countMessages(gateway, key);

  const first = await runInTerminal(sendAll, env, stopMidway);
  assert(first.wasInterrupted, `it was not stopped, and ended with ${first.code}:\n${first.text}`);
  assert.match(first.text, /run the same command again to go on, and nothing is sent twice/);
  const sent = Number(/accepted +(\d+)/.exec(first.text)?.[1]);
  assert(sent >= rowsBeforeStop && sent < 1_000, `${sent} were sent before it was stopped`);

  const second = await runInTerminal(sendAll, env);
  assert.deepEqual([second.code, /accepted +1000$/m.test(second.text)], [0, true], second.text);

  const third = await runInTerminal(checkAll, env);
  // What the columns are taken for stands before it.
  assert.deepEqual([third.code, third.text.split("\n")[1]], [0, "1,000 already sent, 0 to send"], third.text);
  assert.match(third.text, /^columns: phone = SĐT, reference = Mã đơn$/m);
  assert.equal((await countMessages(gateway, key)) - before, 1_000, "a parcel got two messages, or none");
  console.log(`${sendAll}: stopped after ${sent}, run again, all of a thousand sent, each once`);
}

const folder = await mkdtemp(join(tmpdir(), "nxzalo-thousand-"));
try {
  const variables = { SQLITE_PATH: join(folder, "demo.db") };
  await startDemo({ variables, until: /Ctrl-C stops it\./, timeoutMs }, sendThousand);
} finally {
  await rm(folder, { recursive: true, force: true });
  for (const file of [resultFile, earlierResult]) await rm(file, { force: true });
}
