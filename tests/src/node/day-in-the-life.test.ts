import { fileURLToPath } from "node:url";
import { createProxyClient } from "@nxzalo/client";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { expect, inject, it } from "vitest";
import { failureOf } from "../contract/failure-of.ts";
import { startBareWorkerd } from "../servers/bare-workerd.ts";
import { freePort } from "../servers/free-port.ts";
import { serveReceiver } from "../servers/webhook-receiver.ts";

const builtWorker = fileURLToPath(new URL("../../../apps/worker/dist/index.js", import.meta.url));
const key = "desk-0123456789abcdef";
const phone = "84912345678";
const dayMs = 86_400_000;

type Variables = Record<string, string>;
const proxies: Record<string, (variables: Variables, port: number) => Promise<{ close(): Promise<void> }>> = {
  "the gateway in Node": (variables, port) =>
    startGateway(gatewayConfigFromEnv({ SQLITE_PATH: ":memory:", ...variables, PORT: String(port) }), () => {}),
  "the built Worker in workerd": (variables, port) => startBareWorkerd(builtWorker, variables, { port }),
};

it.each(Object.entries(proxies))("a day in the life, over HTTP through %s", { timeout: 60_000 }, async (_, start) => {
  const sandbox = createSandbox();
  const [upstream, receiver, port] = await Promise.all([listen(sandbox), serveReceiver(), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  const proxy = await start(
    {
      ...inject("servers").variables,
      ...{ NXCLOUD_BASE_URL: upstream.url, GATEWAY_API_KEYS: `desk:${key}`, PUBLIC_URL: url },
      ...{ RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM", RECEIPTS_FORWARD_URL: receiver.url },
      RECEIPTS_FORWARD_SECRET: receiver.secret,
    },
    port,
  );
  const statuses = () => receiver.accepted.map(({ status }) => status).sort();
  try {
    const client = createProxyClient({ baseUrl: url, headers: { authorization: `Bearer ${key}` } });
    const { token: journeyToken = "", journeyId } = await client.initJourneyToken({
      ...{ phone, tokenType: "token_logistics_7" },
    });
    for (const status of ["Đang lấy hàng", "Đang giao", "Đã giao 🚚"]) {
      const message = { phone, templateId: "133214", templateData: { status }, journeyToken, ext: `đơn 42: ${status}` };
      expect((await client.sendTemplate(message)).requestId).toMatch(/^zalomid\./);
    }
    const sent = [...Array(3).fill("delivered"), "journey_acknowledged", ...Array(3).fill("success")];
    await expect.poll(statuses, { timeout: 20_000 }).toEqual(sent);
    expect(receiver.accepted.find(({ status }) => status === "journey_acknowledged")).toMatchObject({
      ...{ journeyId, cost: { currency: expect.any(String), originalPrice: expect.any(Number) } },
    });
    expect(new Set(receiver.accepted.map(({ eventId }) => eventId)).size).toBe(7);

    const { expiresAt } = await client.checkJourneyToken({ journeyToken });
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(6.9 * dayMs);

    // The handler dies between receipt and answer: the repeat, a minute later, delivers it.
    receiver.dieOnce();
    sandbox.advance(7 * dayMs + 1_000);
    // Only when the failure is known does the emulator set the time of the repeat.
    const waitsForRepeat = () => (sandbox.receipts.at(-1)?.dueAt ?? 0) > Date.now() + 7 * dayMs + 30_000;
    await expect.poll(waitsForRepeat, { timeout: 20_000 }).toBe(true);
    expect(statuses()).toEqual(sent);
    sandbox.advance(61_000);
    await expect.poll(statuses, { timeout: 20_000 }).toEqual([...sent, "journey_time_out"].sort());
    expect(receiver.accepted.at(-1)).toMatchObject({ journeyId });

    expect(await failureOf(client.checkJourneyToken({ journeyToken }))).toMatchObject({
      ...{ name: "UpstreamError", code: "parameter_rejected", upstreamCode: 9000, outcome: "rejected" },
    });
  } finally {
    await proxy.close();
    await upstream.close();
    receiver.close();
  }
});
