import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createProxyClient } from "@nxzalo/client";
import { createSandbox } from "@nxzalo/sandbox";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { freePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { startBareWorkerd } from "nxzalo-testing/workerd";
import { afterEach, describe, expect, inject, it } from "vitest";
import { servePatiently } from "../servers/patient-sandbox.ts";
import { serveReceiver } from "../servers/webhook-receiver.ts";

const built = fileURLToPath(new URL("../../../apps/worker/dist/index.js", import.meta.url));
const key = "shop-0123456789abcdef";
const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const dayMs = 86_400_000;

type Variables = Readonly<Record<string, string>>;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startWorker(variables: Variables, port: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-objects-"));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const worker = await startBareWorkerd(built, variables, { port, objectsIn: folder });
  closing.push(() => worker.close());
  return worker.url;
}

async function startNode(variables: Variables, port: number): Promise<string> {
  const gateway = await startGateway(gatewayConfigFromEnv({ ...variables, PORT: String(port) }), () => {});
  closing.push(() => gateway.close());
  return gateway.url;
}

describe.each([
  ["the gateway in Node", startNode],
  ["the built Worker in workerd", startWorker],
])("%s", (_, start) => {
  it("forwards a journey's time-out with the parcel's name", async () => {
    const now = Date.now();
    const sandbox = createSandbox({ now: () => now });
    const upstream = await servePatiently(sandbox);
    const receiver = await serveReceiver();
    closing.push(upstream.close, receiver.close);
    const port = await freePort();
    const url = await start(
      {
        ...inject("servers").variables,
        ...sandboxVariables(sandbox, upstream.url),
        GATEWAY_API_KEYS: `shop:${key}`,
        RECEIPT_KEYS: receiptKey,
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        RECEIPTS_FORWARD_URL: receiver.url,
        RECEIPTS_FORWARD_SECRET: receiver.secret,
      },
      port,
    );
    const client = createProxyClient({ baseUrl: url, headers: { authorization: `Bearer ${key}` } });
    const parcel = { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" } as const;
    const { journeyId } = await client.initJourneyToken(parcel);
    const { messageId } = await client.sendTemplate({ ...parcel, templateId: "133214", templateData: {} });

    await sandbox.deliver(fetch);
    sandbox.advance(8 * dayMs);
    await sandbox.deliver(fetch);

    const { reference } = parcel;
    const about = { journeyId, reference };
    await expect.poll(() => receiver.accepted.length, { timeout: 20_000 }).toBe(4);
    const isTimeOut = ({ status }: { readonly status?: unknown }) => status === "journey_time_out";
    expect(receiver.accepted.filter((one) => !isTimeOut(one))).toMatchObject([
      { status: "success", messageId, ...about, zalo: { quota: { remaining: 4999, daily: 5000 } } },
      { status: "journey_acknowledged", messageId, ...about },
      { status: "delivered", messageId, ...about },
    ]);
    const timeOut = receiver.accepted.find(isTimeOut);
    expect(timeOut).toMatchObject(about);
    expect(timeOut).not.toHaveProperty("messageId");
    expect(JSON.stringify(receiver.accepted)).not.toContain("phoneIndex");
  });
});
