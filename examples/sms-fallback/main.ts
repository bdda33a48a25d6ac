import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { sendTwoMessages } from "./demo.ts";
import { fallBackToSms } from "./fall-back.ts";

const { PORT = "3003", GATEWAY_PORT = "8787", SMS_PATH = ":memory:", ...env } = process.env;
const url = `http://127.0.0.1:${PORT}/events`;
const generated = env.NXCLOUD_ACCESS_KEY ? undefined : `whsec_${randomBytes(24).toString("base64")}`;
const secret = env.RECEIPTS_FORWARD_SECRET ?? generated;
if (!secret) throw new Error("RECEIPTS_FORWARD_SECRET is missing: the one that the gateway has");

// In place of an SMS provider, which is given the order's phone from your own database.
const listener = fallBackToSms(SMS_PATH, secret, async (reference, why, key) =>
  console.log(`SMS about ${reference}, which Zalo did not deliver (${why}), as ${key}`),
);
createServer(listener).listen(Number(PORT), "127.0.0.1", async () => {
  console.log(`events on ${url}`);
  // In front of the real NXCLOUD a gateway runs by itself, with EVENTS_TARGETS=message.undeliverable=<this URL>.
  if (generated) await sendTwoMessages(url, secret, GATEWAY_PORT);
});
