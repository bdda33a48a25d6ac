import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { NxZaloProxy } from "@nxzalo/proxy";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { expect, it, onTestFinished, vi } from "vitest";
import { createApp } from "./app.ts";
import { createHttpServer } from "./http-server.ts";
import { limitsFor } from "./timeouts.ts";

const failing = (message: string) => Promise.reject(new RangeError(message));
const proxy: NxZaloProxy = Object.assign(() => failing("about 84912345678"), { paths: ["/v1/journeys"] });

/** What is served and logged where everything has a bug. */
async function serveBugs() {
  const lines: object[] = [];
  const app = createApp({ proxy, docs: () => failing("about 84912345678") });
  const { server } = createHttpServer({ app, proxy }, limitsFor(5_000), (line) => lines.push(line));
  onTestFinished(() => void server.close());
  return { lines, url: (await listenOnLoopback(server)).url };
}

it.each(["/docs", "/v1/journeys?page=2", "/elsewhere"])(
  "a bug behind %s is answered 500, and is one line of the log by the answer's id, without its words",
  async (path) => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => void printed.mockRestore());
    const { lines, url } = await serveBugs();
    const response = await fetch(url + path);
    expect([response.status, await response.text()]).toEqual([500, ""]);
    const httpRequestId = response.headers.get("x-request-id");
    expect(lines).toMatchObject([{ level: "error", httpRequestId, error: { name: "RangeError" } }]);
    expect(httpRequestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(lines)).not.toContain("84912345678");
    expect(printed).not.toHaveBeenCalled();
  },
);

it("a bug of the proxy's own ends the connection, and is one line of the log", async () => {
  const { lines, url } = await serveBugs();
  await expect(fetch(`${url}/v1/journeys`)).rejects.toThrow();
  expect(lines).toMatchObject([{ level: "error", httpRequestId: expect.any(String), error: { name: "RangeError" } }]);
});

/** Answers each request with its own body, slower the longer that is. */
const echo = Object.assign(
  async ({ readWhole, method }: Parameters<NxZaloProxy>[0]) => {
    // As the proxy, which looks at the headers first: what has come by then waits to be read.
    await Promise.resolve();
    const body = Buffer.from((await readWhole?.()) ?? []).toString();
    await delay(body.length);
    const report = {
      method,
      route: "/v1/journeys",
      status: 200,
      httpRequestId: "",
      durationMs: 0,
      level: "info" as const,
    };
    return { status: 200, headers: { "content-type": "text/plain" }, body, report };
  },
  { paths: ["/v1/journeys"] },
);

const requestOf = (body: string) =>
  `POST /v1/journeys HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** The bodies that come back on one connection, to which these pieces are written. */
async function bodiesOf(pieces: readonly (string | Uint8Array)[], count: number): Promise<string[]> {
  const { server } = createHttpServer({ app: createApp({ proxy: echo }), proxy: echo }, limitsFor(5_000), () => {});
  onTestFinished(() => void server.close());
  const { port } = await listenOnLoopback(server);
  const socket = connect(port, "127.0.0.1").setNoDelay(true).setEncoding("utf8");
  onTestFinished(() => void socket.destroy());
  let text = "";
  const bodies = () =>
    [...text.matchAll(/content-length: (\d+)\r\n(?:.+\r\n)*\r\n/g)].map(({ 0: head, 1: length, index }) =>
      Buffer.from(text.slice(index + head.length))
        .subarray(0, Number(length))
        .toString(),
    );
  socket.on("data", (chunk) => (text += chunk));
  for (const piece of pieces) {
    socket.write(piece);
    await delay(30);
  }
  while (bodies().length < count) await once(socket, "data");
  return bodies();
}

const vietnamese = "đơn hàng của chị Hạnh";

it.each([
  ["comes with its headers", vietnamese, [requestOf(vietnamese)]],
  ["comes behind them", vietnamese, [requestOf(vietnamese).slice(0, -vietnamese.length), vietnamese]],
  [
    "comes in pieces, one of them half a letter",
    vietnamese,
    [Buffer.from(requestOf(vietnamese)).subarray(0, -27), Buffer.from(vietnamese).subarray(-27)],
  ],
  ["is empty", "", [requestOf("")]],
])("a body that %s is read whole, and answered whole", async (_, body, pieces) => {
  expect(await bodiesOf(pieces, 1)).toEqual([body]);
});

it("requests that are sent at once are answered in their order, each with all of its body", async () => {
  const bodies = ["x".repeat(80), vietnamese, "z"];
  expect(await bodiesOf([bodies.map(requestOf).join("")], 3)).toEqual(bodies);
});
