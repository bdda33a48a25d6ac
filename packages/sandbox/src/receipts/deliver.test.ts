import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { init, send, statusesOf, webhook } from "../../test/client.ts";
import { createSandbox, type Sandbox } from "../index.ts";
import { authenticate } from "../signature.ts";

const minuteMs = 60_000;

/** A receiver that gives these answers in turn, then `success`. */
function handler(...answers: (() => Response | Promise<Response>)[]) {
  const seen: { url: string; status: string; headers: Headers; text: string }[] = [];
  const fetch = vi.fn(async (url: string, request: RequestInit) => {
    const text = String(request.body);
    seen.push({ url, status: JSON.parse(text).status, headers: new Headers(request.headers), text });
    return (answers.shift() ?? (() => new Response("success")))();
  });
  return { fetch, seen, statuses: () => seen.map(({ status }) => status) };
}

/** Its clock stands still, so that only `advance` makes anything due. */
function frozenSandbox(options: Parameters<typeof createSandbox>[0] = {}): Sandbox {
  const now = Date.now();
  return createSandbox({ webhook, now: () => now, ...options });
}

describe("deliver", () => {
  it("posts what is due, in order, once", async () => {
    const sandbox = frozenSandbox();
    const { token } = await init(sandbox);
    await send(sandbox, { journeyToken: token });
    const { fetch, seen, statuses } = handler();
    expect(await sandbox.deliver(fetch)).toEqual({ delivered: 3, failed: 0, waiting: 0 });
    expect(await sandbox.deliver(fetch)).toEqual({ delivered: 0, failed: 0, waiting: 0 });
    expect(statuses()).toEqual(["success", "journey_acknowledged", "delivered"]);
    expect(sandbox.receipts).toMatchObject(Array(3).fill({ url: webhook, state: "delivered", attempts: 1 }));
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: "POST", redirect: "manual" });
    expect([...(seen[0]?.headers.keys() ?? [])]).toEqual(["content-type"]);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["another status", () => new Response("success", { status: 202 })],
    ["another body", () => new Response("successful")],
    ["a body that stops early", () => new Response("succ")],
    ["no body", () => new Response()],
    [
      "a body that breaks off",
      () => new Response(new ReadableStream({ pull: (body) => body.error(new Error("cut")) })),
    ],
    ["a redirect", () => new Response(null, { status: 302, headers: { location: webhook } })],
    ["an error", () => Promise.reject(new TypeError("fetch failed"))],
    [
      "a synchronous error",
      () => {
        throw new Error("broken");
      },
    ],
    [
      "an endless body",
      () => new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1024)) })),
    ],
  ])("repeats a minute after %s", async (_, answer) => {
    const sandbox = frozenSandbox();
    await send(sandbox);
    const { fetch, statuses } = handler(answer);
    expect(await sandbox.deliver(fetch)).toEqual({ delivered: 1, failed: 1, waiting: 1 });
    sandbox.advance(minuteMs - 1);
    expect(await sandbox.deliver(fetch)).toEqual({ delivered: 0, failed: 0, waiting: 1 });
    sandbox.advance(1);
    expect(await sandbox.deliver(fetch)).toEqual({ delivered: 1, failed: 0, waiting: 0 });
    expect(statuses()).toEqual(["success", "delivered", "success"]);
  });

  it("takes a `success` that comes in pieces", async () => {
    const sandbox = frozenSandbox();
    await send(sandbox);
    const pieces = () => {
      const left = ["s", "", "ucces", "s"].map((text) => new TextEncoder().encode(text));
      return new ReadableStream<Uint8Array>({
        pull(body) {
          const piece = left.shift();
          if (piece) body.enqueue(piece);
          else body.close();
        },
      });
    };
    expect(await sandbox.deliver(() => new Response(pieces()))).toEqual({ delivered: 2, failed: 0, waiting: 0 });
  });

  it.each([200, 500])("goes on where an answer of status %i cannot be given up", async (status) => {
    const sandbox = frozenSandbox();
    await send(sandbox);
    const body = () =>
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(1024)),
        cancel: () => Promise.reject(new Error("it is gone")),
      });
    expect(await sandbox.deliver(() => new Response(body(), { status }))).toMatchObject({ delivered: 0, failed: 2 });
    // Of what rejects unheard, the process hears a turn later.
    await new Promise((resolve) => setTimeout(resolve, 1));
  });

  it("ends at its timeout, also where the signal is ignored", async () => {
    const sandbox = frozenSandbox({ receiptTimeoutMs: 5 });
    await send(sandbox);
    expect(await sandbox.deliver(() => new Promise(() => {}))).toEqual({ delivered: 0, failed: 2, waiting: 2 });
  });

  it("gives up after 60 repeats", async () => {
    const sandbox = frozenSandbox();
    await send(sandbox);
    const deaf = () => new Response("error", { status: 500 });
    for (let minute = 0; minute < 60; minute += 1) {
      expect(await sandbox.deliver(deaf)).toMatchObject({ failed: 2, waiting: 2 });
      sandbox.advance(minuteMs);
    }
    expect(await sandbox.deliver(deaf)).toEqual({ delivered: 0, failed: 2, waiting: 0 });
    sandbox.advance(minuteMs);
    expect(await sandbox.deliver(deaf)).toEqual({ delivered: 0, failed: 0, waiting: 0 });
    expect(sandbox.receipts).toMatchObject(Array(2).fill({ state: "given_up", attempts: 61 }));
  });

  it("posts nothing twice, however many call it, also from within a handler", async () => {
    const sandbox = frozenSandbox();
    for (const drWebhook of [webhook, "https://b.example/", webhook]) await send(sandbox, { drWebhook });
    const { fetch, seen } = handler();
    const reports = await Promise.all([
      ...[1, 2, 3].map(() => sandbox.deliver(fetch)),
      sandbox.deliver(async (url, request) => {
        await sandbox.deliver(fetch);
        return fetch(url, request);
      }),
    ]);
    expect(new Set(seen.map(({ text }) => text)).size).toBe(6);
    expect(seen).toHaveLength(6);
    expect(reports.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(6);
  });

  it.each([200, 500])("lets go of an answer of status %i that goes on without end", async (status) => {
    const cancel = vi.fn();
    const pull = (controller: ReadableStreamDefaultController) => controller.enqueue(new Uint8Array(1024));
    const sandbox = frozenSandbox();
    await send(sandbox);
    const { fetch } = handler(() => new Response(new ReadableStream({ pull, cancel }), { status }));
    await sandbox.deliver(fetch);
    expect(cancel).toHaveBeenCalledOnce();
  });

  it("breaks off a post that is not answered in time, and waits for nothing once it was answered", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const sandbox = createSandbox({ webhook, receiptTimeoutMs: 5_000 });
    await send(sandbox);
    const broken = vi.fn();
    const { fetch } = handler();
    const hanging = (url: string, init: RequestInit) => {
      init.signal?.addEventListener("abort", broken);
      return broken.mock.calls.length === 0 ? new Promise<Response>(() => {}) : fetch(url, init);
    };
    const delivering = sandbox.deliver(hanging);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(broken).toHaveBeenCalledOnce();
    expect(await delivering).toEqual({ delivered: 1, failed: 1, waiting: 1 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("posts no more once it is stopped: what is being posted has failed, and the rest waits", async () => {
    const sandbox = frozenSandbox();
    await send(sandbox);
    const stop = new AbortController();
    const { fetch, statuses } = handler(() => {
      stop.abort();
      return Promise.reject(new Error("aborted"));
    });
    const stopped = { signal: stop.signal };
    expect(await sandbox.deliver(fetch, stopped)).toEqual({ delivered: 0, failed: 1, waiting: 2 });
    expect(await sandbox.deliver(fetch, stopped)).toEqual({ delivered: 0, failed: 0, waiting: 2 });
    expect(statuses()).toEqual(["success"]);
    sandbox.advance(minuteMs);
    expect(await sandbox.deliver(fetch)).toEqual({ delivered: 2, failed: 0, waiting: 0 });
  });

  it("breaks off what is being posted where it is stopped", async () => {
    const sandbox = frozenSandbox();
    await send(sandbox);
    const stop = new AbortController();
    const delivering = sandbox.deliver(
      (_url, { signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
          stop.abort();
        }),
      { signal: stop.signal },
    );
    expect(await delivering).toEqual({ delivered: 0, failed: 1, waiting: 2 });
  });

  it("posts what a handler brings about", async () => {
    const sandbox = frozenSandbox();
    await send(sandbox);
    const answers = handler(async () => {
      await send(sandbox, { drWebhook: "https://b.example/" });
      return new Response("success");
    });
    expect(await sandbox.deliver(answers.fetch)).toMatchObject({ delivered: 4, waiting: 0 });
  });

  it("delivers everything in the end, each as often as it was refused and once more", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 40, size: "max" }),
        fc.integer({ min: 1, max: 4 }),
        async (luck, sent) => {
          const sandbox = frozenSandbox();
          for (let count = 0; count < sent; count += 1) await send(sandbox);
          const { fetch, seen } = handler(
            ...luck.map(
              (isTaken) => () => new Response(isTaken ? "success" : "error", { status: isTaken ? 200 : 500 }),
            ),
          );
          let delivered = 0;
          for (let waiting = 1; waiting > 0; sandbox.advance(minuteMs)) {
            const report = await sandbox.deliver(fetch);
            ({ waiting } = report);
            delivered += report.delivered;
          }
          expect(delivered).toBe(2 * sent);
          expect(seen).toHaveLength(sandbox.receipts.reduce((sum, { attempts }) => sum + attempts, 0));
          expect(new Set(sandbox.receipts.map(({ state }) => state))).toEqual(new Set(["delivered"]));
        },
      ),
      { numRuns: 50 },
    ));

  it("signs on request, as NXCLOUD's convention says, with the real time", async () => {
    const sandbox = frozenSandbox({ signReceipts: true });
    await send(sandbox);
    sandbox.advance(3_600_000);
    const { fetch, seen } = handler();
    await sandbox.deliver(fetch);
    for (const { headers, text } of seen) authenticate(headers, text, sandbox.credentials, Date.now());
  });
});

