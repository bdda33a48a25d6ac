import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { clientOf, init, phone, send } from "../test/client.ts";
import { createSandbox, type SandboxOptions } from "./index.ts";
import { type ListenOptions, listen } from "./node.ts";

/** Checks often, and allows for a busy machine. */
const soon = { interval: 5, timeout: 10_000 };
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

interface Receiver {
  readonly url: string;
  /** The statuses that arrived whole. */
  readonly seen: string[];
}

/** A real HTTP server at the webhook; `first` answers in place of `success` as long as there are any. */
async function startReceiver(...first: RequestListener[]): Promise<Receiver> {
  const seen: string[] = [];
  const server: Server = createServer(async (incoming, outgoing) => {
    let text = "";
    for await (const part of incoming) text += String(part);
    seen.push(JSON.parse(text).status);
    const answer = first.shift() ?? (() => outgoing.end("success"));
    answer(incoming, outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dr`, seen };
}

async function served(options: SandboxOptions = {}, listenOptions: ListenOptions = {}) {
  const sandbox = createSandbox(options);
  const { url, close } = await listen(sandbox, { deliverEveryMs: 2, ...listenOptions });
  stops.push(close);
  return { sandbox, url, close };
}

describe("receipts over HTTP", () => {
  it("arrive by themselves, in order, at the webhook of the message", async () => {
    const handler = await startReceiver();
    const { sandbox, url } = await served();
    const nx = clientOf(sandbox, { baseUrl: url, fetch });
    const { token: journeyToken } = await nx.initJourneyToken({ phone, tokenType: "token_coach_bus_7" });
    const message = { phone, templateId: "133214", templateData: {}, journeyToken, drWebhook: handler.url };
    for (let count = 0; count < 3; count += 1) await nx.sendTemplate(message);
    await vi.waitFor(() => expect(handler.seen).toHaveLength(7), soon);
    expect(handler.seen.filter((status) => status === "journey_acknowledged")).toHaveLength(1);
    expect(handler.seen.slice(0, 3)).toEqual(["success", "journey_acknowledged", "delivered"]);
    sandbox.advance(7 * 86_400_000);
    await vi.waitFor(() => expect(handler.seen.at(-1)).toBe("journey_time_out"), soon);
    expect(handler.seen).toHaveLength(8);
  });

  it("lose nothing where their handler dies between receipt and answer: the repeat delivers them", async () => {
    const handler = await startReceiver((incoming) => incoming.socket.destroy());
    const { sandbox } = await served({ webhook: handler.url });
    await send(sandbox);
    await vi.waitFor(() => expect(sandbox.receipts[1]?.state).toBe("delivered"), soon);
    expect(sandbox.receipts[0]).toMatchObject({ state: "waiting", attempts: 1 });
    expect(handler.seen).toEqual(["success", "delivered"]);
    sandbox.advance(60_000);
    await vi.waitFor(() => expect(sandbox.receipts[0]).toMatchObject({ state: "delivered", attempts: 2 }), soon);
    expect(handler.seen).toEqual(["success", "delivered", "success"]);
  });

  it("do not follow a redirect", async () => {
    const other = await startReceiver();
    const handler = await startReceiver((_, outgoing) => outgoing.writeHead(307, { location: other.url }).end());
    const { sandbox } = await served({ webhook: handler.url });
    await send(sandbox);
    await vi.waitFor(() => expect(sandbox.receipts[1]?.state).toBe("delivered"), soon);
    expect(sandbox.receipts[0]).toMatchObject({ state: "waiting", attempts: 1 });
    expect(other.seen).toEqual([]);
  });

  it("do not hold up another webhook where one never answers", async () => {
    const [slow, quick] = [await startReceiver(() => {}), await startReceiver()];
    const { sandbox } = await served({ webhook: slow.url });
    await send(sandbox);
    await vi.waitFor(() => expect(slow.seen).toHaveLength(1), soon);
    await send(sandbox, { drWebhook: quick.url });
    await vi.waitFor(() => expect(quick.seen).toEqual(["success", "delivered"]), soon);
  });

  it("stop with close(), which does not wait for an answer, and go on with the next listen()", async () => {
    const handler = await startReceiver(() => {});
    const { sandbox, close } = await served({ webhook: handler.url });
    await send(sandbox);
    await vi.waitFor(() => expect(handler.seen).toHaveLength(1), soon);
    await close();
    expect(sandbox.receipts).toMatchObject([{ attempts: 1, state: "waiting" }, { attempts: 0 }]);
    stops.push((await listen(sandbox, { deliverEveryMs: 2 })).close);
    sandbox.advance(60_000);
    await vi.waitFor(() => expect(handler.seen).toHaveLength(3), soon);
  });

  it("can be left to deliver()", async () => {
    const handler = await startReceiver();
    const { sandbox } = await served({ webhook: handler.url }, { deliverEveryMs: 0 });
    await init(sandbox);
    await send(sandbox);
    expect(handler.seen).toEqual([]);
    expect(await sandbox.deliver(fetch)).toMatchObject({ delivered: 2 });
  });
});
