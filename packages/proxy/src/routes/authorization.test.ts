import { describe, expect, it } from "vitest";
import { type Caller, type Scope, scopes } from "../auth/authorize.ts";
import { callProxy, type TestRequest } from "../testing/call-proxy.ts";
import { createTestJourneys, storedJourney, storedMessage } from "../testing/journey-service.ts";
import { openEndpoints, routes } from "./index.ts";

const { journeyId } = storedJourney;
const { messageId } = storedMessage;
const phone = "84912345678";
const message = { phone, templateId: "133214", templateData: {} };
const days = { from: "2026-11-01", to: "2026-11-30" };
const times = { from: "2026-11-01T00:00:00Z", to: "2026-11-30T00:00:00Z" };

/** A body, or the one that names an application: where it has no field `app` of its own. */
type Body = object | ((app?: string) => object);

/**
 * What a caller of the application `north` alone sees and changes: `named` its own alone, and they have to name it; `own` what is its own, whether
 * they name it or not; `path` what is its own, found by its id; `refused` nothing; `shared` what belongs to no application.
 */
type Reach = "named" | "own" | "path" | "refused" | "shared";

/** Every route that needs a caller: the scope that it needs, its reach, and a request that fits. */
const table: readonly (readonly [call: string, scope: Scope | undefined, Reach, body?: Body])[] = [
  ["POST /v1/journeys", "send", "named", { phone, tokenType: "token_logistics_7", reference: "1" }],
  ["POST /v1/journeys/check", "send", "named", { journeyToken: "token" }],
  ["POST /v1/messages", "send", "named", message],
  ["POST /v1/messages/check", "send", "named", (app) => ({ messages: [{ ...message, idempotencyKey: "1", app }] })],
  [`POST /v1/messages/${messageId}/resend`, "send", "path", {}],
  [`POST /v1/messages/${messageId}/cancel`, "send", "path", {}],
  [`GET /v1/journeys/${journeyId}`, "read", "path"],
  ["POST /v1/journeys/search", "read", "own", {}],
  ["POST /v1/unmatched-receipts/search", "read", "refused", {}],
  [`DELETE /v1/journeys/${journeyId}`, "admin", "path"],
  ["POST /v1/journeys/forget", "admin", "path", { phone }],
  [`GET /v1/messages/${messageId}`, "read", "path"],
  ["POST /v1/messages/search", "read", "own", {}],
  ["POST /v1/stats", "read", "own", days],
  ["POST /v1/messages/bulk", "admin", "path", { action: "cancel", where: { state: "scheduled" }, dryRun: true }],
  ["POST /v1/suppressions", "admin", "named", { phone, reason: "asked" }],
  ["POST /v1/suppressions/search", "read", "own", {}],
  ["POST /v1/suppressions/remove", "admin", "own", { phone }],
  ["POST /v1/people/export", "people", "path", { phone }],
  ["POST /v1/people/restrict", "admin", "path", { phone }],
  ["POST /v1/people/requests/search", "read", "path", {}],
  ["POST /v1/events/search", "admin", "own", {}],
  ["POST /v1/events/replay", "admin", "path", times],
  ["POST /v1/account", "read", "named", {}],
  ["GET /v1/me", undefined, "shared"],
  ["GET /v1/templates", "read", "shared"],
  ["POST /v1/audit/search", "admin", "own", {}],
  ["POST /v1/costs", "read", "path", days],
  ["POST /v1/costs/reconcile", "read", "path", { ...days, rows: [] }],
  ["POST /v1/costs/close", "admin", "refused", { month: "2026-10" }],
  ["POST /v1/sessions", "admin", "refused", { name: "Lan", role: "lead" }],
  ["POST /v1/sessions/end", "admin", "refused", { name: "Lan" }],
  ["POST /v1/tasks/search", "send", "own", {}],
  ["POST /v1/tasks/take", "send", "path", { messageId }],
  ["POST /v1/tasks/update", "send", "path", { messageId, note: "called" }],
];

