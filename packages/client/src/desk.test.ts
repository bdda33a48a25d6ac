import { createNxZalo, defineTemplates } from "@nxzalo/core";
import type { JourneyService, Task } from "@nxzalo/core/journeys";
import { createProxy } from "@nxzalo/proxy";
import { createSandbox } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it, vi } from "vitest";
import { proxyFetch } from "../test/proxy-fetch.ts";
import { createDeskClient } from "./desk.ts";

const entry = {
  auditId: "0f8fad5bd9cb469fa16570867728950e",
  recordedAt: new Date(5),
  action: "look",
  caller: "desk",
  subject: "1257624175686111232",
} as const;

const storedTask: Task = {
  state: "taken",
  message: {
    messageId: "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10",
    state: "failed",
    phone: "84912345678",
    templateId: "133214",
    app: "default",
    caller: "shop",
    labels: {},
    createdAt: new Date(5),
    requestId: null,
  },
  takenBy: "Nguyễn Văn A",
  takenAt: new Date(6),
};

/** A client of a real proxy, for a caller with these scopes. */
function createTestDesk(scopes: readonly ("send" | "read" | "admin" | "people")[], parts: object = {}) {
  const search = vi.fn(async () => ({ entries: [entry], nextCursor: "5-0f" }));
  const { credentials, appKey, fetch: sandboxFetch } = createSandbox();
  const templates = defineTemplates({
    templates: [{ id: "133214", tag: 2, variables: { arrivesAt: { type: "date" } } }],
  });
  const proxy = createProxy({
    client: createNxZalo({ credentials, appKey, fetch: sandboxFetch }),
    authorize: () => ({ caller: "desk", scopes }),
    apps: { north: "north-key" },
    journeys: { audit: { search }, ...parts } as unknown as JourneyService,
    templates,
  });
  return { desk: createDeskClient({ baseUrl: "https://zalo.example", fetch: proxyFetch(proxy) }), search };
}

