import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { sendOneMessage } from "./demo.ts";
import { receiveReceipts } from "./receive.ts";

const { PORT = "3002", GATEWAY_PORT = "8787", RECEIPTS_PATH = ":memory:", ...env } = process.env;
const url = `http://127.0.0.1:${PORT}/receipts`;
const generated = env.NXCLOUD_ACCESS_KEY ? undefined : `whsec_${randomBytes(24).toString("base64")}`;
const secret = env.RECEIPTS_FORWARD_SECRET ?? generated;
if (!secret) throw new Error("RECEIPTS_FORWARD_SECRET is missing: the one that the gateway has");

const listener = receiveReceipts(RECEIPTS_PATH, secret, (receipt, messageId = "") => {
  if (receipt.status === "failed") console.log(`failed ${messageId}: ${receipt.reason?.hint}`);
  else if (receipt.status !== "journey_acknowledged") console.log(`${receipt.status} ${messageId}`);
  else console.log(`journey ${receipt.journeyId} costs ${receipt.cost.originalPrice} ${receipt.cost.currency}`);
});
createServer(listener).listen(Number(PORT), "127.0.0.1", async () => {
  console.log(`receipts on ${url}`);
  // In front of the real NXCLOUD a gateway runs by itself, with this URL as its RECEIPTS_FORWARD_URL.
  if (generated) await sendOneMessage(url, secret, GATEWAY_PORT);
});
