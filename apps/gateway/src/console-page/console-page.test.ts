import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "../config.ts";
import { type RunningGateway, startGateway } from "../server.ts";
import { lonelyVariables } from "../testing/variables.ts";
import { respondWithConsole } from "./respond.ts";

const page = "<!doctype html><title>nxzalo</title>";
const script = "console.log('xin chào');".repeat(20);
let parent: string;
let gateway: RunningGateway;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Buffer;
}

/** As it is sent, which no client changes. */
const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  new Promise<Answer>((resolve, reject) => {
    const asking = request(gateway.url, { method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          bytes: Buffer.concat(chunks),
        }),
      );
    });
    asking.on("error", reject).end();
  });

const config = gatewayConfigFromEnv({
  ...lonelyVariables,
  GATEWAY_API_KEYS: "shop:0123456789abcdef",
  SQLITE_PATH: ":memory:",
});

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "nxzalo-console-"));
  const folder = join(parent, "console");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(parent, "secret.txt"), "secret");
  await writeFile(join(folder, "index.html"), page);
  await writeFile(join(folder, "icon.svg"), "<svg/>");
  await writeFile(join(folder, "unknown.bin"), "x");
  for (const name of ["index-B1c2D3e4.js", "plain.js"]) await writeFile(join(folder, "assets", name), script);
  await writeFile(join(folder, "assets", "index-B1c2D3e4.js.br"), brotliCompressSync(script));
  await writeFile(join(folder, "assets", "index-B1c2D3e4.js.gz"), gzipSync(script));
  gateway = await startGateway(config, () => {}, { consoleFolder: folder });
});
afterAll(async () => {
  await gateway.close();
  await rm(parent, { recursive: true });
});

const hashed = "/console/assets/index-B1c2D3e4.js";

describe("the console", () => {
  it("is a page that loads from its own origin alone, and stands in no other page", async () => {
    const { status, headers, bytes } = await ask("/console/");
    expect([status, String(bytes)]).toEqual([200, page]);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-length": String(page.length),
      "cache-control": "no-cache",
      "content-security-policy":
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    });
  });

  it("is led to without its slash, too", async () => {
    const { status, headers } = await ask("/console");
    expect([status, headers["location"]]).toEqual([308, "/console/"]);
  });

  it("has files whose names change with their content, kept for ever; others are asked for again", async () => {
    expect((await ask(hashed)).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    for (const path of ["/console/icon.svg", "/console/assets/plain.js", "/console/index.html"])
      expect((await ask(path)).headers["cache-control"]).toBe("no-cache");
  });

  it.each([
    [hashed, "text/javascript; charset=utf-8"],
    ["/console/icon.svg", "image/svg+xml"],
    ["/console/unknown.bin", "application/octet-stream"],
  ])("%s is %s", async (path, type) => expect((await ask(path)).headers["content-type"]).toBe(type));

  it("is sent compressed to those who read it", async () => {
    const encodingOf = async (accepted?: string) => {
      const { headers, bytes } = await ask(hashed, accepted === undefined ? {} : { "accept-encoding": accepted });
      expect(headers["vary"]).toBe("Accept-Encoding");
      expect(headers["content-length"]).toBe(String(bytes.length));
      const encoding = headers["content-encoding"];
      const read = encoding === "br" ? brotliDecompressSync(bytes) : encoding === "gzip" ? gunzipSync(bytes) : bytes;
      expect(String(read)).toBe(script);
      return encoding;
    };
    expect(await encodingOf("gzip, deflate, br, zstd")).toBe("br");
    expect(await encodingOf("gzip;q=1.0, br;q=0")).toBe("gzip");
    expect(await encodingOf("br ; q = 0.000, GZIP ; q = 0.5")).toBe("gzip");
    expect(await encodingOf("identity")).toBeUndefined();
    expect(await encodingOf()).toBeUndefined();
  });

  it("reads a header of spaces in a time that grows with its length", () => {
    const file = {
      type: "",
      etag: "x",
      isHashed: false,
      plain: new Uint8Array(1),
      br: new Uint8Array(2),
      gz: undefined,
    };
    const headers = new Headers({ "accept-encoding": `a${" \t".repeat(100_000)}b` });
    const response = respondWithConsole(new Map([["index.html", file]]), "/console/", headers);
    expect([response?.status, response?.headers.get("content-encoding")]).toEqual([200, null]);
  });

  it("is not sent again to those who have it", async () => {
    const { headers } = await ask("/console/");
    const known = await ask("/console/", { "if-none-match": headers["etag"] ?? "" });
    expect([known.status, known.bytes.length, known.headers["etag"]]).toEqual([304, 0, headers["etag"]]);
    expect((await ask("/console/", { "if-none-match": 'W/"another"' })).status).toBe(200);
    expect((await ask("/console/icon.svg")).headers["etag"]).not.toBe(headers["etag"]);
  });

  it.each(["/console", "/console/", hashed])("takes no other method: %s", async (path) => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const { status, headers, bytes } = await ask(path, {}, method);
      expect([method, status, headers["allow"]]).toEqual([method, 405, "GET, HEAD"]);
      expect(JSON.parse(String(bytes))).toMatchObject({ code: "method_not_allowed" });
    }
    expect((await ask("/console/nothing", {}, "POST")).status).toBe(404);
  });

  it("is asked for by HEAD, too", async () => {
    const { status, headers, bytes } = await ask(hashed, {}, "HEAD");
    expect([status, bytes.length, headers["content-type"]]).toEqual([200, 0, "text/javascript; charset=utf-8"]);
  });

  it.each([
    "/console/../secret.txt",
    "/console/..%2fsecret.txt",
    "/console/%2e%2e/secret.txt",
    "/console/..\\secret.txt",
    "/console//etc/passwd",
    "/console/assets/",
    "/console/assets",
    "/console/none.js",
    "/console/index.html%00.js",
    "/console/__proto__",
  ])("has nothing at %s", async (path) => {
    const { status, bytes } = await ask(path);
    expect(status).toBe(404);
    expect(String(bytes)).toContain("route_not_found");
  });

  it("takes nothing but reading", async () => {
    expect((await ask("/console/", {}, "POST")).status).toBe(405);
    expect((await ask("/console/session")).status).toBe(405);
  });

  it("is not there in a gateway without one", async () => {
    const bare = await startGateway(config, () => {}, { consoleFolder: join(parent, "none") });
    const { status } = await fetch(`${bare.url}/console/`);
    await bare.close();
    expect(status).toBe(404);
  });
});