describe("the desk's client", () => {
  it("asks who it is", async () =>
    expect(await createTestDesk(["read"]).desk.me()).toEqual({
      caller: "desk",
      scopes: ["read"],
      apps: ["default", "north"],
    }));

  it("works on the work list, with times as Dates, and as a table", async () => {
    const { messageId } = storedTask.message;
    const tasks = {
      search: async () => ({ tasks: [storedTask], nextCursor: null }),
      take: async () => ({ isTaken: true, task: storedTask }),
      update: async () => storedTask,
    };
    const { desk } = createTestDesk(["send"], { tasks });
    const shown = { ...storedTask, message: { ...storedTask.message, phone: "84*****5678" } };
    expect(await desk.tasks.search({ state: "open" })).toEqual({ tasks: [shown], nextCursor: null });
    expect(await desk.tasks.take({ messageId })).toEqual({ isTaken: true, task: shown });
    expect(await desk.tasks.update({ messageId, called: true })).toEqual(shown);
    expect(await desk.tasks.table({})).toMatch(/^\ufeffLúc gửi;.*\r\n1970-01-01T00:00:00.005Z;/);
    expect(await desk.tasks.table({ language: "en" })).toMatch(/^\ufeffSent,/);
    expect(await failureOf(desk.tasks.update({ messageId }))).toMatchObject({ name: "InputError" });
  });

  it("makes a link for a person, who signs in by its secret, and out, or is signed out", async () => {
    const expiresAt = new Date(5);
    const person = { name: "Nguyễn Văn A", role: "agent" };
    const sessions = {
      invite: async () => ({ token: "secret", expiresAt }),
      begin: async (token: string) => (token === "secret" ? { ...person, token: "cookie", expiresAt } : undefined),
      endAll: vi.fn(async () => 2),
      storeId: async () => "0123abcd",
    };
    const { desk } = createTestDesk(["admin"], { sessions });
    const url = "https://zalo.example/console/#link=secret";
    const { url: given, ...link } = await desk.sessions.invite(person);
    expect(link).toEqual({ ...person, expiresAt });
    expect(given.split("#")[1]).toBe(url.split("#")[1]);
    expect([await desk.sessions.begin("secret"), await desk.sessions.end()]).toEqual([undefined, undefined]);
    expect(await failureOf(desk.sessions.begin("another"))).toMatchObject({ code: "unauthorized" });
    expect(await desk.sessions.endAll(person.name)).toEqual({ name: person.name, ended: 2 });
    expect(sessions.endAll).toHaveBeenCalledWith(person.name, { caller: "desk" });
  });

  it("asks how the account stands, with times as Dates", async () => {
    const quota = vi.fn(async () => ({ remaining: 480, daily: 500, at: new Date(5) }));
    const { desk } = createTestDesk(["read"], { quota, receiveQuality: async () => {} });
    expect(await desk.account({ app: "default" })).toEqual({
      quota: { remaining: 480, daily: 500, at: new Date(5) },
      quality: { current: "HIGH", sevenDays: "HIGH", at: expect.any(Date) },
    });
  });

  it("asks what would become of messages, with times as Dates", async () => {
    const results = [{ known: null, issues: [], suppressed: false, sendAt: new Date(5) }];
    const check = vi.fn(async () => ({ results }));
    const { desk } = createTestDesk(["send"], { messages: { check } });
    const message = { phone: "84912345678", templateId: "133214", templateData: { arrivesAt: "01/12/2026" } };
    const request = { messages: [{ ...message, idempotencyKey: "42" }] };
    expect(await desk.messages.check(request)).toEqual({ results });
    expect(check).toHaveBeenCalledWith(request, { caller: "desk" });
  });

  it("reads the approved templates", async () =>
    expect(await createTestDesk(["read"]).desk.templates()).toEqual({
      templates: [{ id: "133214", tag: 2, variables: { arrivesAt: { type: "date" } } }],
    }));

  it("searches events, with times as Dates both ways, and has them delivered again", async () => {
    const event = { eventId: "e", type: "message.undeliverable", state: "dead", createdAt: new Date(5), tries: 3 };
    const searchEvents = vi.fn(async () => ({ events: [event], nextCursor: null }));
    const replay = vi.fn(async () => 2);
    const { desk } = createTestDesk(["admin"], { events: { search: searchEvents, replay } });
    const [from, to] = [new Date(1), new Date(9)];
    expect(await desk.events.search({ state: "dead", createdFrom: from })).toEqual({
      events: [event],
      nextCursor: null,
    });
    expect(await desk.events.replay({ from, to })).toEqual({ replayed: 2 });
    expect(replay).toHaveBeenCalledWith({ from, to }, expect.anything());
    expect(await failureOf(desk.events.replay({ from: to, to: from }))).toMatchObject({ name: "InputError" });
  });

  it("searches the audit, with times as Dates both ways", async () => {
    const { desk, search } = createTestDesk(["admin"]);
    const recordedFrom = new Date("2026-01-01");
    expect(await desk.audit.search({ action: "look", recordedFrom, app: "north" })).toEqual({
      entries: [entry],
      nextCursor: "5-0f",
    });
    const scope = { appKeys: ["north-key"], apps: { north: "north-key" } };
    expect(search).toHaveBeenCalledWith({ action: "look", recordedFrom }, scope);
  });

  it("finds messages, and leaves what the caller has named as it is", async () => {
    const messageId = "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10";
    const attempt = { attempt: 1, state: "sent", attemptedAt: new Date(5), requestId: "q" } as const;
    const summary = { messageId, state: "sent", createdAt: new Date(5), labels: { pickedAt: "han" } } as const;
    const details = { ...summary, attempts: [attempt], receipts: [], templateData: { pickedAt: "8:00" } };
    const find = vi.fn(async () => details);
    const search = vi.fn(async () => ({ messages: [summary], nextCursor: null }));
    const stats = vi.fn(async () => ({ rows: [{ key: "sent", messages: 1 }], messages: 1 }));
    const { desk } = createTestDesk(["read"], { messages: { find, search, stats } });
    expect(await desk.messages.find(messageId)).toEqual(details);
    const createdFrom = new Date("2026-01-01");
    expect(await desk.messages.search({ createdFrom, app: "north" })).toEqual({
      messages: [summary],
      nextCursor: null,
    });
    expect(search).toHaveBeenCalledWith({ createdFrom }, { appKeys: ["north-key"], apps: { north: "north-key" } });
    const days = { from: "2026-01-01", to: "2026-01-31", by: "state" } as const;
    expect(await desk.messages.stats(days)).toEqual({ rows: [{ key: "sent", messages: 1 }], messages: 1 });
  });

  it.each(["", "1", "84912345678", "../../readyz", "5F0C3A52-0D57-4A6B-9F0E-2F6F3D1F2A10"])(
    "%j is no id of a message: nothing is asked",
    async (messageId) =>
      expect(await failureOf(createTestDesk(["read"]).desk.messages.find(messageId))).toMatchObject({
        name: "InputError",
        code: "input_invalid",
        outcome: "not_sent",
        issues: [{ path: ["messageId"], message: "must be the id of a message, a UUID", code: "message_id_wrong" }],
      }),
  );

  it("reads costs, as they are and as a table, holds a statement against them, and closes a month", async () => {
    const uncharged = { journeys: 0, messages: 0, estimate: [] };
    const total = { journeys: 1, messages: 0, amount: "180.5", currency: "VND" };
    const found = { rows: [{ key: "2026-11-30", ...total }], total: [total], uncharged };
    const costs = vi.fn(async () => found);
    const charge = { chargedAt: new Date(5), journeyId: "1", amount: "180", currency: "VND" };
    const result = { same: [], onlyOurs: [charge], onlyTheirs: [], otherPrice: [] };
    const reconcile = vi.fn(async () => result);
    const closeMonth = vi.fn(async ({ month }: { month: string }) => ({ month, closedAt: new Date(7) }));
    const { desk } = createTestDesk(["read", "admin"], { costs, reconcile, closeMonth });
    const november = { from: "2026-11-01", to: "2026-11-30", groupBy: "day" } as const;
    expect(await desk.costs.read(november)).toEqual(found);
    expect(await desk.costs.table(november)).toBe(
      "\ufeffNhóm;Số hành trình;Số tin nhắn;Số tiền;Tiền tệ\r\n2026-11-30;1;0;180,5;VND\r\n",
    );
    expect(await desk.costs.table({ ...november, language: "en" })).toContain("\r\n2026-11-30,1,0,180.5,VND\r\n");
    expect(await desk.costs.reconcile({ from: "2026-11-01", to: "2026-11-30", rows: [] })).toEqual(result);
    expect(await desk.costs.close({ month: "2026-10" })).toEqual({ month: "2026-10", closedAt: new Date(7) });
    for (const call of [desk.costs.read, desk.costs.table])
      expect(await failureOf(call({ ...november, to: "2026-11-31" }))).toMatchObject({ name: "InputError" });
  });

  it("stops messages to a person, lets them out again, and lists who is not written to", async () => {
    const suppression = {
      suppressionId: "9f86",
      phone: "84*****5678",
      app: "north",
      scope: "all",
      source: "hand",
      createdAt: new Date(5),
      expiresAt: new Date(9),
      reason: "asked",
    } as const;
    const add = vi.fn(async () => ({ ...suppression, phone: "84912345678" }));
    const remove = vi.fn(async () => 2);
    const search = vi.fn(async () => ({ suppressions: [suppression], nextCursor: null }));
    const { desk } = createTestDesk(["read", "admin"], { suppressions: { add, remove, search } });
    const phone = "84912345678";
    const until = new Date("2027-01-01");
    expect(await desk.suppressions.add({ phone, reason: "asked", until, app: "north" })).toEqual(suppression);
    expect(add).toHaveBeenCalledWith(
      { phone, reason: "asked", until },
      { appKey: "north-key", apps: { north: "north-key" }, caller: "desk" },
    );
    expect(await desk.suppressions.search({ source: "hand" })).toEqual({
      suppressions: [suppression],
      nextCursor: null,
    });
    expect(await desk.suppressions.remove({ phone })).toEqual({ removed: 2 });
    const wrong = { phone, reason: "0912345678" };
    expect(await failureOf(desk.suppressions.add(wrong))).toMatchObject({
      name: "InputError",
      issues: [{ code: "reason_has_phone" }],
    });
  });

  it("does what people ask for, with times as Dates", async () => {
    const request = {
      personRequestId: "0b9d",
      kind: "export",
      phone: "84912345678",
      apps: null,
      askedAt: new Date(5),
      doneAt: new Date(6),
      counts: { messages: 1 },
    } as const;
    const masked = { ...request, phone: "84*****5678" };
    const rest = { journeys: [], messages: [], receipts: [], tasks: [], suppressions: [], requests: [] };
    const exported = { request, ...rest };
    const restrict = vi.fn(async () => ({ ...request, kind: "restrict" }));
    const searchRequests = vi.fn(async () => ({ requests: [request], nextCursor: null }));
    const people = { export: async () => exported, restrict, searchRequests };
    const { desk } = createTestDesk(["read", "admin", "people"], { people });
    const phone = "84912345678";
    expect(await desk.people.export({ phone })).toEqual(exported);
    expect(await desk.people.restrict({ phone })).toEqual({ ...request, kind: "restrict" });
    expect(await desk.people.searchRequests({ state: "open" })).toEqual({ requests: [masked], nextCursor: null });
    const query = { phone: "1" };
    expect(await failureOf(desk.people.searchRequests(query))).toMatchObject({ name: "InputError" });
  });

  it("gives the proxy's refusals as errors", async () => {
    expect(await failureOf(createTestDesk(["read"]).desk.audit.search({}))).toMatchObject({
      name: "ProxyError",
      code: "forbidden",
    });
    const wrong = { action: "peek" as "look" };
    expect(await failureOf(createTestDesk(["admin"]).desk.audit.search(wrong))).toMatchObject({ name: "InputError" });
  });
});
