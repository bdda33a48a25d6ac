import { createServer, type RequestListener, type Server } from "node:http";
import { gzipSync } from "node:zlib";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchKeySet } from "./fetch-key-set.ts";

const limitBytes = 256 * 1024;
const key = { kty: "OKP", crv: "Ed25519", kid: "1", x: "AAAA" };
const good = JSON.stringify({ keys: [key] });
const padding = " ".repeat(limitBytes);
const servers: Server[] = [];

/** An issuer on loopback. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  return `${(await listenOnLoopback(server)).url}/keys`;
}
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const answering =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

describe("fetchKeySet", () => {
  it("gives the keys, of exactly 256 KiB too", async () => {
    for (const body of [good, good + " ".repeat(limitBytes - good.length)])
      expect(await fetchKeySet(await serve(answering(body)))).toEqual({ keys: [key] });
  });

  it.each<[string, RequestListener, string]>([
    ["a status other than 200", answering(good, 404), "the key set's URL answered HTTP 404"],
    ["more than 256 KiB", answering(good + padding), "the key set is larger than 262144 bytes"],
    [
      "more than 256 KiB once it is unpacked",
      answering(gzipSync(good + padding), 200, { "content-encoding": "gzip" }),
      "the key set is larger than 262144 bytes",
    ],
    ["what is not JSON", answering("<html>"), "the key set is not JSON"],
    ["what is not UTF-8", answering(Buffer.from([0x7b, 0xff])), "the key set is not UTF-8"],
    ["a list", answering("[]"), "the key set has no list of keys"],
    ["null", answering("null"), "the key set has no list of keys"],
    ["no keys", answering('{"keys":[]}'), "the key set has no key that signatures could be checked with"],
    [
      "keys for other things alone",
      answering(JSON.stringify({ keys: [{ ...key, use: "enc" }, { kty: "oct", k: "AAAA" }, null] })),
      "the key set has no key that signatures could be checked with",
    ],
  ])("refuses %s", async (_, listener, why) => {
    await expect(fetchKeySet(await serve(listener))).rejects.toThrow(why);
  });

  it.each([
    [299, ""],
    [300, ", a redirect"],
    [399, ", a redirect"],
    [400, ""],
    [503, ""],
  ])("says of HTTP %i whether it is a redirect", async (status, said) => {
    const url = await serve(answering(good, status));
    await expect(fetchKeySet(url)).rejects.toThrow(new Error(`the key set's URL answered HTTP ${status}${said}`));
  });

  it("says the same where the body of another status cannot be given up", async () => {
    const body = { cancel: () => Promise.reject(new Error("it is gone")) };
    vi.stubGlobal("fetch", async () => ({ status: 500, body }));
    await expect(fetchKeySet("https://id.shop.example/keys")).rejects.toThrow("the key set's URL answered HTTP 500");
    vi.unstubAllGlobals();
  });

  it("does not follow a redirect, not even to a good key set", async () => {
    const asked: unknown[] = [];
    const url = await serve(({ url: path }, response) => {
      asked.push(path);
      response.writeHead(path === "/keys" ? 302 : 200, { location: "/moved" }).end(good);
    });
    await expect(fetchKeySet(url)).rejects.toThrow("the key set's URL answered HTTP 302, a redirect");
    expect(asked).toEqual(["/keys"]);
  });

  it("refuses what is cut off, and keeps the cause", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-length": "99" }).write("{", () => response.destroy());
    });
    await expect(fetchKeySet(url)).rejects.toMatchObject({
      message: "the key set is cut off",
      cause: expect.any(Error),
    });
  });

  it("reads no further than the limit from a server without an end, and hangs up", async () => {
    let hungUp = () => {};
    const end = new Promise<void>((resolve) => {
      hungUp = resolve;
    });
    const url = await serve((_, response) => {
      const write = () => {
        while (!response.destroyed && response.write(padding));
      };
      response.on("error", () => {});
      response.on("drain", write);
      response.on("close", hungUp);
      write();
    });
    await expect(fetchKeySet(url)).rejects.toThrow("the key set is larger than 262144 bytes");
    await end;
  });

  it.each<[string, RequestListener]>([
    ["silence", () => {}],
    [
      "a body that does not go on",
      (_, response) => void response.writeHead(200, { "content-length": "99" }).write("{"),
    ],
  ])("waits no longer than its limit for %s", async (_, listener) => {
    await expect(fetchKeySet(await serve(listener), 100)).rejects.toThrow("the key set did not come within 100 ms");
  });

  it("says that nothing could be fetched from a closed port, and keeps the cause", async () =>
    expect(fetchKeySet("http://127.0.0.1:1/keys")).rejects.toMatchObject({
      message: "the key set could not be fetched",
      cause: expect.any(Error),
    }));
});