const patternOf = (call: string) => call.replace(journeyId, ":journeyId").replace(messageId, ":messageId");

/** What the store and NXCLOUD were asked, and the response. */
async function ask(call: string, body: Body | undefined, caller: Caller | null, app?: string) {
  const [method = "", path = ""] = call.split(" ");
  const journeys = createTestJourneys();
  const options: unknown[] = [];
  const record = (answer: object) => async (_: unknown, given?: object) => {
    options.push(given);
    return answer as never;
  };
  const client = {
    initJourneyToken: record({}),
    checkJourneyToken: record({ createdAt: new Date(0), expiresAt: new Date(0) }),
    sendTemplate: record({}),
    oaQuality: record({ current: "HIGH", sevenDays: "HIGH" }),
  };
  const named = app === undefined ? body : { ...body, app };
  const request: TestRequest = { method, path, body: typeof body === "function" ? body(app) : named };
  const apps = { north: "north-key", south: "south-key" };
  const { status, json } = await callProxy(request, { client, journeys, apps, authorize: () => caller });
  const stored = journeys.asked.map(([, ...given]) => given.at(-1));
  return {
    status,
    code: (json as { code?: string } | undefined)?.code,
    given: [...stored, ...options],
    asked: journeys.asked,
  };
}

const everyone = { caller: "shop", scopes };
const northern = { ...everyone, apps: ["north"] };

it("the table has every route, once", () => {
  const all = routes.map(({ methods, path }) => `${methods.join()} ${path}`);
  expect(table.map(([call]) => patternOf(call)).sort()).toEqual(all.sort());
});

it("what asks for no caller is health, the document, sign-in and receipts", () => {
  const journeys = createTestJourneys();
  const receipts = { keys: [], onReceipt: () => {} };
  const context = { isReady: () => true, basePath: "", reportFault: () => {}, slowWrongKey: async () => {} };
  const open = openEndpoints({ ...context, now: () => 0, publicUrl: undefined, journeys, receipts, openApi: {} });
  expect(open.flatMap(({ methods, path }) => methods.map((method) => `${method} ${path}`)).sort()).toEqual([
    "DELETE /console/session",
    "GET /healthz",
    "GET /openapi.json",
    "GET /readyz",
    "POST /console/session",
    "POST /v1/receipts/:key",
  ]);
});

for (const [call, scope, reach, body] of table) {
  describe(call, () => {
    it("asks nothing of the store, nor of NXCLOUD, for a stranger", async () => {
      const { status, given } = await ask(call, body, null);
      expect([status, given]).toEqual([401, []]);
    });

    it(`needs ${scope ?? "no scope"}, which no other ones stand for`, async () => {
      const others = scopes.filter((one) => one !== scope);
      const { status, code, given } = await ask(call, body, { caller: "shop", scopes: others });
      if (scope) expect([status, code, given]).toEqual([403, "forbidden", []]);
      else expect(status).toBe(200);
      const needed = scope ? [scope] : [];
      expect((await ask(call, body, { caller: "shop", scopes: needed })).status).toBeLessThan(300);
    });

    it(`reaches for a caller of one application what is ${reach}`, async () => {
      const { status, given, asked } = await ask(call, body, northern);
      if (reach === "refused" || reach === "named") expect([status, asked]).toEqual([403, []]);
      else expect(status).toBeLessThan(300);
      if (reach === "own" || reach === "path")
        for (const scope of given) expect(scope).toMatchObject({ appKeys: ["north-key"] });
      if (reach !== "named" && reach !== "own") return;
      const own = await ask(call, body, northern, "north");
      expect(own.status).toBeLessThan(300);
      for (const scope of own.given)
        expect(scope).toMatchObject(reach === "own" ? { appKeys: ["north-key"] } : { appKey: "north-key" });
      for (const app of ["south", "default"]) {
        const others = await ask(call, body, northern, app);
        expect([others.status, others.code, others.given]).toEqual([403, "forbidden", []]);
      }
    });
  });
}
