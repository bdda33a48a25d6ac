import { createSandbox } from "@nxzalo/sandbox";
import { type ListeningSandbox, listen } from "@nxzalo/sandbox/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { type RunningGateway, startGateway } from "./server.ts";
import { gatewayVariables } from "./testing/variables.ts";

const key = "0123456789abcdef";
const sandbox = createSandbox();
const lines: object[] = [];
let upstream: ListeningSandbox;
let gateway: RunningGateway;
let other: RunningGateway;

const start = () =>
  startGateway(
    gatewayConfigFromEnv({
      ...gatewayVariables(sandbox, upstream.url),
      GATEWAY_API_KEYS: `ops:admin:${key},shop:send:${key}-shop`,
      SQLITE_PATH: ":memory:",
    }),
    (line) => lines.push(line),
  );
beforeAll(async () => {
  upstream = await listen(sandbox);
  [gateway, other] = [await start(), await start()];
});
afterAll(async () => {
  await Promise.all([gateway.close(), other.close()]);
  await upstream.close();
});

const json = { "content-type": "application/json" };
const post = (url: string, body: object, headers: Record<string, string>) =>
  fetch(url, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify(body) });

async function tokenFor(role: string, name = "Nguyễn Văn A", { url } = gateway): Promise<string> {
  const response = await post(`${url}/v1/sessions`, { name, role }, { authorization: `Bearer ${key}` });
  expect(response.status).toBe(201);
  const link = (await response.json()) as { url: string };
  expect(link.url.startsWith(`${url}/console/#link=`)).toBe(true);
  return new URL(link.url).hash.slice("#link=".length);
}

/** Signs in, and gives what asks by the cookie from the console's page. */
async function signIn(role: string, name?: string, at = gateway) {
  const response = await post(`${at.url}/console/session`, { token: await tokenFor(role, name, at) }, {});
  expect(response.status).toBe(204);
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const headers = { cookie, origin: at.url };
  return {
    cookie,
    get: (path: string) => fetch(at.url + path, { headers }),
    post: (path: string, body: object, more = {}) => post(at.url + path, body, { ...headers, ...more }),
    leave: () => fetch(`${at.url}/console/session`, { method: "DELETE", headers }),
  };
}

