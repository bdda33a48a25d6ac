import { randomBytes } from "node:crypto";
import { createProxyClient } from "@nxzalo/client";
import { createSandbox, phoneForZaloCode } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";

/** The emulator, and a gateway in front of it whose undeliverable messages are told to `url`; of two orders, Zalo reaches one. */
export async function sendTwoMessages(url: string, secret: string, port: string): Promise<void> {
  const sandbox = createSandbox();
  const key = randomBytes(24).toString("hex");
  const baseUrl = `http://127.0.0.1:${port}`;
  const config = gatewayConfigFromEnv({
    NXCLOUD_BASE_URL: (await listen(sandbox)).url,
    NXCLOUD_ACCESS_KEY: sandbox.credentials.accessKey,
    NXCLOUD_ACCESS_SECRET: sandbox.credentials.accessSecret,
    NXCLOUD_APP_KEY: sandbox.appKey,
    GATEWAY_API_KEYS: `demo:send:${key}`,
    SQLITE_PATH: ":memory:",
    PORT: port,
    PUBLIC_URL: baseUrl,
    RECEIPT_KEYS: randomBytes(24).toString("hex"),
    EVENTS_TARGETS: `message.undeliverable=${url}`,
    RECEIPTS_FORWARD_SECRET: secret,
  });
  await startGateway(config, () => {});
  const client = createProxyClient({ baseUrl, headers: { authorization: `Bearer ${key}` } });
  for (const [reference, phone] of Object.entries({ "Đơn 42": "84912345678", "Đơn 43": phoneForZaloCode(-114) })) {
    const parcel = { phone, tokenType: "token_logistics_7", reference } as const;
    const { messageId } = await client.sendTemplate({ ...parcel, templateId: "133214", templateData: { reference } });
    console.log(`sent ${reference}: ${messageId}`);
  }
}
