// `pnpm check:start`: what `npm start` runs. Without an account the show, twice on one database: the call that it prints, the same token again, and its
// end. With NXCLOUD_* the gateway's own process, by its own variables, which sends nothing by itself.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createSandbox, phoneForZaloCode } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { root } from "./public-packages.ts";
import { startDemo } from "./start/start-demo.ts";

const post = (url: string, key: string, body: string) =>
  fetch(url, { method: "POST", headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body });

/** The day in Vietnam. */
const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh" }).format();

const firstOfMonth = `${today.slice(0, 8)}01`;

/** The calls of README, by what follows `/v1`. */
const readmeCalls = [
  ...readFileSync(join(root, "README.md"), "utf8").matchAll(
    /^curl -sS http:\/\/127\.0\.0\.1:8787(\S+) .*--json '(.+)'$/gm,
  ),
].map(([, path = "", body = ""]) => ({
  path,
  body: body.replaceAll("'$TODAY'", today).replaceAll("'$FIRST'", firstOfMonth),
}));

/** Makes the calls that README has, of which the last sends again what has failed. */
async function makeReadmeCalls(base: string, key: string): Promise<void> {
  assert.equal(readmeCalls.length, 5);
  const parcel = `"phone":"${phoneForZaloCode(-114)}","tokenType":"token_logistics_7","reference":"Đơn 44"`;
  const sent = await post(
    `${base}/v1/messages`,
    key,
    `{${parcel},"templateId":"133214","templateData":{"status":"1"}}`,
  );
  const { messageId } = (await sent.json()) as { messageId: string };
  for (;;) {
    const asked = await fetch(`${base}/v1/messages/${messageId}`, { headers: { authorization: `Bearer ${key}` } });
    if (((await asked.json()) as { state: string }).state === "failed") break;
    await setTimeout(20);
  }
  for (const { path, body } of readmeCalls) {
    const answer = await post(base + path.replace("$MESSAGE_ID", messageId), key, body);
    const text = await answer.text();
    assert(answer.ok, `${path} answered ${answer.status}: ${text}`);
    if (body.startsWith('{"state":"failed"')) assert.match(text, new RegExp(`${messageId}.*"zaloError":-114`));
    assert.doesNotMatch(text, /84912345678|84987654321|84900100114/, "a list shows a whole phone");
  }
}

/** What this shell may have for an account: the show goes on without. */
const ofAnAccount = { NXCLOUD_APPS_2: "south:app-2", RECEIPTS_REQUIRE_SIGNATURE: "true" };

/** Runs the show to its end, makes the call that it prints, and stops it; gives what stood in the terminal. */
const runShow = (database: string): Promise<string> =>
  startDemo({ variables: { ...ofAnAccount, SQLITE_PATH: database }, until: /Ctrl-C stops it\./ }, async (text) => {
    const [, url, key, body] = /curl -sS (\S+) .*?Bearer (\w+)'.*?-d '([^']+)'/s.exec(text) ?? [];
    assert(url && key && body, `no call was printed:\n${text}`);
    const response = await post(url, key, body);
    assert.deepEqual([response.status, ((await response.json()) as { reused?: boolean }).reused], [200, true]);
    await makeReadmeCalls(new URL(url).origin, key);
  });

async function checkShow(database: string): Promise<void> {
  const first = await runShow(database);
  assert.match(first, /in all {5}2 × delivered, 1 × charged/);
  assert.match(first, /messages {3}2, 2 of them delivered/);
  assert.match(first, /why {8}-114: the recipient cannot get it/);
  assert.match(first, /state {6}delivered, by attempt 2/);
  assert.match(first, /held {7}until 20\S+: in its quiet hours.*cancelled while it waited/s);
  assert.match(first, /refused {4}template_mismatch: \S/);
  assert.match(first, /suppressed recipient_suppressed: since 20/);
  const tokenIn = (text: string) => /token {6}(\S+)/.exec(text)?.[1];
  assert.equal(tokenIn(await runShow(database)), tokenIn(first));
  console.log(
    "started twice: two messages delivered, one charge; what failed is sent again; one is held, one refused, one suppressed; README's calls answer; the printed call answers 200; the same token again",
  );
}

async function checkGateway(): Promise<void> {
  const sandbox = createSandbox();
  const upstream = await listen(sandbox);
  const key = "0123456789abcdef";
  const variables = {
    ...sandboxVariables(sandbox, upstream.url),
    GATEWAY_API_KEYS: `shop:${key}`,
    SQLITE_PATH: ":memory:",
    DRAIN_SECONDS: "0",
    METRICS_PORT: "0",
    PORT: "0",
  };
  const call = async (text: string) => {
    const url = /"url":"([^"]+)"/.exec(text)?.[1];
    const response = await post(`${url}/v1/journeys`, key, '{"phone":"84912345678","tokenType":"token_logistics_7"}');
    assert.equal(response.status, 201);
    const metrics = await fetch(/"metricsUrl":"([^"]+)"/.exec(text)?.[1] ?? "").then((answer) => answer.text());
    assert.match(metrics, /^nxzalo_call_duration_seconds_count/m);
  };
  try {
    const lines = (await startDemo({ variables, until: /"url"/ }, call)).trimEnd().split("\n");
    const [isNew = {}, ready = {}, called = {}] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.match(String(isNew["message"]), /^the store is new: /);
    assert.equal(ready["store"], "sqlite");
    assert.deepEqual([called["route"], called["status"], called["caller"]], ["/v1/journeys", 201, "shop"]);
    // With metrics, the account's rating is asked for as well, which sends nothing.
    const paths = sandbox.calls.map(({ path }) => path).filter((path) => path !== "/v1/zalo/oaQuality");
    assert.deepEqual(paths, ["/v1/zalo/initJourneyToken"], "it asked NXCLOUD for what no caller had asked for");
  } finally {
    await upstream.close();
  }
  console.log(
    "with NXCLOUD_*: the gateway's own process, its log and its metrics; nothing is sent that no caller asked for",
  );
}

const folder = await mkdtemp(join(tmpdir(), "nxzalo-start-"));
try {
  await checkShow(join(folder, "demo.db"));
  await checkGateway();
} finally {
  await rm(folder, { recursive: true, force: true });
}
