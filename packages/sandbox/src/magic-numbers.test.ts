import { parseReceipt, zaloCodes } from "@nxzalo/core";
import { describe, expect, it } from "vitest";
import { init, send, statusesOf, webhook } from "../test/client.ts";
import {
  createSandbox,
  phoneForZaloCode,
  type SandboxReceipt,
  type TemplateBehaviour,
  templateBehaviours,
  templateIdFor,
  templateIdForCode,
  templateIdForZaloCode,
} from "./index.ts";

/** Sends one message on a new journey, and lets the journey time out where asked. */
async function sent(templateId: string, { isLongAgo = false } = {}) {
  const sandbox = createSandbox({ webhook });
  const { token: journeyToken } = await init(sandbox);
  const reply = await send(sandbox, { journeyToken, templateId, ext: "e" });
  if (isLongAgo) sandbox.advance(7 * 86_400_000);
  return { sandbox, reply, receipts: sandbox.receipts, statuses: statusesOf(sandbox) };
}

const parsed = ({ body }: SandboxReceipt) => parseReceipt(body).status;

describe("failures of Zalo's", () => {
  it("come as a receipt, by template and by number, and charge no journey", async () => {
    for (const { code } of zaloCodes()) {
      const { sandbox } = await sent(templateIdForZaloCode(code), { isLongAgo: true });
      await send(sandbox, { phone: phoneForZaloCode(code) });
      expect(sandbox.receipts.map(({ body }) => parseReceipt(body))).toMatchObject([
        { status: "failed", code: 17004, ext: "e", zalo: { error: code }, reason: { code } },
        { status: "failed", code: 17004, zalo: { error: code }, reason: { code } },
      ]);
    }
  });

  it("look as NXCLOUD's sample does", async () =>
    expect((await sent("failed-118")).receipts[0]?.body).toMatchObject({
      message: "Zalo send error(Zalo account not existed)",
      zaloRes: { error: -118, message: "Zalo account not existed", data: null },
    }));

  it("of another code do not say that the account does not exist", async () =>
    expect((await sent("failed-108")).receipts[0]?.body).toMatchObject({
      message: "Zalo send error(Zalo error -108)",
      zaloRes: { error: -108, message: "Zalo error -108", data: null },
    }));

  it("leave the journey to be charged by the message that follows", async () => {
    const sandbox = createSandbox({ webhook });
    const { token: journeyToken } = await init(sandbox);
    await send(sandbox, { journeyToken, templateId: "failed-1122" });
    await send(sandbox, { journeyToken });
    expect(statusesOf(sandbox)).toEqual(["failed", "success", "journey_acknowledged", "delivered"]);
  });
});

describe("template ids", () => {
  const all = ["success", "journey_acknowledged", "delivered"];
  it.each<[TemplateBehaviour, string[]]>([
    ["duplicates", ["success", "success", "journey_acknowledged", "journey_acknowledged", "delivered", "delivered"]],
    ["shuffled", ["delivered", "journey_acknowledged", "success"]],
    ["undelivered", ["success", "journey_acknowledged"]],
    ["unacknowledged", ["success", "delivered"]],
    ["silent", []],
    ["no-request-id", all],
    ["bare-acknowledged", all],
    ["bare-time-out", all],
    ["cost-on-delivered", all],
    ["unknown-status", [...all, "seen"]],
    ["extra-fields", all],
  ])("%s", async (behaviour, statuses) => {
    const { sandbox, statuses: made } = await sent(templateIdFor(behaviour));
    expect(made).toEqual(statuses);
    // Whatever became of its receipts, the journey is charged, and times out.
    sandbox.advance(7 * 86_400_000);
    expect(statusesOf(sandbox)).toEqual([...statuses, "journey_time_out"]);
  });

  it("change what the table says", async () => {
    expect((await sent("no-request-id")).reply).toEqual({ requestId: null });
    expect((await sent("bare-acknowledged")).receipts.map(parsed)).toEqual(["success", "unknown", "delivered"]);
    expect((await sent("unknown-status")).receipts.map(parsed).at(-1)).toBe("unknown");
    expect((await sent("extra-fields")).receipts.map(parsed)).toEqual(all);
    expect((await sent("extra-fields")).receipts[0]?.body).toMatchObject({ extra: { nested: expect.anything() } });
    expect((await sent("cost-on-delivered")).receipts[2]?.body).toHaveProperty("cost.originalPrice");
    expect((await sent("bare-time-out", { isLongAgo: true })).receipts.at(-1)?.body).toEqual({
      status: "journey_time_out",
      code: 17007,
      message: "Journey expires",
    });
  });

  it.each(["code-123456", "code-", "code-9x", "xcode-9001", "code-9001 ", "failed-123456", "xfailed-118", "silently"])(
    "an id that only looks like one of them is an ordinary one: %j",
    async (templateId) => expect((await sent(templateId)).statuses).toEqual(all),
  );

  it("have their names from the helpers", () => {
    expect(templateBehaviours.map(templateIdFor)).toEqual(templateBehaviours);
    expect([templateIdForCode(9001), templateIdForCode(-1)]).toEqual(["code-9001", "code-99991"]);
    expect([templateIdForZaloCode(-1491), phoneForZaloCode(-1491)]).toEqual(["failed-1491", "84900101491"]);
  });
});
