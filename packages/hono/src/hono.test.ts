import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createNxZalo } from "@nxzalo/core";
import { bearerKeys, createProxy, type ProxyOptions, type ProxyReport, proxyConfigFromEnv } from "@nxzalo/proxy";
import { openApi } from "@nxzalo/proxy/openapi";
import { createSandbox } from "@nxzalo/sandbox";
import fc from "fast-check";
import { type ExecutionContext, Hono } from "hono";
import { failureOf } from "nxzalo-testing/failure-of";
import { afterAll, describe, expect, it, vi } from "vitest";
import { createHonoProxy } from "./index.ts";

const key = "0123456789abcdef";
const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const { apiKeys } = proxyConfigFromEnv({ GATEWAY_API_KEYS: `shop:${key}` });
const { credentials, appKey, fetch: sandboxFetch } = createSandbox();
const client = createNxZalo({ credentials, appKey, fetch: sandboxFetch });

const proxyAt = (basePath: string, more: Partial<ProxyOptions> = {}) =>
  createProxy({
    client,
    authorize: bearerKeys(apiKeys),
    corsOrigins: ["https://shop.example"],
    receipts: { keys: [receiptKey], onReceipt: () => {} },
    openApi,
    basePath,
    ...more,
  });

/** A shop's own app, with the proxy below a path of its own. */
function shop(mounting: "route" | "mount", basePath: string, onReport: (report: ProxyReport) => void) {
  const app = new Hono();
  app.get("/", (context) => context.text("the shop"));
  app.get(`${basePath}/prices`, (context) => context.text("beside it"));
  const nested = createHonoProxy({ proxy: proxyAt(basePath, { onReport }) });
  if (mounting === "route") app.route(basePath, nested);
  else app.mount(basePath, nested.fetch);
  app.get("/after", (context) => context.text("after it"));
  app.notFound((context) => context.text("the shop's own 404", 404));
  return app;
}

const parcel = {
  method: "POST",
  headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  body: JSON.stringify({ phone: "84912345678", tokenType: "token_coach_bus_7" }),
};

const servers: Server[] = [];
afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

/** The app on a port, by the server of `@hono/node-server`. */
async function serveOnNode(app: Hono): Promise<string> {
  const server = await new Promise<Server>((resolve) => {
    const started: Server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () =>
      resolve(started),
    ) as Server;
  });
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.each(["route", "mount"] as const)("by app.%s()", (mounting) => {
  describe.each(["app.request", "a Node server"])("through %s", (way) => {
    describe.each(["/zalo", "/a/b"])("at %s", (basePath) => {
      const reports: ProxyReport[] = [];
      const app = shop(mounting, basePath, (report) => reports.push(report));
      const url = way === "app.request" ? undefined : serveOnNode(app);
      const ask = async (path: string, init: RequestInit = {}) =>
        url === undefined ? app.request(path, init) : fetch(`${await url}${path}`, init);

      it("a token comes back, and the request is reported by its pattern", async () => {
        const response = await ask(`${basePath}/v1/journeys`, parcel);
        expect(response.status).toBe(201);
        expect(await response.json()).toMatchObject({ phone: "84912345678" });
        expect(reports.at(-1)).toMatchObject({ route: "/v1/journeys", status: 201, caller: "shop" });
        expect(reports.at(-1)?.durationMs).toBeGreaterThanOrEqual(0);
      });

      it("own routes beside it, before and after, are served", async () => {
        for (const [path, text] of [
          ["/", "the shop"],
          [`${basePath}/prices`, "beside it"],
          ["/after", "after it"],
        ] as const)
          expect(await (await ask(path)).text()).toBe(text);
      });

      it("methods are the protocol's: HEAD, a preflight, 405 with Allow", async () => {
        const head = await ask(`${basePath}/healthz`, { method: "HEAD" });
        expect([head.status, await head.text()]).toEqual([200, ""]);
        const headers = { origin: "https://shop.example", "access-control-request-method": "POST" };
        const preflight = await ask(`${basePath}/v1/journeys`, { method: "OPTIONS", headers });
        expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([
          204,
          "https://shop.example",
        ]);
        const refused = await ask(`${basePath}/v1/journeys`, { method: "DELETE" });
        expect([refused.status, refused.headers.get("allow")]).toEqual([405, "POST"]);
        expect(await refused.json()).toMatchObject({ code: "method_not_allowed" });
      });

      it("the refusal of a body far over its limit is read, every time", async () => {
        const body = new Uint8Array(5_000_000);
        for (let round = 0; round < 5; round++) {
          const refused = await ask(`${basePath}/v1/journeys`, { ...parcel, body });
          expect([refused.status, await refused.json()]).toMatchObject([413, { code: "body_too_large" }]);
        }
      });

      it("parts of the path reach the proxy", async () => {
        const body = JSON.stringify({ status: "journey_time_out", journeyId: "1" });
        const take = (part: string) => ask(`${basePath}/v1/receipts/${part}`, { method: "POST", body });
        expect(await (await take(receiptKey)).text()).toBe("success");
        expect((await take(`${receiptKey}x`)).status).toBe(404);
      });

      it("the document names where it is mounted", async () =>
        expect(await (await ask(`${basePath}/openapi.json`)).json()).toMatchObject({ servers: [{ url: basePath }] }));

      it("an unknown path below it", async () => {
        const response = await ask(`${basePath}/nowhere`);
        expect(response.status).toBe(404);
        const text = await response.text();
        if (mounting === "route") expect(text).toBe("the shop's own 404");
        else expect(JSON.parse(text)).toMatchObject({ code: "route_not_found" });
      });
    });
  });
});