describe("reset", () => {
  it("clears receipts and journeys, also while one is posted", async () => {
    const sandbox = frozenSandbox();
    const { token } = await init(sandbox);
    await send(sandbox, { journeyToken: token });
    const { fetch } = handler(async () => {
      sandbox.reset();
      return new Response("error");
    });
    expect(await sandbox.deliver(fetch)).toEqual({ delivered: 0, failed: 1, waiting: 0 });
    sandbox.advance(8 * 86_400_000);
    expect(sandbox.receipts).toEqual([]);
  });

  it("makes the next message of a journey the one that it is charged for", async () => {
    const sandbox = frozenSandbox();
    const { token } = await init(sandbox);
    await send(sandbox, { journeyToken: token });
    sandbox.reset();
    await send(sandbox, { journeyToken: token });
    expect(statusesOf(sandbox)).toEqual(["success", "journey_acknowledged", "delivered"]);
    sandbox.advance(8 * 86_400_000);
    expect(statusesOf(sandbox).filter((status) => status === "journey_time_out")).toHaveLength(1);
  });
});

describe("reset while a webhook does not answer", () => {
  it("breaks that post, and does not make the next receipts wait for it", async () => {
    const sandbox = frozenSandbox();
    await send(sandbox);
    const hung = new Promise<unknown>((resolve) => {
      void sandbox.deliver((_url, { signal }) => {
        signal?.addEventListener("abort", resolve);
        return new Promise(() => {});
      });
    });
    sandbox.reset();
    await hung;
    await send(sandbox);
    expect(await sandbox.deliver(handler().fetch)).toEqual({ delivered: 2, failed: 0, waiting: 0 });
  });
});

describe("options", () => {
  it("that do not exist are refused by name", () => {
    const misspelt = { webHook: webhook, signReceipt: true } as object;
    expect(() => createSandbox(misspelt)).toThrow(TypeError);
    expect(() => createSandbox(misspelt)).toThrow(
      /^webHook, signReceipt: no such option, there are credentials, appKeys/,
    );
  });

  it.each<[string, object]>([
    ["credentials", { credentials: { accessKey: "a" } }],
    ["appKeys", { appKeys: [] }],
    ["appKeys", { appKeys: "sandbox-app" }],
    ["now", { now: 5 }],
    ["webhook", { webhook: 5 }],
    ["signReceipts", { signReceipts: "yes" }],
    ["receiptTimeoutMs", { receiptTimeoutMs: Number.NaN }],
  ])("that cannot work are refused by name: %s", (name, wrong) =>
    expect(() => createSandbox(wrong as never)).toThrow(new RegExp(`^${name} must be `)),
  );
});

describe("the default webhook", () => {
  it.each(["", "shop.example", "file:///etc"])("is refused where it is no URL: %j", (wrong) =>
    expect(() => createSandbox({ webhook: wrong })).toThrow("webhook must be an http(s) URL"),
  );
});
