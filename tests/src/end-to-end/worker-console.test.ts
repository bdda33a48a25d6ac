import { describe, expect, inject, it } from "vitest";

const { workerUrl, gatewayUrl } = inject("servers");
const servers = [
  ["the built Worker in workerd", workerUrl],
  ["the gateway", gatewayUrl],
] as const;

describe.each(servers)("the console of %s", (_, url) => {
  const page = async () => (await fetch(`${url}/console/`)).text();
  const scriptPath = async () => /src="(\/console\/assets\/[^"]+\.js)"/.exec(await page())?.[1] ?? "none";

  it("is a page that loads from its own origin alone, asked for again each time", async () => {
    const { status, headers } = await fetch(`${url}/console/`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("cache-control")).toBe("no-cache");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'self'; .*frame-ancestors 'none'$/);
    expect(policy).not.toContain("unsafe");
  });

  it("has its scripts kept for ever", async () => {
    const { status, headers } = await fetch(url + (await scriptPath()));
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect(headers.get("content-type")).toContain("text/javascript");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'self'/);
  });

  it("is led to without its slash", async () => {
    const { status, headers } = await fetch(`${url}/console`, { redirect: "manual" });
    expect([301, 307, 308]).toContain(status);
    expect(headers.get("location")).toBe("/console/");
  });

  it("has its session beside it, and nothing where nothing is", async () => {
    const body = JSON.stringify({ token: "not a link" });
    const headers = { "content-type": "application/json" };
    const refused = await fetch(`${url}/console/session`, { method: "POST", headers, body });
    expect([refused.status, await refused.json()]).toEqual([401, expect.objectContaining({ code: "unauthorized" })]);
    expect((await fetch(`${url}/console/none.js`)).status).toBe(404);
  });

  it("signs a person in, who works on the work list", async () => {
    const { roles } = inject("servers");
    const post = (path: string, body: object, headers: Record<string, string>) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
    const invited = await post(
      "/v1/sessions",
      { name: "Nguyễn Văn A", role: "agent" },
      { authorization: `Bearer ${roles.janitor}` },
    );
    expect(invited.status).toBe(201);
    const { url: link } = (await invited.json()) as { url: string };
    const token = new URL(link).hash.slice("#link=".length);
    const begun = await post("/console/session", { token }, { origin: url });
    expect(begun.status).toBe(204);
    const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
    const me = (await (await fetch(`${url}/v1/me`, { headers: { cookie } })).json()) as object;
    expect(me).toMatchObject({ caller: "Nguyễn Văn A", session: { role: "agent" } });
    const listed = await post("/v1/tasks/search", {}, { cookie, origin: url });
    expect([listed.status, await listed.json()]).toEqual([200, expect.objectContaining({ tasks: expect.any(Array) })]);
    expect((await post("/v1/tasks/search", {}, { cookie, origin: "https://evil.example" })).status).toBe(403);
  });

  it("signs a person out again, whom no key is named as", async () => {
    const { roles } = inject("servers");
    const authorization = `Bearer ${roles.janitor}`;
    const post = (path: string, body: object, headers: Record<string, string> = { authorization }) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
    const { caller } = (await (await fetch(`${url}/v1/me`, { headers: { authorization } })).json()) as {
      caller: string;
    };
    const refused = await post("/v1/sessions", { name: caller, role: "agent" });
    const issues = [expect.objectContaining({ path: ["name"], code: "person_name_taken" })];
    expect([refused.status, await refused.json()]).toEqual([422, expect.objectContaining({ issues })]);
    const name = "Bùi Văn K";
    const { url: link } = (await (await post("/v1/sessions", { name, role: "agent" })).json()) as { url: string };
    const token = new URL(link).hash.slice("#link=".length);
    const begun = await post("/console/session", { token }, { origin: url });
    const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
    const me = () => fetch(`${url}/v1/me`, { headers: { cookie } });
    expect((await me()).status).toBe(200);
    const ended = await post("/v1/sessions/end", { name });
    expect([ended.status, await ended.json()]).toEqual([200, { name, ended: 1 }]);
    expect((await me()).status).toBe(401);
  });

  it("leaves the document to the protocol", async () => {
    const document = await fetch(`${url}/openapi.json`);
    expect(document.headers.get("x-request-id")).not.toBeNull();
    expect(((await document.json()) as { openapi: string }).openapi).toMatch(/^3\.1/);
    const refused = await fetch(`${url}/openapi.json`, { method: "POST" });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});