describe("by itself", () => {
  const app = createHonoProxy({ proxy: proxyAt("") });

  it("has one route for each path of the protocol", () => {
    const { paths } = proxyAt("");
    expect(paths.length).toBeGreaterThan(5);
    expect(app.routes.map(({ path }) => path)).toEqual(paths);
  });

  it("responds 404 as a problem", async () => {
    const response = await app.request("/nowhere");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "route_not_found" });
  });

  it("reads every path as the proxy does", async () => {
    const reports: string[] = [];
    const proxy = proxyAt("", { onReport: ({ route, status }) => void reports.push(`${status} ${route}`) });
    const mounted = createHonoProxy({ proxy });
    const letters = ["v1", "journeys", "%76%31", "j%6Furneys", "42", "%34"];
    const part = fc.oneof(
      fc.constantFrom(...letters, "", ".", "..", "%2e", "%2F", "%", "%FF", "%25"),
      fc.string({ unit: fc.constantFrom(..."v1%2F5/.;é ?#\\") }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        const url = new URL(`http://shop.example/${parts.join("/")}`);
        await mounted.request(url);
        await proxy({ method: "GET", path: url.pathname, headers: new Headers(), body: null });
        const [mountedReport, ownReport] = reports.splice(0);
        expect(mountedReport, url.pathname).toBe(ownReport);
      }),
    );
  });

  it("hands on the bindings of a Worker", async () => {
    const authorize = vi.fn(() => null);
    const bound = createHonoProxy({ proxy: proxyAt("", { authorize }) });
    await bound.request("/v1/journeys", parcel, { BINDING: "value" });
    expect(authorize).toHaveBeenCalledWith(expect.objectContaining({ env: { BINDING: "value" } }));
  });

  it("outlives the caller where the runtime lets it, as Workers do", async () => {
    const waitUntil = vi.fn((_: Promise<unknown>) => {});
    const context = { waitUntil, passThroughOnException: () => {} } as unknown as ExecutionContext;
    const mounted = new Hono().mount("/zalo", app.fetch).route("/route", app);
    for (const path of ["/zalo/v1/journeys", "/route/v1/journeys"]) {
      const response = await mounted.request(path, parcel, {}, context);
      expect([path, response.status]).toEqual([path, 201]);
      expect(await waitUntil.mock.lastCall?.[0]).toMatchObject({ status: 201 });
    }
    expect(waitUntil).toHaveBeenCalledTimes(2);
  });

  it("refuses an option that does not exist, by name", async () => {
    const misspelt = { proxy: proxyAt(""), logger: () => {} };
    expect((await failureOf(() => createHonoProxy(misspelt))).issues).toMatchObject([{ path: ["logger"] }]);
  });

  it.each<[string, object]>([
    ["proxy", {}],
    ["proxy", { proxy: () => {} }],
    ["adapter", { proxy: proxyAt(""), adapter: {} }],
  ])("refuses a wrong %s by name", async (name, wrong) =>
    expect((await failureOf(() => createHonoProxy(wrong as never))).issues).toMatchObject([{ path: [name] }]),
  );
});
