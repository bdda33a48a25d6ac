import type { TaskService } from "@nxzalo/core/journeys";
import { describe, expect, it, vi } from "vitest";
import type { Scope } from "../index.ts";
import { callProxy } from "../testing/call-proxy.ts";
import { createTestJourneys, storedTask } from "../testing/journey-service.ts";

const messageId = storedTask.message.messageId;
const apps = { north: "north-key" };

async function ask(path: string, body: object, own: Partial<TaskService> = {}, scopes: readonly Scope[] = ["send"]) {
  const journeys = createTestJourneys();
  const tasks = { ...journeys.tasks, ...own };
  const authorize = () => ({ caller: "Lan", scopes });
  const {
    status,
    json,
    headers,
    body: text,
  } = await callProxy({ path, body }, { journeys: { ...journeys, tasks }, authorize, apps });
  return { status, json, headers, text, asked: journeys.asked };
}

describe("the work list", () => {
  it("is shown with masked phones, also those in notes, to callers that may send", async () => {
    const { status, text, asked } = await ask("/v1/tasks/search", { state: "open", app: "north" });
    expect(status).toBe(200);
    expect(text).toContain("84*****5678");
    expect(text).not.toMatch(/912[ .]?345[ .]?678/);
    expect(asked).toEqual([["tasks.search", { state: "open" }, { appKeys: ["north-key"], apps }]]);
    expect((await ask("/v1/tasks/search", {}, {}, ["read", "people", "admin"])).status).toBe(403);
  });

  it("masks the recipient's phone in a note however its beginning is written, also in a table", async () => {
    const page = { tasks: [{ ...storedTask, note: "gọi 12345678" }], nextCursor: null };
    for (const format of ["json", "csv"]) {
      const { status, text } = await ask("/v1/tasks/search", { format }, { search: async () => page });
      expect([status, text.includes("gọi"), text.includes("12345678")]).toEqual([200, true, false]);
    }
  });

  it("goes on at the cursor of its page", async () => {
    const page = { tasks: [], nextCursor: "5-0f" };
    expect((await ask("/v1/tasks/search", {}, { search: async () => page })).json).toEqual(page);
  });

  it("is a table of all its pages", async () => {
    const search = vi.fn<TaskService["search"]>(async ({ cursor }) => ({
      tasks: [storedTask],
      nextCursor: cursor === undefined ? "5-0f" : null,
    }));
    const { status, headers, text } = await ask("/v1/tasks/search", { format: "csv", state: "done" }, { search });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(search.mock.calls.map(([query]) => query)).toEqual([
      { state: "done", limit: 100, cursor: undefined },
      { state: "done", limit: 100, cursor: "5-0f" },
    ]);
    const [heading, first, second, end] = text.split("\r\n");
    expect(heading).toMatch(/^\ufeffLúc gửi;Mã đơn;/);
    expect(first).toContain("Đơn 42;84*****5678;133214;failed;-118;done;Nguyễn Văn A;2026-01-03T00:00:00.000Z;gọi lại");
    expect([second, end]).toEqual([first, ""]);
    const english = await ask("/v1/tasks/search", { format: "csv", language: "en" });
    expect(english.text).toMatch(/^\ufeffSent,Reference,/);
  });

  it("has a cell in its table for all that a task may have, and an empty one for what it has not", async () => {
    const createdAt = new Date(Date.UTC(2026, 0, 1));
    const stored = { app: "default", caller: "shop", labels: {}, createdAt, requestId: null, phone: null };
    const refused = { ...stored, messageId, templateId: "133214", state: "refused" as const };
    const tasks = [
      { state: "open" as const, message: refused },
      { state: "open" as const, message: { ...refused, upstreamCode: 9004 } },
    ];
    const lines = async (search: TaskService["search"]) =>
      (await ask("/v1/tasks/search", { format: "csv" }, { search })).text.split("\r\n").slice(1, -1);
    expect(await lines(async () => ({ tasks, nextCursor: null }))).toEqual([
      `2026-01-01T00:00:00.000Z;;;133214;refused;;open;;;;;${messageId}`,
      `2026-01-01T00:00:00.000Z;;;133214;refused;9004;open;;;;;${messageId}`,
    ]);
    const doneAt = new Date(Date.UTC(2026, 0, 4));
    const [line] = await lines(async () => ({ tasks: [{ ...storedTask, doneAt }], nextCursor: null }));
    expect(line).toMatch(`;2026-01-04T00:00:00.000Z;${messageId}`);
  });

  it("ends a table at 5,000 rows", async () => {
    const tasks = Array(100).fill(storedTask);
    const search = vi.fn<TaskService["search"]>(async () => ({ tasks, nextCursor: "5-0f" }));
    await ask("/v1/tasks/search", { format: "csv" }, { search });
    expect(search).toHaveBeenCalledTimes(50);
  });

  it("gives tasks to the caller by name; only admins take them from others, and say so", async () => {
    const taken = await ask("/v1/tasks/take", { messageId });
    expect(taken.status).toBe(200);
    expect(taken.json).toMatchObject({
      isTaken: true,
      task: { takenBy: "Nguyễn Văn A", message: { phone: "84*****5678" } },
    });
    const asked = async (body: object, scopes: readonly Scope[]) =>
      (await ask("/v1/tasks/take", { messageId, ...body }, {}, scopes)).asked;
    const by = (mayForce: boolean) => [["tasks.take", messageId, { apps, caller: "Lan", mayForce }]];
    expect(await asked({}, ["send", "admin"])).toEqual(by(false));
    expect(await asked({ force: true }, ["send"])).toEqual(by(false));
    expect(await asked({ force: true }, ["send", "admin"])).toEqual(by(true));
  });

  it("is written to", async () => {
    const { status, text, asked } = await ask("/v1/tasks/update", { messageId, called: true, note: "hẹn chiều" });
    expect([status, text.includes("345678")]).toEqual([200, false]);
    const options = { apps, caller: "Lan", mayForce: false };
    expect(asked).toEqual([["tasks.update", { messageId, called: true, note: "hẹn chiều" }, options]]);
    expect((await ask("/v1/tasks/update", { messageId })).status).toBe(422);
  });
});
