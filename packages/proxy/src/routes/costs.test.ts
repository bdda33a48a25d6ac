import { describe, expect, it } from "vitest";
import { callProxy } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";

const november = { from: "2026-11-01", to: "2026-11-30" };
const path = "/v1/costs";
const authorize = (scopes: readonly string[], apps?: readonly string[]) => ({
  authorize: () => ({ caller: "books", scopes: scopes as never, apps }),
});

describe("POST /v1/costs", () => {
  it("asks for the caller's applications, with their names", async () => {
    const journeys = createTestJourneys();
    const options = { journeys, apps: { outlet: "outlet key" }, ...authorize(["read"], ["outlet"]) };
    const { status, json } = await callProxy({ path, body: { ...november, groupBy: "app" } }, options);
    expect(status).toBe(200);
    expect(json).toMatchObject({ total: [{ amount: "560.5" }], uncharged: { journeys: 1 } });
    const apps = { default: undefined, outlet: "outlet key" };
    const scope = { appKeys: ["outlet key"], apps };
    expect(journeys.asked).toEqual([["costs", { ...november, groupBy: "app" }, scope]]);
  });

  it.each([
    [{}, "Nhóm;Số hành trình;Số tin nhắn;Số tiền;Tiền tệ\r\n2026-11-30;2;1;560,5;VND\r\n"],
    [{ language: "en" }, "Group,Journeys,Messages,Amount,Currency\r\n2026-11-30,2,1,560.5,VND\r\n"],
  ])("gives a table with the mark of UTF-8 where it is asked for: %j", async (more, table) => {
    const body = { ...november, groupBy: "day", format: "csv", ...more };
    const response = await callProxy({ path, body }, { journeys: createTestJourneys() });
    expect(response.status).toBe(200);
    expect(response.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(response.body).toBe(`\ufeff${table}`);
  });

  it("leaves the execution of a label's value to no spreadsheet", async () => {
    const key = '=HYPERLINK("https://evil.example"; "x")';
    const row = { key, journeys: 1, messages: 0, amount: "180", currency: "VND" };
    const costs = async () => ({ rows: [row], total: [], uncharged: { journeys: 0, messages: 0, estimate: [] } });
    const body = { ...november, groupBy: "label:shop", format: "csv" };
    const response = await callProxy({ path, body }, { journeys: createTestJourneys({ costs }) });
    expect(response.body.split("\r\n")[1]).toBe(`"'=HYPERLINK(""https://evil.example""; ""x"")";1;0;180;VND`);
  });

  it("masks a phone in a label of an older version, also in the table", async () => {
    const rows = [{ key: "An 0912345673", journeys: 1, messages: 0, amount: "180", currency: "VND" }];
    const costs = async () => ({ rows, total: [], uncharged: { journeys: 0, messages: 0, estimate: [] } });
    const options = { journeys: createTestJourneys({ costs }) };
    const body = { ...november, groupBy: "label:shop" };
    const { json } = await callProxy({ path, body }, options);
    expect(json).toMatchObject({ rows: [{ ...rows[0], key: "An 09*****5673" }] });
    const table = await callProxy({ path, body: { ...body, format: "csv" } }, options);
    expect(table.body.split("\r\n")[1]).toBe("An 09*****5673;1;0;180;VND");
  });

  it.each([
    ["read", "/v1/costs", november],
    ["read", "/v1/costs/reconcile", { ...november, rows: [] }],
    ["admin", "/v1/costs/close", { month: "2026-11" }],
  ])("needs the scope %s at %s, and a journey store", async (scope, route, body) => {
    const journeys = createTestJourneys();
    const others = ["send", "tokens", "read", "admin"].filter((one) => one !== scope);
    const statusFor = async (options: object) => (await callProxy({ path: route, body }, options)).status;
    expect(await statusFor({ journeys, ...authorize([scope]) })).toBe(200);
    expect(await statusFor({ journeys, ...authorize(others) })).toBe(403);
    expect(await statusFor(authorize([scope]))).toBe(404);
  });
});

describe("POST /v1/costs/reconcile", () => {
  const row = { id: "1257624175686111232", time: "2026-11-05 10:30:04", amount: "180", currency: "VND" };

  it("takes a statement of 4 MiB, and no larger one", async () => {
    const ask = (bytes: number) => {
      const count = Math.floor(bytes / (JSON.stringify(row).length + 1)) - 1;
      const body = { ...november, rows: Array.from({ length: count }, () => row) };
      return callProxy({ path: "/v1/costs/reconcile", body }, { journeys: createTestJourneys() });
    };
    const taken = await ask(4 * 1024 * 1024);
    expect(taken.status).toBe(200);
    expect((taken.json as { onlyTheirs: unknown[] }).onlyTheirs.length).toBeGreaterThan(40_000);
    expect((await ask(4.1 * 1024 * 1024)).status).toBe(413);
  });

  it.each([
    [{ ...row, amount: 180 }, ["rows", 0, "amount"], "type_wrong"],
    [{ ...row, amount: "180 đ" }, ["rows", 0, "amount"], "amount_wrong"],
    [{ ...row, id: "" }, ["rows", 0, "id"], "empty"],
    [{ ...row, phone: "84912345678" }, ["rows", 0, "phone"], "unknown_field"],
  ])("refuses the row %j", async (given, issuePath, code) => {
    const body = { ...november, rows: [given] };
    const { status, json } = await callProxy({ path: "/v1/costs/reconcile", body }, { journeys: createTestJourneys() });
    expect(status).toBe(422);
    expect(json).toMatchObject({ issues: [{ path: issuePath, code }] });
  });
});

describe("POST /v1/costs/close", () => {
  it("closes a month by the caller's name, for who may use every application", async () => {
    const journeys = createTestJourneys();
    const call = { path: "/v1/costs/close", body: { month: "2026-01" } };
    const { json } = await callProxy(call, { journeys, ...authorize(["admin"]) });
    expect(json).toEqual({ month: "2026-01", closedAt: "2026-01-31T00:00:00.000Z" });
    expect(journeys.asked).toEqual([["closeMonth", { month: "2026-01" }, { caller: "books" }]]);
    expect((await callProxy(call, { journeys, ...authorize(["admin"], ["outlet"]) })).status).toBe(403);
  });
});
