import { describe, expect, it } from "vitest";
import type { Caller } from "../auth/authorize.ts";
import { askStored } from "../testing/ask-stored.ts";
import type { TestRequest } from "../testing/call-proxy.ts";
import { storedMessage } from "../testing/journey-service.ts";

const { messageId } = storedMessage;

function cancel(more: Partial<Caller>, request: Partial<TestRequest> = {}) {
  const path = `/v1/messages/${messageId}/cancel`;
  return askStored({ path, method: "POST", ...request }, { caller: "shop", scopes: ["send"], ...more });
}

describe("POST /v1/messages/:messageId/cancel", () => {
  it.each<[string, Partial<Caller>, object]>([
    ["their own messages", {}, { ofOthers: false }],
    ["others' too with `admin`", { scopes: ["send", "admin"] }, { ofOthers: true }],
    ["those of their applications", { apps: ["north"] }, { ofOthers: false, appKeys: ["north-key"] }],
  ])("lets callers cancel %s", async (_, caller, options) => {
    for (const request of [{}, { body: {} }]) {
      const { status, json, asked } = await cancel(caller, request);
      expect({ status, json }).toEqual({ status: 200, json: { messageId, state: "cancelled" } });
      expect(asked).toEqual([["messages.cancel", messageId, { caller: "shop", ...options }]]);
    }
  });

  it("needs the scope `send`", async () =>
    expect(await cancel({ scopes: ["read", "admin"] })).toMatchObject({ status: 403, asked: [] }));

  it("takes no fields", async () =>
    expect(await cancel({}, { body: { force: true } })).toMatchObject({ status: 422, asked: [] }));

  it("a message that is not stored is not found", async () => {
    const path = "/v1/messages/00000000-0000-4000-8000-000000000000/cancel";
    expect(await cancel({}, { path })).toMatchObject({ status: 404, json: { code: "message_not_found" } });
  });
});
