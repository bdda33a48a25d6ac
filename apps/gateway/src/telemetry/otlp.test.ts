import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askGateway } from "../testing/ask-gateway.ts";
import { gatewayVariables } from "../testing/variables.ts";

const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const key = "0123456789abcdef";
const phone = "84912345678";
const traceId = "0af7651916cd43dd8448eb211c80319c";
const sandbox = createSandbox();
let upstream: ListeningSandbox;
beforeAll(async () => {
  upstream = await listen(sandbox);
});
afterAll(() => upstream.close());

/** What a collector is posted: JSON, as OTLP 1.0 writes it. */
interface Posted {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: { readonly resourceSpans?: readonly unknown[]; readonly resourceMetrics?: readonly unknown[] };
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly Attribute[];
}

const toRecord = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map((attribute) => [attribute.key, Object.values(attribute.value)[0]]));

async function startCollector(status = 200): Promise<{ server: Server; url: string; posted: Posted[] }> {
  const posted: Posted[] = [];
  const server = createServer(async (request, response) => {
    const { url = "", headers } = request;
    posted.push({
      url,
      authorization: headers["x-collector-key"] as string,
      body: (await json(request)) as Posted["body"],
    });
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  const { url } = await listenOnLoopback(server);
  return { server, url, posted };
}

/** The gateway as it is started, its lines as they come. */
async function startGateway(variables: Record<string, string>) {
  const env = {
    ...gatewayVariables(sandbox, upstream.url),
    GATEWAY_API_KEYS: `shop:${key}`,
    SQLITE_PATH: ":memory:",
    DRAIN_SECONDS: "0",
    ...variables,
  };
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "inherit"] });
  let written = "";
  child.stdout.on("data", (chunk) => {
    written += String(chunk);
  });
  const lines = () =>
    written
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const url = await expect
    .poll(() => lines().find((line) => line["url"])?.["url"], { timeout: 30_000 })
    .toBeTypeOf("string")
    .then(() => String(lines().find((line) => line["url"])?.["url"]));
  const end = async () => {
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return { url, lines, end };
}

const ask = (url: string, headers: Record<string, string> = {}) =>
  askGateway(`${url}/v1/journeys`, key, { phone, tokenType: "token_logistics_7", reference: "Đơn 42" }, headers);

it("sends the caller's trace on, and metrics, to a collector over HTTP", async () => {
  const { server, url, posted } = await startCollector();
  const gateway = await startGateway({
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_HEADERS: "x-collector-key=collector-secret",
    OTEL_SERVICE_NAME: "zalo-gateway",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
  });
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  expect((await ask(gateway.url, { traceparent })).status).toBe(201);
  // What is left is sent at its end.
  await gateway.end();
  server.close();

  expect(new Set(posted.map((one) => one.url))).toEqual(new Set(["/v1/traces", "/v1/metrics"]));
  for (const { authorization } of posted) expect(authorization).toBe("collector-secret");
  const resources = posted.flatMap(({ body }) => [...(body.resourceSpans ?? []), ...(body.resourceMetrics ?? [])]) as {
    resource: { attributes: Attribute[] };
    scopeSpans?: { spans: Span[] }[];
    scopeMetrics?: { metrics: { name: string; unit: string }[] }[];
  }[];
  for (const { resource } of resources)
    expect(toRecord(resource.attributes)).toMatchObject({
      "service.name": "zalo-gateway",
      "service.version": expect.any(String),
      "deployment.environment.name": "test",
    });
  const spans = resources.flatMap(({ scopeSpans = [] }) => scopeSpans.flatMap((scope) => scope.spans));
  const request = spans.find(({ name }) => name === "POST /v1/journeys");
  expect(request).toMatchObject({ traceId, parentSpanId: "b7ad6b7169203331", kind: 2 });
  const call = spans.find(({ name }) => name === "initJourneyToken");
  expect(call).toMatchObject({ traceId, parentSpanId: request?.spanId });
  const attempt = spans.find(({ name }) => name === "POST /v1/zalo/initJourneyToken");
  expect(attempt).toMatchObject({ traceId, parentSpanId: call?.spanId, kind: 3 });
  expect(toRecord(attempt?.attributes ?? [])).toMatchObject({ "server.address": "127.0.0.1" });
  expect(spans.filter(({ name }) => name.startsWith("store ")).map((span) => span.traceId)).toContain(traceId);
  const metrics = resources.flatMap(({ scopeMetrics = [] }) => scopeMetrics.flatMap((scope) => scope.metrics));
  expect(metrics).toContainEqual(expect.objectContaining({ name: "http.server.request.duration", unit: "s" }));
  expect(metrics).toContainEqual(expect.objectContaining({ name: "nxzalo.call.duration", unit: "s" }));
  expect(JSON.stringify([posted.map(({ body }) => body), gateway.lines()])).not.toMatch(
    /84912345678|Đơn 42|collector-secret/,
  );
});

it("samples as it is told, and lets the gateway work while the collector is away, which it says once", async () => {
  const { server, url, posted } = await startCollector(503);
  const gateway = await startGateway({
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_TIMEOUT: "500",
    OTEL_METRICS_EXPORTER: "none",
    OTEL_TRACES_SAMPLER: "always_off",
  });
  expect((await ask(gateway.url)).status).toBe(201);
  await gateway.end();
  expect(posted).toEqual([]);
  const sending = await startGateway({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_TIMEOUT: "500" });
  expect((await ask(sending.url)).status).toBe(201);
  await sending.end();
  server.close();
  const said = sending.lines().filter(({ message }) => String(message).startsWith("OpenTelemetry: "));
  expect(said.length).toBeGreaterThan(0);
  expect(said[0]).toMatchObject({ level: "warn" });
});
