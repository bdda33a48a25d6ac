import type { SessionService } from "@nxzalo/core/journeys";
import { describe, expect, it, vi } from "vitest";
import type { ProxyOptions } from "../options.ts";
import { callProxy, type TestRequest } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";
import { roles } from "./roles.ts";

const secret = "0f5a".repeat(16);
const expiresAt = new Date(Date.UTC(2026, 0, 2, 12));
const now = () => expiresAt.getTime() - 12 * 3_600_000;
const cookie = `nxzalo-0123abcd=${secret}`;
const home = { host: "127.0.0.1:8787", origin: "http://127.0.0.1:8787" };

const sessionsWith = (more: Partial<SessionService> = {}): SessionService => ({
  ...createTestJourneys().sessions,
  begin: async (token) => (token === "good" ? { token: secret, name: "Lan", role: "agent", expiresAt } : undefined),
  find: async (token) => (token === secret ? { name: "Lan", role: "agent", expiresAt } : undefined),
  ...more,
});
const ask = (request: TestRequest, options: Partial<ProxyOptions> = {}, sessions: SessionService = sessionsWith()) =>
  callProxy(request, { authorize: () => null, journeys: createTestJourneys({ sessions }), now, ...options });
const search = (headers: Record<string, string>, options?: Partial<ProxyOptions>) =>
  ask({ path: "/v1/messages/search", body: {}, headers: { host: home.host, cookie, ...headers } }, options);

