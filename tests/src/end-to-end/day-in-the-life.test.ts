import { createProxyClient } from "@nxzalo/client";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { failureOf } from "nxzalo-testing/failure-of";
import { freePort } from "nxzalo-testing/loopback";
import { expect, inject, it } from "vitest";
import { startBuiltWorker } from "../servers/built-worker.ts";
import { serveReceiver } from "../servers/webhook-receiver.ts";

const key = "desk-0123456789abcdef";
const phone = "84912345678";
const dayMs = 86_400_000;

type Variables = Record<string, string>;
const proxies: Record<string, (variables: Variables, port: number) => Promise<{ close(): Promise<void> }>> = {
  "the gateway in Node": (variables, port) =>
    startGateway(gatewayConfigFromEnv({ SQLITE_PATH: ":memory:", ...variables, PORT: String(port) }), () => {}),
  "the built Worker in workerd": startBuiltWorker,
};

it.each(Object.entries(proxies))("a day in the life, over HTTP through %s", async (_, start) => {
  const sandbox = createSandbox();
  const [upstream, receiver, port] = await Promise.all([listen(sandbox), serveReceiver(), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  const proxy = await start(
    {
      ...inject("servers").variables,
      NXCLOUD_BASE_URL: upstream.url,
      GATEWAY_API_KEYS: `desk:send+tokens+read:${key}`,
      PUBLIC_URL: url,
      RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM",
      RECEIPTS_FORWARD_URL: receiver.url,
      RECEIPTS_FORWARD_SECRET: receiver.secret,
    },
    port,
  );
  const statuses = () => receiver.accepted.map(({ status }) => status).sort();
  try {
    const client = createProxyClient({ baseUrl: url, headers: { authorization: `Bearer ${key}` } });
    const { token: journeyToken = "", journeyId } = await client.initJourneyToken({
      phone,
      tokenType: "token_logistics_7",
      reference: "đơn 42",
    });
    const steps = ["Đang lấy hàng", "Đang giao", "Đã giao 🚚"];
    const requestIds: (string | null)[] = [];
    for (const status of steps) {
      const message = { phone, templateId: "133214", templateData: { status }, journeyToken, ext: `đơn 42: ${status}` };
      const { requestId } = await client.sendTemplate(message);
      expect(requestId).toMatch(/^zalomid\./);
      requestIds.push(requestId);
    }
    const sent = [...Array(3).fill("delivered"), "journey_acknowledged", ...Array(3).fill("success")];
    await expect.poll(statuses, { timeout: 20_000 }).toEqual(sent);
    const acknowledged = receiver.accepted.find(({ status }) => status === "journey_acknowledged");
    expect(acknowledged).toMatchObject({
      journeyId,
      cost: { currency: expect.any(String), originalPrice: expect.any(Number) },
    });
    expect(new Set(receiver.accepted.map(({ eventId }) => eventId)).size).toBe(7);
    // NXCLOUD was given an id of ours; the customer's own server gets back what its own caller has said.
    expect(sandbox.calls.map(({ body }) => body).join()).not.toContain("đơn 42");
    for (const { raw } of receiver.accepted) {
      const step = requestIds.indexOf(String(raw["requestId"]));
      expect(raw["ext"]).toBe(`đơn 42: ${steps[step]}`);
    }

    const log = async () => {
      const headers = { authorization: `Bearer ${key}` };
      return (await fetch(`${url}/v1/journeys/${journeyId}`, { headers })).json();
    };
    expect(await log()).toMatchObject({ state: "acknowledged" });

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
      name: "UpstreamError",
      code: "parameter_rejected",
      upstreamCode: 9000,
      outcome: "rejected",
    });

    const { cost: charged } = acknowledged as { cost: { currency: string; originalPrice: number } };
    const told = await log();
    expect(told).toMatchObject({
      journeyId,
      // Its caller may look up, and is shown no person.
      phone: "84*****5678",
      tokenType: "token_logistics_7",
      reference: "đơn 42",
      state: "over",
      // Once, whatever other receipts say.
      cost: { amount: String(charged.originalPrice), currency: charged.currency },
    });
    expect(told.messages).toHaveLength(3);
    for (const [index, step] of steps.entries()) {
      const message = {
        requestId: requestIds[index],
        templateId: "133214",
        ext: `đơn 42: ${step}`,
        state: "delivered",
      };
      expect(told.messages).toContainEqual(expect.objectContaining(message));
    }
    expect(told.receipts).toHaveLength(8);
    expect(JSON.stringify(told)).not.toContain(journeyToken);
  } finally {
    await proxy.close();
    await upstream.close();
    receiver.close();
  }
});
