import { createProxyClient } from "@nxzalo/client";
import { createSandbox } from "@nxzalo/sandbox";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { freePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { startBuiltWorker } from "../servers/built-worker.ts";
import { servePatiently } from "../servers/patient-sandbox.ts";
import { serveReceiver } from "../servers/webhook-receiver.ts";

const key = "shop-0123456789abcdef";
const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const dayMs = 86_400_000;

type Variables = Readonly<Record<string, string>>;

async function startNode(variables: Variables, port: number) {
  const gateway = await startGateway(gatewayConfigFromEnv({ ...variables, PORT: String(port) }), () => {});
  onTestFinished(() => gateway.close());
  return gateway;
}

describe.each([
  ["the gateway in Node", startNode],
  ["the built Worker in workerd", startBuiltWorker],
])("%s", (_, start) => {
  it("forwards a journey's time-out with the parcel's name", async () => {
    const now = Date.now();
    const sandbox = createSandbox({ now: () => now });
    const upstream = await servePatiently(sandbox);
    const receiver = await serveReceiver();
    onTestFinished(upstream.close);
    onTestFinished(receiver.close);
    const port = await freePort();
    const { url } = await start(
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
