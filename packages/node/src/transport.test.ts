import { once } from "node:events";
import { createServer } from "node:net";
import { isNxZaloError, TransportFailure } from "@nxzalo/core";
import { afterEach, describe, expect, it } from "vitest";
import { type RawRequest, type RawServer, replyText, serveRaw } from "../test/raw-server.ts";
import type { TransportLimits } from "./options.ts";
import { type ClosableTransport, createUndiciTransport } from "./transport.ts";

const limits: TransportLimits = {
  connections: 4,
  queueLimit: 100,
  connectTimeoutMs: 1_000,
  headersTimeoutMs: 60_000,
  bodyTimeoutMs: 60_000,
};
const closing: { close(): Promise<void> }[] = [];
afterEach(async () => void (await Promise.all(closing.splice(0).map((one) => one.close()))));

function closeLater<T extends { close(): Promise<void> }>(one: T): T {
  closing.push(one);
  return one;
}

const serve = async (...handlers: Parameters<typeof serveRaw>) => closeLater(await serveRaw(...handlers));
const transportWith = (more: Partial<TransportLimits> = {}) =>
  closeLater(createUndiciTransport({ ...limits, ...more }));

const answer = ({ socket, index }: RawRequest) => void socket.write(replyText(`{"index":${index}}`));

interface Made {
  readonly body?: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly beginWithinMs?: number;
}

const begin = (
  { send }: ClosableTransport,
  { url }: Pick<RawServer, "url">,
  { body = "{}", signal = new AbortController().signal, ...times }: Made = {},
) =>
  send({ url: `${url}/v1`, headers: { "content-type": "application/json", accessKey: "k" }, body, signal, ...times });

async function textOf({ body }: Awaited<ReturnType<typeof begin>>): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** What a failure says of the request: false only where nothing was sent. */
async function sentOf(promise: Promise<unknown>): Promise<boolean | string> {
  const error = await promise.then(
    () => "no error",
    (reason: unknown) => reason,
  );
  if (error instanceof TransportFailure) return error.sent;
  return isNxZaloError(error) ? error.outcome : String(error);
}

describe("one request", () => {
  it("is posted as it was signed, and its reply comes as it is", async () => {
    const server = await serve(({ socket }) =>
      socket.write(replyText("xin chào", { status: "201 Created", headers: "retry-after: 7\r\nx-a: 1\r\nx-a: 2\r\n" })),
    );
    const reply = await begin(transportWith(), server, { body: '{"name":"Đơn hàng 🚚"}' });
    expect(reply.status).toBe(201);
    expect(["Retry-After", "x-a", "constructor"].map((name) => reply.headers.get(name))).toEqual(["7", "1, 2", null]);
    expect(await textOf(reply)).toBe("xin chào");
    const [head = "", body = ""] = server.requests[0]?.split("\r\n\r\n") ?? [];
    expect(head).toMatch(/^POST \/v1 HTTP\/1\.1\r\n/);
    expect(head).toContain("accessKey: k\r\n");
    expect(head).toContain("accept-encoding: identity");
    expect(Buffer.from(body, "latin1").toString()).toBe('{"name":"Đơn hàng 🚚"}');
  });

  it("is not redirected", async () => {
    const elsewhere = await serve(answer);
    const redirect = replyText("", { status: "307 Temporary Redirect", headers: `location: ${elsewhere.url}\r\n` });
    const server = await serve(({ socket }) => socket.write(redirect));
    const reply = await begin(transportWith(), server);
    expect([reply.status, await textOf(reply), elsewhere.accepted]).toEqual([307, "", 0]);
  });

  it("takes 103 for no reply", async () => {
    const server = await serve((request) => {
      request.socket.write("HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n");
      answer(request);
    });
    expect(await textOf(await begin(transportWith(), server))).toBe('{"index":0}');
  });

  it("reads a large reply no faster than it is wanted", async () => {
    const server = await serve(({ socket }) => socket.write(replyText("x".repeat(3_000_000))));
    const reply = await begin(transportWith(), server);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await textOf(reply)).toHaveLength(3_000_000);
  });

  it("gives a short reply in one piece, also where it comes in two", async () => {
    const text = replyText("x".repeat(600));
    const server = await serve(({ socket }) => {
      socket.write(text.slice(0, -300));
      setTimeout(() => socket.write(text.slice(-300)), 5);
    });
    const reply = await begin(transportWith(), server);
    expect(reply.body).toBeInstanceOf(Uint8Array);
    expect(await textOf(reply)).toBe("x".repeat(600));
  });

  it("gives what came of a short reply that is cut off, and then what cut it off", async () => {
    const server = await serve(({ socket }) => void socket.end(replyText("x".repeat(600)).slice(0, -300)));
    const { body } = await begin(transportWith(), server);
    const chunks: unknown[] = [];
    const read = async () => {
      for await (const chunk of body) chunks.push(chunk);
    };
    await expect(read()).rejects.toMatchObject({ code: "UND_ERR_SOCKET" });
    expect(Buffer.concat(chunks as Buffer[]).toString()).toBe("x".repeat(300));
  });

  it("breaks the connection where the rest of the reply is not wanted", async () => {
    const server = await serve(({ socket }) => socket.write(replyText("x".repeat(3_000_000))));
    const transport = transportWith({ connections: 1 });
    const stopReading = async () => {
      for await (const _ of (await begin(transport, server)).body) break;
    };
    await stopReading();
    await expect.poll(() => server.open).toBe(0);
    // Its slot is free again.
    await stopReading();
  });
});

