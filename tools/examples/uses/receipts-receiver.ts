import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import type { Example } from "../example.ts";
import { breakOff, call } from "../http.ts";
import { startExample } from "../start-example.ts";

const failed = {
  status: "failed",
  code: 17004,
  message: "Sending failed",
  requestId: "zalomid.1",
  sendTime: "2026-11-01 12:00:00",
  zaloRes: { error: -118, message: "Zalo account not existed", data: null },
};

/** The emulator's receipts by a gateway, then copies and forgeries of our own, signed by hand. */
export async function useReceiptsReceiver(example: Example): Promise<string> {
  const secret = randomBytes(24);
  const receiver = await startExample(example, { RECEIPTS_FORWARD_SECRET: `whsec_${secret.toString("base64")}` });
  try {
    const messageId = await receiver.printed(/^sent (\S+)$/m);
    for (const status of ["success", "delivered"]) await receiver.printed(new RegExp(`^${status} ${messageId}$`, "m"));
    await receiver.printed(/^journey \d+ costs [\d.]+ [A-Z]{3}$/m);

    const body = JSON.stringify({ type: "receipt.failed", timestamp: "", data: { raw: failed, messageId: "by-hand" } });
    const low = JSON.stringify({ type: "quota.low", timestamp: "", data: { remaining: 5, daily: 500 } });
    await breakOff(`${receiver.url}/receipts`);
    const now = Math.floor(Date.now() / 1000);
    const post = (id: string, { key = secret, at = now, signed = body, sent = "" } = {}) => {
      const signature = createHmac("sha256", key).update(`${id}.${at}.${signed}`).digest("base64");
      const headers = { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${signature}` };
      return call(`${receiver.url}/receipts`, { method: "POST", headers, body: sent || signed }).then(
        ({ status }) => status,
      );
    };
    assert.deepEqual([await post("one"), await post("one"), await post("one")], [204, 204, 204]);
    assert.equal(await post("two", { key: randomBytes(24) }), 401);
    assert.equal(await post("three", { sent: body.replace("by-hand", "forged") }), 401);
    assert.equal(await post("four", { at: now - 3_600 }), 401);
    assert.equal(await post("five", { signed: low }), 204);
    assert.equal((await call(`${receiver.url}/elsewhere`, { method: "POST", body: {} })).status, 404);
    await receiver.printed(/^failed by-hand: \S+/m);
    assert.equal(receiver.output().match(/^failed /gm)?.length, 1, "a copy, or a forgery, was handled");
  } finally {
    await receiver.stop();
  }
  return "a message's receipts by the gateway; of three copies one is handled, of three forgeries and another event none; a body that breaks off ends nothing";
}
