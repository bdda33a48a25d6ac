import { describe, expect, it } from "vitest";
import { createDeskClient } from "./desk.ts";
import { createProxyClient } from "./index.ts";
import { createJourneysClient } from "./journeys.ts";
import type { ProxyCallOptions, ProxyClientOptions } from "./options.ts";

const createClients = (options: ProxyClientOptions) => ({
  desk: createDeskClient(options),
  journeys: createJourneysClient(options),
  proxy: createProxyClient(options),
});

type Method = (...given: unknown[]) => Promise<unknown>;
type Methods = { readonly [name: string]: Method | Methods };

const namesOf = (methods: Methods, before = ""): string[] =>
  Object.entries(methods).flatMap(([name, entry]) =>
    typeof entry === "function" ? [`${before}${name}`] : namesOf(entry, `${before}${name}.`),
  );

/** A method by its name, such as `desk.costs.read`. */
const methodOf = (methods: Methods, name: string) =>
  name.split(".").reduce<Method | Methods>((found, part) => (found as Methods)[part] as Methods, methods) as Method;

const messageId = "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10";
const body = { a: 1 };
/** Per method: what it is given, what it asks for, and what it sends. */
const calls: Readonly<Record<string, readonly [given: readonly unknown[], route: string, sent?: object]>> = {
  "desk.me": [[], "GET /v1/me"],
  "desk.account": [[body], "POST /v1/account", body],
  "desk.templates": [[], "GET /v1/templates"],
  "desk.messages.find": [[messageId], `GET /v1/messages/${messageId}`],
  "desk.messages.resend": [[messageId, body], `POST /v1/messages/${messageId}/resend`, body],
  "desk.messages.search": [[body], "POST /v1/messages/search", body],
  "desk.messages.check": [[body], "POST /v1/messages/check", body],
  "desk.messages.resendMany": [[body], "POST /v1/messages/bulk", { ...body, action: "resend" }],
  "desk.messages.cancel": [[messageId], `POST /v1/messages/${messageId}/cancel`, {}],
  "desk.messages.cancelMany": [[body], "POST /v1/messages/bulk", { ...body, action: "cancel" }],
  "desk.messages.stats": [[body], "POST /v1/stats", body],
  "desk.tasks.search": [[body], "POST /v1/tasks/search", body],
  "desk.tasks.table": [[body], "POST /v1/tasks/search", { ...body, format: "csv" }],
  "desk.tasks.take": [[body], "POST /v1/tasks/take", body],
  "desk.tasks.update": [[body], "POST /v1/tasks/update", body],
  "desk.sessions.invite": [[body], "POST /v1/sessions", body],
  "desk.sessions.endAll": [["Lan"], "POST /v1/sessions/end", { name: "Lan" }],
  "desk.sessions.begin": [["secret"], "POST /console/session", { token: "secret" }],
  "desk.sessions.end": [[], "DELETE /console/session"],
  "desk.events.search": [[body], "POST /v1/events/search", body],
  "desk.events.replay": [[body], "POST /v1/events/replay", body],
  "desk.audit.search": [[body], "POST /v1/audit/search", body],
  "desk.suppressions.add": [[body], "POST /v1/suppressions", body],
  "desk.suppressions.remove": [[body], "POST /v1/suppressions/remove", body],
  "desk.suppressions.search": [[body], "POST /v1/suppressions/search", body],
  "desk.people.export": [[body], "POST /v1/people/export", body],
  "desk.people.restrict": [[body], "POST /v1/people/restrict", body],
  "desk.people.searchRequests": [[body], "POST /v1/people/requests/search", body],
  "desk.costs.read": [[body], "POST /v1/costs", body],
  "desk.costs.table": [[body], "POST /v1/costs", { ...body, format: "csv" }],
  "desk.costs.reconcile": [[body], "POST /v1/costs/reconcile", body],
  "desk.costs.close": [[body], "POST /v1/costs/close", body],
  "journeys.find": [["42"], "GET /v1/journeys/42"],
  "journeys.search": [[body], "POST /v1/journeys/search", body],
  "journeys.searchReceipts": [[body], "POST /v1/unmatched-receipts/search", body],
  "journeys.delete": [["42"], "DELETE /v1/journeys/42"],
  "journeys.forget": [[body], "POST /v1/journeys/forget", body],
  "proxy.initJourneyToken": [[body], "POST /v1/journeys", body],
  "proxy.checkJourneyToken": [[body], "POST /v1/journeys/check", body],
  "proxy.sendTemplate": [[body], "POST /v1/messages", body],
  "proxy.oaQuality": [[body], "POST /v1/account", body],
};