describe("a link", () => {
  it("signs one person in, once", async () => {
    const token = await tokenFor("agent");
    const use = () => post(`${gateway.url}/console/session`, { token }, { origin: gateway.url });
    const statuses = (await Promise.all([use(), use(), use()])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([204, 401, 401]);
  });

  it("is made by admins alone, and stands in no log line, nor does a session's secret", async () => {
    const body = { name: "Lan", role: "lead" };
    const refused = await post(`${gateway.url}/v1/sessions`, body, { authorization: `Bearer ${key}-shop` });
    expect(refused.status).toBe(403);
    const token = await tokenFor("agent");
    const response = await post(`${gateway.url}/console/session`, { token }, {});
    const secret = /=([0-9a-f]{64});/.exec(response.headers.get("set-cookie") ?? "")?.[1] ?? "none";
    const written = JSON.stringify(lines);
    expect(written).toContain("/console/session");
    expect(written).not.toContain(token);
    expect(written).not.toContain(secret);
  });
});

it("no person is invited by the name of a key", async () => {
  const invite = (name: string) =>
    post(`${gateway.url}/v1/sessions`, { name, role: "agent" }, { authorization: `Bearer ${key}` });
  const refused = await invite("shop");
  const issue = expect.objectContaining({ path: ["name"], code: "person_name_taken" });
  expect([refused.status, await refused.json()]).toEqual([422, expect.objectContaining({ issues: [issue] })]);
  expect((await invite("Shop")).status).toBe(201);
});

describe("a session", () => {
  it("acts by the person's name, which the audit has", async () => {
    const phone = "84912345678";
    const parcel = { phone, templateId: "133214", templateData: { order: "42" } };
    const sent = await post(`${gateway.url}/v1/messages`, parcel, { authorization: `Bearer ${key}-shop` });
    const { messageId } = (await sent.json()) as { messageId: string };
    const agent = await signIn("agent", "Trần Thị B");
    expect(await (await agent.get("/v1/me")).json()).toMatchObject({
      caller: "Trần Thị B",
      scopes: ["send", "read", "people"],
      session: { name: "Trần Thị B", role: "agent" },
    });
    expect(await (await agent.get(`/v1/messages/${messageId}`)).json()).toMatchObject({ phone });
    expect((await agent.post("/v1/audit/search", {})).status).toBe(403);
    const lead = await signIn("lead", "Lê C");
    const { entries } = (await (await lead.post("/v1/audit/search", {})).json()) as { entries: object[] };
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: "look", caller: "Trần Thị B", subject: messageId }),
        expect.objectContaining({ action: "sign_in", caller: "Lê C", subject: "lead" }),
        expect.objectContaining({ action: "invite", caller: "ops" }),
      ]),
    );
  });

  it("a bookkeeper reads costs and masked messages, and changes nothing", async () => {
    const { post: ask } = await signIn("bookkeeper");
    const month = { from: "2026-01-01", to: "2026-01-31" };
    expect((await ask("/v1/costs", month)).status).toBe(200);
    const { messages } = (await (await ask("/v1/messages/search", {})).json()) as { messages: { phone: string }[] };
    expect(messages.every(({ phone }) => phone.includes("*****"))).toBe(true);
    expect((await ask("/v1/costs/close", { month: "2026-01" })).status).toBe(403);
    expect((await ask("/v1/messages", { phone: "84912345678", templateId: "1", templateData: {} })).status).toBe(403);
  });

  it("is of one gateway, although cookies are those of all ports", async () => {
    const [here, there] = [await signIn("agent", "Lan"), await signIn("lead", "Minh", other)];
    const headers = { cookie: `${here.cookie}; ${there.cookie}` };
    const callers = [gateway, other].map(async ({ url }) => {
      const me = (await (await fetch(`${url}/v1/me`, { headers })).json()) as { caller: string };
      return me.caller;
    });
    expect(await Promise.all(callers)).toEqual(["Lan", "Minh"]);
    expect((await fetch(`${other.url}/v1/me`, { headers: { cookie: here.cookie } })).status).toBe(401);
  });

  it("is used by no other page", async () => {
    const agent = await signIn("agent");
    for (const origin of [other.url, "https://evil.example", "null"]) {
      const response = await agent.post("/v1/messages/search", {}, { origin });
      expect([response.status, await response.json()]).toEqual([403, expect.objectContaining({ code: "forbidden" })]);
    }
    expect((await agent.post("/v1/messages/search", {})).status).toBe(200);
  });

  it("ends when an admin ends all of the person's, in every browser, with the links that wait", async () => {
    const name = "Đỗ Thị K";
    const [one, other, another] = [await signIn("agent", name), await signIn("lead", name), await signIn("agent")];
    const unused = await tokenFor("agent", name);
    const authorization = `Bearer ${key}`;
    const end = () => post(`${gateway.url}/v1/sessions/end`, { name }, { authorization });
    expect((await one.post("/v1/sessions/end", { name })).status).toBe(403);
    expect(await (await end()).json()).toEqual({ name, ended: 2 });
    expect([(await one.get("/v1/me")).status, (await other.get("/v1/me")).status]).toEqual([401, 401]);
    expect((await another.get("/v1/me")).status).toBe(200);
    expect((await post(`${gateway.url}/console/session`, { token: unused }, {})).status).toBe(401);
    expect(await (await end()).json()).toEqual({ name, ended: 0 });
    const audit = await post(`${gateway.url}/v1/audit/search`, { action: "sign_out" }, { authorization });
    const entry = (sessions: number) =>
      expect.objectContaining({ action: "sign_out", caller: "ops", subject: name, counts: { sessions } });
    expect((await audit.json()) as object).toMatchObject({ entries: expect.arrayContaining([entry(2), entry(0)]) });
  });

  it("ends when the person leaves", async () => {
    const agent = await signIn("agent");
    expect((await agent.get("/v1/me")).status).toBe(200);
    const left = await agent.leave();
    expect([left.status, left.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await agent.get("/v1/me")).status).toBe(401);
  });
});
