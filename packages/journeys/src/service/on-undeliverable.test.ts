import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createJourneys } from "../journeys.ts";
import { createMemoryStore } from "../memory.ts";
import { createTestJourneys, parcel, receiptFor, template } from "../testing/journeys.ts";
import type { UndeliverableMessage } from "./on-undeliverable.ts";

const failed = { status: "failed", code: 17002, zaloRes: { error: -114, message: "" } };
const secrets = ["0123456789abcdef"];
const url = "https://shop.example/events";

/** Journeys whose undeliverable messages are told to a function. */
function start(rest: object = {}) {
  const harness = createTestJourneys(createMemoryStore());
  const onUndeliverable = vi.fn((_: UndeliverableMessage): void | Promise<void> => {});
  const journeys = harness.process({ onUndeliverable, ...rest });
  /** Sends a message whose receipt tells that its recipient has no Zalo. */
  async function fail() {
    const { messageId } = await journeys.send({ ...parcel, ...template, ext: "mine", labels: { hub: "han" } });
    const requestId = `zalomid.${harness.sent().length}`;
    const last = harness.sent().at(-1) as Parameters<typeof receiptFor>[0];
    await journeys.receive(receiptFor(last, { requestId, ...failed }));
    return messageId;
  }
  const deadReasons = async () => (await journeys.events.search({ state: "dead" })).events.map(({ reason }) => reason);
  return { ...harness, journeys, onUndeliverable, fail, deadReasons };
}

describe("onUndeliverable", () => {
  it("is called once with a message that reaches nobody, and waited for", async () => {
    const { journeys, onUndeliverable, fail, clock } = start();
    const messageId = await fail();
    const end = Promise.withResolvers<void>();
    onUndeliverable.mockReturnValueOnce(end.promise);
    const delivering = journeys.deliverEvents();
    await expect.poll(() => onUndeliverable.mock.calls.length).toBe(1);
    expect(await Promise.race([delivering, "waits"])).toBe("waits");
    end.resolve();
    expect(await delivering).toEqual({ delivered: 1, failed: 0, nextInMs: null });
    expect(onUndeliverable.mock.calls).toEqual([
      [
        {
          eventId: `undeliverable_${messageId}`,
          createdAt: new Date(clock.at),
          messageId,
          templateId: "133214",
          reference: "Đơn 42",
          ext: "mine",
          labels: { hub: "han" },
          reason: "failed",
          zaloError: -114,
        },
      ],
    ]);
    clock.at += 3_600_000;
    await journeys.deliverEvents();
    expect(onUndeliverable).toHaveBeenCalledOnce();
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("no SMS today");
      },
    ],
    ["rejects", () => Promise.reject(new Error("no SMS today"))],
  ])("is called again with the same event where it %s, by any process", async (_, fails) => {
    const { journeys, onUndeliverable, process, fail, clock } = start();
    await fail();
    onUndeliverable.mockImplementationOnce(fails);
    expect(await journeys.deliverEvents()).toMatchObject({ delivered: 0, failed: 1 });
    expect((await journeys.events.search({ state: "waiting" })).events).toMatchObject([{ tries: 1, reason: "failed" }]);
    clock.at += 60_000;
    const other = vi.fn();
    expect(await process({ onUndeliverable: other }).deliverEvents()).toMatchObject({ delivered: 1, failed: 0 });
    expect(other.mock.calls).toEqual(onUndeliverable.mock.calls);
  });

  it("has ten seconds", async () => {
    const { journeys, onUndeliverable, fail } = start();
    await fail();
    onUndeliverable.mockReturnValueOnce(new Promise(() => {}));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const delivering = journeys.deliverEvents();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(await delivering).toMatchObject({ delivered: 0, failed: 1 });
    expect((await journeys.events.search({ state: "waiting" })).events).toMatchObject([{ reason: "timed_out" }]);
  });

  it("is given up after three days", async () => {
    const { journeys, onUndeliverable, fail, clock, deadReasons } = start();
    await fail();
    onUndeliverable.mockImplementation(() => Promise.reject(new Error("no SMS today")));
    for (let hour = 0; hour < 80; hour += 1) {
      await journeys.deliverEvents();
      clock.at += 3_600_000;
    }
    expect(await deadReasons()).toEqual(["failed"]);
  });

  it("takes these in place of the target of the rest, which gets all else", async () => {
    const posted: string[] = [];
    const fetch = async (_: string, { body }: { readonly body: string }) => {
      posted.push(JSON.parse(body).type);
      return { status: 204 };
    };
    const { journeys, onUndeliverable, fail } = start({ events: { targets: [{ url, types: ["*"], secrets }], fetch } });
    await fail();
    await journeys.deliverEvents();
    expect(posted).toEqual(["receipt.failed"]);
    expect(onUndeliverable).toHaveBeenCalledOnce();
    expect(journeys).toMatchObject({ deliversEvents: true, deliversReceipts: true });
  });

  it("stores no receipt for a delivery of its own: who takes receipts hands them on", async () => {
    const { journeys, fail } = start();
    await fail();
    expect((await journeys.events.search({})).events.map(({ type }) => type)).toEqual(["message.undeliverable"]);
    expect(journeys).toMatchObject({ deliversEvents: true, deliversReceipts: false });
  });

  it("is a function, and no target takes the same", () => {
    const { client, store } = start();
    const types = ["message.undeliverable"];
    const issuesOf = (options: object) => {
      try {
        createJourneys({ client, store, ...options });
        return [];
      } catch (error) {
        return (error as { readonly issues: readonly object[] }).issues;
      }
    };
    expect(issuesOf({ onUndeliverable: "sms" })).toMatchObject([{ path: ["onUndeliverable"], code: "type_wrong" }]);
    expect(issuesOf({ onUndeliverable() {}, events: { targets: [{ url, types, secrets }] } })).toMatchObject([
      { path: ["onUndeliverable"], code: "listed_twice" },
    ]);
    expect(issuesOf({ onUndeliverable() {} })).toEqual([]);
  });
});
