import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import type { Example } from "../example.ts";
import { breakOff, call } from "../http.ts";
import { startExample } from "../start-example.ts";

/** The emulator's failure by a gateway, then copies and a forgery of our own, signed by hand. */
export async function useSmsFallback(example: Example): Promise<string> {
  const secret = randomBytes(24);
  const receiver = await startExample(example, { RECEIPTS_FORWARD_SECRET: `whsec_${secret.toString("base64")}` });
  try {
    const messageId = await receiver.printed(/^sent Đơn 43: (\S+)$/m);
    await receiver.printed(new RegExp(`^SMS about Đơn 43, .* as undeliverable_${messageId}$`, "m"));

    const data = { messageId: "by-hand", reference: "Đơn 44", reason: "expired" };
    const bodyOf = (type: string) => JSON.stringify({ type, timestamp: "", data });
    await breakOff(`${receiver.url}/events`);
    const post = (id: string, { key = secret, body = bodyOf("message.undeliverable") } = {}) => {
      const at = String(Math.floor(Date.now() / 1000));
      const signature = createHmac("sha256", key).update(`${id}.${at}.${body}`).digest("base64");
      const headers = { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": `v1,${signature}` };
      return call(`${receiver.url}/events`, { method: "POST", headers, body }).then(({ status }) => status);
    };
    assert.deepEqual([await post("one"), await post("one"), await post("one")], [204, 204, 204]);
    assert.equal(await post("two", { key: randomBytes(24) }), 401);
    assert.equal(await post("three", { body: bodyOf("quota.low") }), 204);
    await receiver.printed(/^SMS about Đơn 44, .* \(expired\), as one$/m);
    assert.equal(
      receiver.output().match(/^SMS about /gm)?.length,
      2,
      "a copy, a forgery or a delivered message got an SMS",
    );
  } finally {
    await receiver.stop();
  }
  return "of two orders the one that Zalo does not reach gets an SMS; of three copies one, of a forgery or another event none; a body that breaks off ends nothing";
}
