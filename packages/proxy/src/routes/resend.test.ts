import { describe, expect, it } from "vitest";
import type { Scope } from "../auth/authorize.ts";
import { askStored } from "../testing/ask-stored.ts";
import { callProxy } from "../testing/call-proxy.ts";
import { createTestJourneys, storedMessage } from "../testing/journey-service.ts";

const { messageId } = storedMessage;
const resend = (scopes: readonly Scope[], body: object | undefined = {}) =>
  askStored({ path: `/v1/messages/${messageId}/resend`, body }, { caller: "shop", scopes });

describe("POST /v1/messages/:messageId/resend", () => {
  it.each<[readonly Scope[], object]>([
    [["send"], { mayForce: false, seesPeople: false }],
    [["send", "people"], { mayForce: false, seesPeople: true }],
    [["send", "admin"], { mayForce: true, seesPeople: false }],
  ])("tells the service what %j may", async (scopes, rights) => {
    const input = { phone: "84912345679", force: true };
    const { status, json, asked } = await resend(scopes, input);
    expect({ status, json }).toEqual({ status: 202, json: { messageId, requestId: "zalomid.2", state: "accepted" } });
    expect(asked).toEqual([["messages.resend", messageId, input, { ...rights, caller: "shop" }]]);
  });

  it("is of the caller's applications, and is sent with the receipts' URL", async () => {
    const journeys = createTestJourneys();
    const authorize = () => ({ caller: "shop", scopes: ["send" as const], apps: ["north"] });
    const receipts = { keys: ["aGVsbG8td29ybGQtMTI4LWJpdHM"], onReceipt: () => {} };
    const options = { journeys, authorize, apps: { north: "north-key", south: "south-key" }, receipts };
    const path = `/v1/messages/${messageId}/resend`;
    await callProxy({ path, body: {} }, { ...options, publicUrl: "https://zalo.example" });
    const drWebhook = "https://zalo.example/v1/receipts/aGVsbG8td29ybGQtMTI4LWJpdHM";
    expect(journeys.asked).toMatchObject([["messages.resend", messageId, {}, { appKeys: ["north-key"], drWebhook }]]);
  });

  it("needs the scope `send`", async () => {
    expect(await resend(["read", "admin"])).toMatchObject({ status: 403, json: { code: "forbidden" } });
  });

  it.each([{ phone: "12" }, { templateData: [] }, { force: "yes" }, { app: "other" }])("refuses %j", async (body) => {
    expect(await resend(["send"], body)).toMatchObject({ status: 422, asked: [] });
  });

  it("a message that is not stored is not found, without `Retry-After`", async () => {
    const path = "/v1/messages/00000000-0000-4000-8000-000000000000/resend";
    const { status, json, headers } = await callProxy({ path, body: {} }, { journeys: createTestJourneys() });
    expect({ status, json }).toMatchObject({ status: 404, json: { code: "message_not_found" } });
    expect(headers).not.toHaveProperty("retry-after");
  });
});