describe("signing in", () => {
  const signIn = (headers: Record<string, string>, token = "good", options: Partial<ProxyOptions> = {}) =>
    ask({ path: "/console/session", body: { token }, headers }, options);
  const cookieOf = async (...given: Parameters<typeof signIn>) => (await signIn(...given)).headers["set-cookie"];

  it("sets a cookie that only https and the page's own host have, for as long as the session", async () =>
    expect(await cookieOf({ host: "zalo.example", origin: "https://zalo.example" })).toBe(
      `__Host-nxzalo-0123abcd=${secret}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure`,
    ));

  it.each([
    [{}, true],
    [{ host: "zalo.example" }, true],
    [{ host: "10.0.0.5:8787", origin: "http://10.0.0.5:8787" }, true],
    [{ host: "127.0.0.1:8787", origin: "https://zalo.example", "sec-fetch-site": "same-origin" }, true],
    [{ host: "127.0.0.1:8787", "x-forwarded-proto": "https" }, true],
    [{ host: "127.0.0.1.evil.example" }, true],
    [home, false],
    [{ host: "LocalHost:8787" }, false],
    [{ ...home, origin: "null", "sec-fetch-site": "same-origin" }, false],
    [{ host: "[::1]:8787", origin: "http://[::1]:8787" }, false],
  ])("%j: is it Secure? %j", async (headers, isSecure) => {
    const set = (await cookieOf(headers)) ?? "";
    expect([set.endsWith("; Secure"), set.startsWith("__Host-")]).toEqual([isSecure, isSecure]);
  });

  it("is answered with nothing but the cookie, and not kept", async () => {
    const { status, body, headers } = await signIn(home);
    expect({ status, body }).toEqual({ status: 204, body: "" });
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("is refused by a link that is not good", async () => {
    const { status, json, headers } = await signIn(home, "bad");
    expect([status, headers["www-authenticate"]]).toEqual([401, "Bearer"]);
    expect(json).toMatchObject({
      code: "unauthorized",
      outcome: "not_sent",
      hint: expect.stringContaining("new link"),
    });
  });

  it("reads no more than a link needs, which anyone may send", async () => {
    const begin = vi.fn(async () => undefined);
    const sized = async (length: number) => {
      const body = `{"token":"${"x".repeat(length - 12)}"}`;
      return (await ask({ path: "/console/session", body, headers: home }, {}, sessionsWith({ begin }))).status;
    };
    expect([await sized(4_096), await sized(4_097), await sized(1_000_000)]).toEqual([401, 413, 413]);
    expect(begin).toHaveBeenCalledOnce();
  });

  it.each([
    { host: "zalo.example", origin: "https://evil.example" },
    { host: "zalo.example", origin: "null" },
    { host: "zalo.example", origin: "https://zalo.example", "sec-fetch-site": "cross-site" },
    { host: "zalo.example", "sec-fetch-site": "same-site" },
  ])("is refused from another page: %j", async (headers) => {
    const { status, json } = await signIn(headers);
    expect([status, json]).toEqual([403, expect.objectContaining({ code: "forbidden" })]);
  });

  it("knows its own page by PUBLIC_URL, too, where a proxy in front writes another host", async () => {
    const headers = { host: "gateway:8787", origin: "https://zalo.example" };
    expect((await signIn(headers)).status).toBe(403);
    expect((await signIn(headers, "good", { publicUrl: "https://zalo.example" })).status).toBe(204);
  });
});

describe("a session", () => {
  it("is a caller by the person's name, with the scopes of the role", async () => {
    const { json } = await ask({ path: "/v1/me", headers: { host: home.host, cookie } });
    const session = { name: "Lan", role: "agent", expiresAt: expiresAt.toISOString() };
    expect(json).toEqual({ caller: "Lan", scopes: roles.agent, apps: ["default"], session });
  });

  it.each([
    ["agent", ["send", "read", "people"]],
    ["lead", ["send", "read", "people", "admin"]],
    ["bookkeeper", ["read"]],
    ["developer", ["send", "tokens", "read"]],
  ])("of role %s may %j, and no more", async (role, scopes) => {
    const sessions = sessionsWith({ find: async () => ({ name: "Lan", role, expiresAt }) });
    const { json } = await ask({ path: "/v1/me", headers: { host: home.host, cookie } }, {}, sessions);
    expect(json).toMatchObject({ scopes });
  });

  it("may not do what its role may not", async () => {
    const headers = { ...home, cookie };
    const { status, json } = await ask({ path: "/v1/audit/search", body: {}, headers });
    expect([status, json]).toEqual([403, expect.objectContaining({ detail: "This needs the scope `admin`" })]);
  });

  it.each([
    ["of another instance", `nxzalo-ffffffff=${secret}`],
    ["with another secret", `nxzalo-0123abcd=${"d".repeat(64)}`],
    ["that is none", "nxzalo-0123abcd=x; theme=dark"],
  ])("is none by a cookie %s", async (_, other) =>
    expect((await ask({ path: "/v1/me", headers: { host: home.host, cookie: other } })).status).toBe(401),
  );

  it.each([
    ["that is no secret", { host: home.host, cookie: `nxzalo-0123abcd=${"x".repeat(5_000)}` }],
    ["of another instance", { host: home.host, cookie: `nxzalo-ffffffff=${secret}` }],
    ["without a host", { cookie }],
  ])("is not looked for by a cookie %s", async (_, headers) => {
    const find = vi.fn(async () => undefined);
    expect((await ask({ path: "/v1/me", headers }, {}, sessionsWith({ find }))).status).toBe(401);
    expect(find).not.toHaveBeenCalled();
  });

  it("is none with a role that is not known any more", async () => {
    const sessions = sessionsWith({ find: async () => ({ name: "Lan", role: "root", expiresAt }) });
    expect((await ask({ path: "/v1/me", headers: { host: home.host, cookie } }, {}, sessions)).status).toBe(401);
  });

  it("over https is taken by the cookie alone that only https can set", async () => {
    const headers = { host: "zalo.example", origin: "https://zalo.example" };
    expect((await ask({ path: "/v1/me", headers: { ...headers, cookie } })).status).toBe(401);
    expect((await ask({ path: "/v1/me", headers: { ...headers, cookie: `a=b; __Host-${cookie}` } })).status).toBe(200);
  });

  it("is over once its name is the name of a key, and no link of that name begins one", async () => {
    const authorize = Object.assign(() => null, {
      hasCaller: (name: string, env: unknown) => env === "new" && name === "Lan",
    });
    const headers = { ...home, cookie };
    const status = async (request: Pick<TestRequest, "path" | "body">, env: string) => {
      const response = await ask({ ...request, headers, env }, { authorize });
      if (response.status === 401) {
        expect(response.headers["www-authenticate"]).toBe("Bearer");
        expect(response.json).toMatchObject({ outcome: "not_sent", hint: expect.stringContaining("another name") });
        expect(response.report.cause).toContain("by the name of a key");
      }
      return [response.status, (response.json as { code?: string } | undefined)?.code, response.headers["set-cookie"]];
    };
    expect(await status({ path: "/v1/messages/search", body: {} }, "old")).toEqual([200, undefined, undefined]);
    expect(await status({ path: "/v1/messages/search", body: {} }, "new")).toEqual([401, "unauthorized", undefined]);
    const signIn = { path: "/console/session", body: { token: "good" } };
    expect(await status(signIn, "old")).toEqual([204, undefined, expect.any(String)]);
    expect(await status(signIn, "new")).toEqual([401, "unauthorized", undefined]);
  });

  it("does not speak where a key does, and the store is not asked without a cookie", async () => {
    const find = vi.fn(async () => undefined);
    const journeys = createTestJourneys({ sessions: sessionsWith({ find }) });
    const headers = { host: home.host, cookie, authorization: "Bearer 0123456789abcdef" };
    for (const given of [headers, { host: home.host }]) {
      const { json } = await callProxy({ path: "/v1/me", headers: given }, { journeys });
      expect(json).toMatchObject({ caller: "shop" });
    }
    expect(find).not.toHaveBeenCalled();
  });

  it("acts from its own page", async () => {
    for (const headers of [home, { "sec-fetch-site": "same-origin" }, { ...home, "sec-fetch-site": "same-origin" }])
      expect((await search(headers)).status).toBe(200);
  });

  it.each([
    { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:9999" },
    { "sec-fetch-site": "none" },
    { origin: "https://evil.example" },
    { origin: "http://127.0.0.1:9999" },
    { origin: "null" },
    {},
    { ...home, "content-type": "text/plain" },
    { ...home, "content-type": "text/plain; application/json" },
    { ...home, "content-type": "" },
  ])("acts from no other one, nor as a form does: %j", async (headers) => {
    for (const corsOrigins of [[], ["*"], ["https://evil.example", "http://127.0.0.1:9999"]]) {
      const { status, json } = await search(headers, { corsOrigins });
      expect([status, json]).toEqual([403, expect.objectContaining({ code: "forbidden", outcome: "not_sent" })]);
    }
  });

  it("deletes from its own page, which sends no JSON then", async () => {
    const erase = async (headers: Record<string, string>) => {
      const journeys = createTestJourneys({
        sessions: sessionsWith({ find: async () => ({ name: "Lan", role: "lead", expiresAt }) }),
      });
      const given = { host: home.host, cookie, "content-type": "", ...headers };
      return (await ask({ method: "DELETE", path: "/v1/journeys/1257624175686111232", headers: given }, { journeys }))
        .status;
    };
    expect(await erase(home)).toBe(204);
    expect(await erase({ "sec-fetch-site": "cross-site" })).toBe(403);
  });

  it("is read by no other page, and by a new tab", async () => {
    const read = async (headers: Record<string, string>) =>
      (await ask({ path: "/v1/me", headers: { host: home.host, cookie, ...headers } })).status;
    expect(await read({ "sec-fetch-site": "none" })).toBe(200);
    const [method, path] = ["HEAD", "/v1/me"];
    expect((await ask({ method, path, headers: { host: home.host, cookie } })).status).toBe(200);
    expect(await read({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await read({ origin: "https://evil.example" })).toBe(403);
  });

  it("ends, also where it was over", async () => {
    const end = vi.fn(async () => {});
    const sessions = sessionsWith({ end });
    const leave = (headers: Record<string, string>) =>
      ask({ method: "DELETE", path: "/console/session", headers }, {}, sessions);
    const { status, headers } = await leave({ ...home, cookie });
    expect([status, headers["set-cookie"]]).toEqual([
      204,
      "nxzalo-0123abcd=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict",
    ]);
    expect(end).toHaveBeenCalledExactlyOnceWith(secret);
    expect((await leave(home)).status).toBe(204);
    expect((await leave({ ...home, cookie, origin: "https://evil.example" })).status).toBe(403);
    expect(end).toHaveBeenCalledOnce();
  });
});

describe("what a proxy in front lets in", () => {
  const asBehindAccess = (headers: Record<string, string>, corsOrigins: readonly string[] = []) =>
    callProxy({ path: "/v1/account", body: {}, headers }, { corsOrigins });

  it("acts for no page of another origin, unless that is listed", async () => {
    const evil = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await asBehindAccess(evil)).status).toBe(403);
    expect((await asBehindAccess(evil, ["https://shop.example"])).status).toBe(403);
    // NXCLOUD is asked, which it must not be in this test.
    expect((await asBehindAccess(evil, ["https://evil.example"])).status).toBe(500);
    for (const site of ["same-origin", "none"])
      expect((await asBehindAccess({ "sec-fetch-site": site })).status).toBe(500);
    expect((await asBehindAccess({})).status).toBe(500);
    for (const method of ["GET", "HEAD"])
      expect((await callProxy({ method, path: "/v1/me", headers: evil })).status).toBe(200);
  });
});
