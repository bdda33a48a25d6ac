import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSandbox, phoneForCode } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "../config.ts";
import { type GatewayOptions, type RunningGateway, startGateway } from "../server.ts";
import { askGateway } from "../testing/ask-gateway.ts";
import { gatewayVariables } from "../testing/variables.ts";
import { version } from "../version.ts";

const key = "0123456789abcdef";
const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const phone = "84912345678";
const reference = "Đơn 42";
const sandbox = createSandbox();
const folder = mkdtempSync(join(tmpdir(), "nxzalo-metrics-"));
let upstream: ListeningSandbox;
beforeAll(async () => {
  upstream = await listen(sandbox);
});
afterAll(async () => {
  await upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(variables: Record<string, string> = {}, options: GatewayOptions = {}): Promise<RunningGateway> {
  const config = gatewayConfigFromEnv({
    ...gatewayVariables(sandbox, upstream.url),
    GATEWAY_API_KEYS: `shop:${key}`,
    RECEIPT_KEYS: receiptKey,
    SQLITE_PATH: ":memory:",
    METRICS_PORT: "0",
    ...variables,
  });
  return startGateway(config, () => {}, options);
}

const post = async ({ url }: RunningGateway, path: string, body: object) => {
  const response = await askGateway(`${url}${path}`, key, body);
  return { status: response.status, text: await response.text() };
};
const scrape = async ({ metricsUrl }: RunningGateway): Promise<string> => (await fetch(metricsUrl ?? "")).text();
const parcel = { phone, tokenType: "token_logistics_7", reference };
const receipt = { status: "journey_time_out", journeyId: "1" };

/** The value of a series whose line begins so. */
const readSeries = (text: string, beginning: string): number | undefined => {
  const line = text.split("\n").find((one) => one.startsWith(beginning));
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
};

it("answers what an operator asks, in Prometheus' own names", async () => {
  const gateway = await start();
  const opened = await post(gateway, "/v1/journeys", parcel);
  await post(gateway, "/v1/journeys", { ...parcel, phone: phoneForCode(1102), reference: "Đơn 43" });
  await post(gateway, `/v1/receipts/${receiptKey}`, receipt);
  await fetch(`${gateway.url}/${phone}`, { method: "PUT" });
  await scrape(gateway);
  // The official account's quality is asked for by the first read, which does not wait for it.
  await expect.poll(() => scrape(gateway)).toContain('nxzalo_quality{nxzalo_level="HIGH"} 1');
  const text = await scrape(gateway);
  await gateway.close();

  const operation = 'nxzalo_operation="initJourneyToken"';
  const refused = 'nxzalo_code="balance_insufficient",nxzalo_outcome="rejected",nxzalo_upstream_code="1102"';
  for (const [series, value] of [
    [
      'http_server_request_duration_seconds_count{http_request_method="POST",http_route="/v1/journeys",http_response_status_code="201"}',
      1,
    ],
    [
      'http_server_request_duration_seconds_count{http_request_method="PUT",http_route="unmatched",http_response_status_code="404"}',
      1,
    ],
    [`nxzalo_call_duration_seconds_count{${operation},nxzalo_code="ok",nxzalo_outcome="ok"}`, 1],
    [`nxzalo_call_duration_seconds_count{${operation},${refused}}`, 1],
    [`nxzalo_attempt_duration_seconds_count{${operation},nxzalo_code="ok"}`, 1],
    ['nxzalo_refusals_total{nxzalo_responsible_party="customer",nxzalo_upstream_code="1102"}', 1],
    ['nxzalo_receipts_total{nxzalo_status="journey_time_out"}', 1],
    ["nxzalo_unknown_open", 0],
    ["nxzalo_unknown_oldest_age_seconds", 0],
    ["nxzalo_ready", 1],
    ["nxzalo_quality{", 1],
    [`nxzalo_build{version="${version}",node_version="${process.versions.node}",staging="false"}`, 1],
  ] as const)
    expect([series, readSeries(text, series)]).toEqual([series, value]);
  for (const series of [
    "nxzalo_receipts_last_age_seconds ",
    "nxzalo_store_size_bytes ",
    "nxzalo_clock_offset_seconds ",
    "nodejs_eventloop_delay_p99_seconds ",
    'nxzalo_store_operation_duration_seconds_bucket{nxzalo_operation="receive",nxzalo_outcome="ok",le="0.001"}',
    'target_info{service_name="nxzalo-gateway"',
  ])
    expect(readSeries(text, series), series).toBeTypeOf("number");
  for (const secret of [
    phone,
    reference,
    key,
    receiptKey,
    JSON.parse(opened.text).token,
    sandbox.credentials.accessKey,
  ])
    expect(text).not.toContain(secret);
});

it("is what Prometheus' own tool takes, where that is installed, and has no series twice", async () => {
  const gateway = await start();
  await post(gateway, "/v1/journeys", parcel);
  await post(gateway, `/v1/receipts/${receiptKey}`, receipt);
  const text = await scrape(gateway);
  await gateway.close();
  const series = text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.replace(/ \S+$/, ""));
  expect(new Set(series).size).toBe(series.length);
  const { error, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" });
  const isInstalled = (error as NodeJS.ErrnoException | undefined)?.code !== "ENOENT";
  if (isInstalled) expect(`${stdout}${stderr}`).toBe("");
});

it("knows after a restart when the last receipt was taken", async () => {
  const variables = { SQLITE_PATH: join(folder, "restarted.db") };
  const first = await start(variables);
  expect(readSeries(await scrape(first), "nxzalo_receipts_last_age_seconds")).toBeUndefined();
  await post(first, `/v1/receipts/${receiptKey}`, receipt);
  await first.close();
  const second = await start(variables);
  expect(readSeries(await scrape(second), "nxzalo_receipts_last_age_seconds")).toBeGreaterThan(0);
  await second.close();
});

it("is read while the store hangs: not ready, and soon", async () => {
  const store = createMemoryStore();
  const gateway = await start({}, { store });
  Object.assign(store.records, { stats: () => new Promise(() => {}), ping: () => new Promise(() => {}) });
  const startedAt = performance.now();
  const text = await scrape(gateway);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(readSeries(text, "nxzalo_ready")).toBe(0);
  expect(readSeries(text, "nxzalo_unknown_open")).toBeUndefined();
  await gateway.close();
});

it("tells that it drains", async () => {
  const gateway = await start({ DRAIN_SECONDS: "0" });
  expect(readSeries(await scrape(gateway), "nxzalo_ready")).toBe(1);
  await gateway.drain();
  expect(readSeries(await scrape(gateway), "nxzalo_ready")).toBe(0);
  await gateway.close();
});

it("serves nothing else, and nothing where no port is set", async () => {
  const gateway = await start();
  const { origin } = new URL(gateway.metricsUrl ?? "");
  expect(new URL(origin).hostname).toBe("127.0.0.1");
  expect((await fetch(`${origin}/`)).status).toBe(404);
  expect((await fetch(`${origin}/metrics`, { method: "POST" })).status).toBe(404);
  expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
  await gateway.close();
  const config = gatewayConfigFromEnv({
    NXCLOUD_APP_KEY: "a",
    NXCLOUD_ACCESS_KEY: "k",
    NXCLOUD_ACCESS_SECRET: "s",
    GATEWAY_API_KEYS: key,
    SQLITE_PATH: ":memory:",
    PORT: "0",
  });
  const silent = await startGateway(config, () => {});
  expect(silent.metricsUrl).toBeUndefined();
  await silent.close();
});

it("says which port is taken, and leaves nothing running", async () => {
  const blocker = createServer();
  const { port } = await listenOnLoopback(blocker);
  await expect(start({ METRICS_PORT: String(port) })).rejects.toThrow(
    `METRICS_PORT (${port} on 127.0.0.1) cannot be used: EADDRINUSE`,
  );
  blocker.close();
  await once(blocker, "close");
});
