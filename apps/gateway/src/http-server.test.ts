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