/** The field that tells a method's answer from what is not the proxy's. */
const keys: Readonly<Record<string, string>> = {
  "desk.me": "caller",
  "desk.account": "quota",
  "desk.templates": "templates",
  "desk.messages.find": "attempts",
  "desk.messages.resend": "messageId",
  "desk.messages.search": "messages",
  "desk.messages.check": "results",
  "desk.messages.resendMany": "matched",
  "desk.messages.cancel": "messageId",
  "desk.messages.cancelMany": "matched",
  "desk.messages.stats": "rows",
  "desk.tasks.search": "tasks",
  "desk.tasks.take": "task",
  "desk.tasks.update": "message",
  "desk.sessions.invite": "url",
  "desk.sessions.endAll": "ended",
  "desk.events.search": "events",
  "desk.events.replay": "replayed",
  "desk.audit.search": "entries",
  "desk.suppressions.add": "suppressionId",
  "desk.suppressions.remove": "removed",
  "desk.suppressions.search": "suppressions",
  "desk.people.export": "request",
  "desk.people.restrict": "personRequestId",
  "desk.people.searchRequests": "requests",
  "desk.costs.read": "rows",
  "desk.costs.reconcile": "same",
  "desk.costs.close": "month",
  "journeys.find": "messages",
  "journeys.search": "journeys",
  "journeys.searchReceipts": "receipts",
  "journeys.forget": "journeys",
  "proxy.initJourneyToken": "journeyId",
  "proxy.checkJourneyToken": "expiresAt",
  "proxy.sendTemplate": "requestId",
};

/** Makes a call of a method; gives what was asked for, and what the call ended in. */
async function callOf(name: string, options: ProxyCallOptions, answer = "not the proxy's") {
  const asked: unknown[] = [];
  const clients = createClients({
    baseUrl: "https://zalo.example",
    fetch: async (url, init) => {
      const { pathname } = new URL(String(url));
      asked.push(`${init?.method} ${pathname}`, init?.body && JSON.parse(String(init.body)));
      return new Response(answer);
    },
  });
  const [given = []] = calls[name] ?? [];
  const ending = methodOf(clients as unknown as Methods, name)(...given, options);
  const outcome = ending.then(
    (value) => ({ value, failure: undefined }),
    (failure: unknown) => ({ value: undefined, failure }),
  );
  return { asked, ...(await outcome) };
}

describe("the methods of the clients", () => {
  it("are the ones below", () => {
    const clients = createClients({ baseUrl: "" }) as unknown as Methods;
    expect(namesOf(clients).toSorted()).toEqual(Object.keys(calls).toSorted());
  });

  it.each(Object.entries(calls))("%s asks for its route, and sends what it is given", async (name, [, route, sent]) => {
    const { asked, failure } = await callOf(name, {});
    expect(asked).toEqual([route, sent]);
    expect(failure).toMatchObject({ code: "response_unreadable" });
  });

  it.each(Object.entries(keys))(
    "%s gives an answer that has its field %s, and none that has not",
    async (name, key) => {
      const answer = { [key]: "1", label: "x" };
      const expected = key === "expiresAt" ? { ...answer, [key]: new Date("1") } : answer;
      expect((await callOf(name, {}, JSON.stringify(answer))).value).toEqual(expected);
      const { failure } = await callOf(name, {}, '{"label":"x"}');
      expect(failure).toMatchObject({ code: "response_unreadable", outcome: "unknown" });
    },
  );

  it.each(Object.keys(calls))("%s is held to its options", async (name) => {
    const reason = new Error("given up");
    const { asked, failure } = await callOf(name, { signal: AbortSignal.abort(reason) });
    expect([asked, failure]).toEqual([[], reason]);
  });
});
