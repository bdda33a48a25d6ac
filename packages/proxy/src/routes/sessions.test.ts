import { describe, expect, it } from "vitest";
import { bearerKeys } from "../auth/api-keys.ts";
import type { Scope } from "../auth/authorize.ts";
import type { ProxyOptions } from "../options.ts";
import { callProxy } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";

const link = `#link=${"a".repeat(64)}`;

async function invite(body: object, headers: Record<string, string> = {}, options: Partial<ProxyOptions> = {}) {
  const journeys = createTestJourneys();
  const response = await callProxy({ path: "/v1/sessions", body, headers }, { journeys, ...options });
  return { ...response, asked: journeys.asked };
}
const urlOf = async (...given: Parameters<typeof invite> extends [object, ...infer Rest] ? Rest : never) =>
  ((await invite({ name: "Lan", role: "lead" }, ...given)).json as { url: string }).url;

describe("POST /v1/sessions", () => {
  it("gives a link whose secret no server is sent", async () => {
    const { status, json, asked } = await invite({ name: "  Nguyễn  Văn A ", role: "agent" });
    const expiresAt = "2026-01-02T00:00:00.000Z";
    const url = `http://localhost/console/${link}`;
    expect([status, json]).toEqual([201, { name: "Nguyễn Văn A", role: "agent", url, expiresAt }]);
    expect(asked).toEqual([["sessions.invite", { name: "Nguyễn Văn A", role: "agent" }, { caller: "shop" }]]);
  });

  it("leads to where the proxy was asked, or to PUBLIC_URL", async () => {
    expect(await urlOf({ host: "127.0.0.1:8787" })).toBe(`http://127.0.0.1:8787/console/${link}`);
    expect(await urlOf({ host: "zalo.example" })).toBe(`https://zalo.example/console/${link}`);
    expect(await urlOf({ host: "zalo.example" }, { basePath: "/zalo" })).toBe(
      `https://zalo.example/zalo/console/${link}`,
    );
    expect(await urlOf({ host: "10.0.0.5" }, { publicUrl: "https://zalo.example/" })).toBe(
      `https://zalo.example/console/${link}`,
    );
  });

  it("leads to where the console's own page is, whatever host a server in front asks by", async () => {
    const behind = { host: "127.0.0.1:8787", origin: "https://zalo.example", "sec-fetch-site": "same-origin" };
    expect(await urlOf(behind, { basePath: "/zalo" })).toBe(`https://zalo.example/zalo/console/${link}`);
    expect(await urlOf(behind, { publicUrl: "https://public.example" })).toBe(`https://public.example/console/${link}`);
    // A page of another origin, and one without an origin that can be told, are not the console's.
    for (const other of [{ "sec-fetch-site": "cross-site" }, { origin: "null" }])
      expect(await urlOf({ ...behind, ...other }, { corsOrigins: ["*"] })).toBe(
        `http://127.0.0.1:8787/console/${link}`,
      );
    const { "sec-fetch-site": _, ...untold } = behind;
    expect(await urlOf(untold)).toBe(`http://127.0.0.1:8787/console/${link}`);
  });

  it.each([
    [{ name: "Lan", role: "root" }, "role", "value_not_allowed"],
    [{ name: "Lan", role: "toString" }, "role", "value_not_allowed"],
    [{ name: "", role: "agent" }, "name", "person_name_wrong"],
    [{ name: "jwt:lan", role: "agent" }, "name", "person_name_wrong"],
    [{ name: "Lan 0912 345 678", role: "agent" }, "name", "person_name_wrong"],
    [{ name: "a".repeat(65), role: "agent" }, "name", "person_name_wrong"],
    [{ name: "Lan\nroot", role: "agent" }, "name", undefined],
    [{ role: "agent" }, "name", "required"],
  ])("%j: what is wrong with %s", async (body, field, code) => {
    const { status, json } = await invite(body);
    if (code === undefined) return expect([status, json]).toEqual([201, expect.objectContaining({ name: "Lan root" })]);
    expect([status, json]).toEqual([
      422,
      expect.objectContaining({ issues: [expect.objectContaining({ path: [field], code })] }),
    ]);
  });

  it("is not by the name of a key, whose limits and messages would be the person's", async () => {
    const apiKeys = [{ caller: "Shop-1", scopes: ["admin"], keyHash: "0".repeat(64) }] as const;
    const { hasCaller } = bearerKeys(apiKeys);
    const authorize = Object.assign(() => ({ caller: "desk", scopes: ["admin"] as const }), { hasCaller });
    const { status, json, asked } = await invite({ name: " Shop-1 ", role: "agent" }, {}, { authorize });
    const issues = [expect.objectContaining({ path: ["name"], code: "person_name_taken" })];
    expect([status, json, asked]).toEqual([422, expect.objectContaining({ issues }), []]);
    expect((await invite({ name: "Shop-2", role: "agent" }, {}, { authorize })).status).toBe(201);
  });

  it("is for admins", async () => {
    const authorize = () => ({ caller: "desk", scopes: ["send", "tokens", "read", "people"] }) as const;
    expect((await invite({ name: "Lan", role: "agent" }, {}, { authorize })).status).toBe(403);
  });

  it.each(["agent", "lead"])("is for who may use every application: a session may, %s", async (role) => {
    const authorize = (apps?: readonly string[]) => () => ({ caller: "north", scopes: ["admin"] as const, apps });
    const options = { apps: { north: "north key" } };
    expect((await invite({ name: "Lan", role }, {}, { ...options, authorize: authorize() })).status).toBe(201);
    for (const apps of [["north"], []]) {
      const { status, json, asked } = await invite(
        { name: "Lan", role },
        {},
        { ...options, authorize: authorize(apps) },
      );
      expect({ status, json, asked }).toMatchObject({ status: 403, json: { code: "forbidden" }, asked: [] });
    }
  });
});

describe("POST /v1/sessions/end", () => {
  async function end(body: object, options: Partial<ProxyOptions> = {}) {
    const journeys = createTestJourneys();
    const { status, json } = await callProxy({ path: "/v1/sessions/end", body }, { journeys, ...options });
    return { status, json, asked: journeys.asked };
  }

  it("ends the sessions of a name as it is invited by, and says how many", async () =>
    expect(await end({ name: "  Nguyễn  Văn A ".normalize("NFD") })).toEqual({
      status: 200,
      json: { name: "Nguyễn Văn A", ended: 2 },
      asked: [["sessions.endAll", "Nguyễn Văn A", { caller: "shop" }]],
    }));

  it.each([
    [{ name: "jwt:lan" }, "name", "person_name_wrong"],
    [{}, "name", "required"],
    [{ name: "Lan", role: "lead" }, "role", "unknown_field"],
  ])("%j: what is wrong with %s", async (body, field, code) =>
    expect(await end(body)).toMatchObject({ status: 422, json: { issues: [{ path: [field], code }] }, asked: [] }),
  );

  it("is for admins of every application", async () => {
    const authorize = (scopes: Scope[], apps?: readonly string[]) => () => ({ caller: "north", scopes, apps });
    const own = { apps: { north: "north key" } };
    for (const apps of [["north"], []])
      expect(await end({ name: "Lan" }, { ...own, authorize: authorize(["admin"], apps) })).toMatchObject({
        status: 403,
        json: { code: "forbidden" },
        asked: [],
      });
    expect((await end({ name: "Lan" }, { authorize: authorize(["send", "read", "people"]) })).status).toBe(403);
    expect((await end({ name: "Lan" }, { ...own, authorize: authorize(["admin"]) })).status).toBe(200);
  });
});
