import { createProxyClient } from "@nxzalo/client";
import { failureOf } from "nxzalo-testing/failure-of";
import { expect, inject, it } from "vitest";
import type { ReceivedMessage } from "../servers/closing-proxy.ts";

const { url, journalUrl } = inject("servers").closingProxy;
const client = createProxyClient({ baseUrl: url });

const send = (ext: string) => client.sendTemplate({ phone: "84912345678", templateId: "1", templateData: {}, ext });

async function received(ext: string): Promise<ReceivedMessage[]> {
  const journal: ReceivedMessage[] = await (await fetch(journalUrl)).json();
  return journal.filter((message) => message.ext === ext);
}

/** After this, a connection to the proxy stands idle, and the browser uses it for the next message. */
const warmUp = () => send("answer");

it.each(["close-once", "reset-once"])(
  "Chromium repeats a message by itself when a reused connection dies after it was read (%s), under the same Idempotency-Key",
  async (how) => {
    await warmUp();
    const ext = `${how} ${crypto.randomUUID()}`;
    // The page sees one call that succeeds; the proxy has received the message twice.
    await expect(send(ext)).resolves.toEqual({ requestId: "1" });
    const [first, second, ...more] = await received(ext);
    expect(first?.before).toBeGreaterThan(0);
    expect(second?.connection).not.toBe(first?.connection);
    expect(first?.idempotencyKey).toMatch(/^\d+(-\d+){3}$/);
    expect(second?.idempotencyKey).toBe(first?.idempotencyKey);
    expect(more).toEqual([]);
  },
);

it("where the proxy never answers, the browser ends too, and the outcome is unknown", async () => {
  await warmUp();
  const ext = `close-always ${crypto.randomUUID()}`;
  expect(await failureOf(send(ext))).toMatchObject({ code: "network_error", outcome: "unknown", retryable: false });
  const messages = await received(ext);
  expect(messages.length).toBeGreaterThan(1);
  // Once a message has died on a connection of its own, the browser gives up.
  expect(messages.at(-1)?.before).toBe(0);
  expect(new Set(messages.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
});

it("two messages never share a key", async () => {
  const [one, two] = [crypto.randomUUID(), crypto.randomUUID()].map((id) => `answer ${id}`) as [string, string];
  await Promise.all([send(one), send(two)]);
  const [first, second] = [(await received(one))[0], (await received(two))[0]];
  expect(first?.idempotencyKey).not.toBe(second?.idempotencyKey);
});
