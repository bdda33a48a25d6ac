import { randomBytes } from "node:crypto";
import { createProxyClient } from "@nxzalo/client";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";

/** The emulator, and a gateway in front of it that forwards receipts to `url`; sends one message through both. */
export async function sendOneMessage(url: string, secret: string, port: string): Promise<void> {
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
    RECEIPTS_FORWARD_URL: url,
    RECEIPTS_FORWARD_SECRET: secret,
  });
  await startGateway(config, () => {});
  const client = createProxyClient({ baseUrl, headers: { authorization: `Bearer ${key}` } });
  const order = { phone: "84912345678", tokenType: "token_logistics_7", reference: "Đơn 42" } as const;
  const { messageId } = await client.sendTemplate({ ...order, templateId: "133214", templateData: { order: "42" } });
  console.log(`sent ${messageId}`);
}