async function turns(count: number): Promise<string> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return `nothing in ${count} turns`;
}

describe("whether it was sent", () => {
  it("a connection that is refused: no", async () => {
    const server = await serveRaw(answer);
    await server.close();
    expect(await sentOf(begin(transportWith(), server))).toBe(false);
  });

  it("a name that does not exist: no", async () =>
    expect(await sentOf(begin(transportWith(), { url: "http://nothing.invalid" }))).toBe(false));

  it("a connection that takes too long to stand: no", async () => {
    // A full backlog: the kernel leaves the next one waiting. TLS never answered is the same, and works everywhere.
    const silent = closeLater(await serveRaw(() => {}));
    const transport = transportWith({ connectTimeoutMs: 200 });
    expect(await sentOf(begin(transport, { url: silent.url.replace("http:", "https:") }))).toBe(false);
  });

  it.each(["before the first byte", "after the whole request"])("a connection closed %s: maybe", async (when) => {
    const hangUp = (socket: RawRequest["socket"]) => void socket.destroy();
    const server = when.startsWith("before")
      ? await serve(() => {}, hangUp)
      : await serve(({ socket }) => hangUp(socket));
    expect(await sentOf(begin(transportWith(), server))).toBe(true);
  });

  it("a reset: maybe", async () => {
    const server = await serve(({ socket }) => void socket.resetAndDestroy());
    expect(await sentOf(begin(transportWith(), server))).toBe(true);
  });

  it("an abort while the headers stall: maybe, and at once", async () => {
    const server = await serve(() => {});
    const controller = new AbortController();
    const call = sentOf(begin(transportWith(), server, { signal: controller.signal }));
    await expect.poll(() => server.requests).toHaveLength(1);
    controller.abort();
    expect(await call).toBe(true);
    await expect.poll(() => server.open).toBe(0);
  });

  it("an abort while the connection is made: no, at once, and it is not sent later", async () => {
    const server = createServer({ pauseOnConnect: true }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const controller = new AbortController();
    const call = sentOf(begin(transportWith(), { url: `https://127.0.0.1:${port}` }, { signal: controller.signal }));
    await once(server, "connection");
    controller.abort();
    // Turns of the event loop, and not time, which a busy machine takes too.
    expect(await Promise.race([call, turns(100)])).toBe(false);
    server.close();
  });

  it("headers that never come: maybe", async () => {
    const server = await serve(() => {});
    expect(await sentOf(begin(transportWith({ headersTimeoutMs: 100 }), server))).toBe(true);
  });

  it("garbage for a reply: maybe", async () => {
    const server = await serve(({ socket }) => void socket.write("SSH-2.0-OpenSSH_9.6\r\n\r\n"));
    expect(await sentOf(begin(transportWith(), server))).toBe(true);
  });
});

describe.each([1_000, 100_000])("a body of %d bytes that breaks", (length) => {
  const half = replyText("x".repeat(length)).slice(0, 200);

  it("by an end: the reading fails", async () => {
    const server = await serve(({ socket }) => void socket.end(half));
    await expect(textOf(await begin(transportWith(), server))).rejects.toThrow();
  });

  it("by a stall: an abort ends it", async () => {
    const controller = new AbortController();
    const abort = () => controller.abort(new Error("enough"));
    const server = await serve(({ socket }) => {
      socket.write(half);
      // However busy the machine is, what was written has been read before.
      setTimeout(() => setImmediate(() => setImmediate(abort)), 50);
    });
    const reply = begin(transportWith(), server, { signal: controller.signal });
    await expect(reply.then(textOf)).rejects.toThrow("enough");
    await expect.poll(() => server.open).toBe(0);
  });

  it("by a stall: the net under it ends it", async () => {
    const server = await serve(({ socket }) => void socket.write(half));
    await expect(textOf(await begin(transportWith({ bodyTimeoutMs: 100 }), server))).rejects.toThrow();
  });
});

describe("connections", () => {
  it("are used again", async () => {
    const server = await serve(answer);
    const transport = transportWith();
    for (let index = 0; index < 50; index += 1) await textOf(await begin(transport, server));
    // Two, because undici frees one only a moment after the reply has ended.
    expect(server.accepted).toBeLessThanOrEqual(2);
  });

  it("64 calls at once on 4 of them are served in the order they came", async () => {
    const server = await serve((request) => void setTimeout(() => answer(request), 5));
    const transport = transportWith();
    const calls = Array.from({ length: 64 }, async (_, index) =>
      textOf(await begin(transport, server, { body: `#${index}#` })),
    );
    await Promise.all(calls);
    expect(server.accepted).toBe(4);
    const order = server.requests.map((request) => Number(/#(\d+)#/.exec(request)?.[1]));
    // Four at a time are on their way, so that neighbours may swap, but none waits for long.
    for (const [at, index] of order.entries()) expect(Math.abs(at - index)).toBeLessThan(4);
  });

  it("survive a server that closes each one", async () => {
    const server = await serve(({ socket }) => void socket.end(replyText("{}", { headers: "connection: close\r\n" })));
    const transport = transportWith({ connections: 2 });
    const texts = await Promise.all(Array.from({ length: 20 }, async () => textOf(await begin(transport, server))));
    expect(texts).toHaveLength(20);
    expect(server.accepted).toBe(20);
  });
});

describe("the line before the connections", () => {
  const stalled = async (more: Partial<TransportLimits>) => {
    const server = await serve(() => {});
    const transport = transportWith({ connections: 1, ...more });
    const stop = new AbortController();
    const first = sentOf(begin(transport, server, { signal: stop.signal }));
    await expect.poll(() => server.requests).toHaveLength(1);
    return { server, transport, first, stop };
  };

  it("refuses at once what is too much, as not sent and worth another try", async () => {
    const { server, transport, first, stop } = await stalled({ queueLimit: 1 });
    const waiting = sentOf(begin(transport, server, { signal: stop.signal }));
    await expect(begin(transport, server)).rejects.toMatchObject({ outcome: "not_sent", retryable: true });
    stop.abort();
    expect([await first, await waiting]).toEqual([true, false]);
  });

  it.each([
    ["half of its time", { timeoutMs: 40 }],
    ["as long as it may before it begins", { timeoutMs: 60_000, beginWithinMs: 20 }],
  ])("refuses what has waited for %s, as not sent and worth another try", async (_, times) => {
    const { server, transport, stop } = await stalled({});
    const waiting = begin(transport, server, times);
    await expect(waiting).rejects.toMatchObject({ code: "network_error", outcome: "not_sent", retryable: true });
    expect(server.requests).toHaveLength(1);
    stop.abort();
  });

  it("ends at once with an abort, as not sent", async () => {
    const { server, transport, stop } = await stalled({});
    const controller = new AbortController();
    const waiting = sentOf(begin(transport, server, { signal: controller.signal }));
    controller.abort();
    expect(await waiting).toBe(false);
    expect(server.requests).toHaveLength(1);
    stop.abort();
  });

  it("is refused by close(), which waits for what is in flight", async () => {
    let release = () => {};
    const server = await serve((request) => {
      release = () => answer(request);
    });
    const transport = transportWith({ connections: 1 });
    const first = begin(transport, server).then(textOf);
    await expect.poll(() => server.requests).toHaveLength(1);
    const waiting = begin(transport, server);
    let isClosed = false;
    const closed = transport.close().then(() => {
      isClosed = true;
    });
    await expect(waiting).rejects.toMatchObject({ outcome: "not_sent", retryable: false });
    expect(isClosed).toBe(false);
    release();
    expect(await first).toBe('{"index":0}');
    await closed;
    await expect.poll(() => server.open).toBe(0);
    await expect(begin(transport, server)).rejects.toMatchObject({ kind: "transport", outcome: "not_sent" });
    await transport.close();
  });

  it("a close() in the moment between the line and the connection sends nothing", async () => {
    const server = await serve(answer);
    const transport = transportWith();
    const call = sentOf(begin(transport, server));
    await transport.close();
    expect(await call).toBe(false);
    expect(server.requests).toHaveLength(0);
  });
});
