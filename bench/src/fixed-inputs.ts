// Also bundled into Workers: nothing here is Node's alone.

/** A request to NXCLOUD as it looks on the wire, signed once and for all. */
export const initPath = "/v1/zalo/initJourneyToken";

export const fixedHeaders = {
  "content-type": "application/json",
  accessKey: "k",
  ts: "1720638317487",
  action: "mt",
  bizType: "9",
  sign: "7750759da06333f20d0640be09355e34",
};

export const fixedBody = '{"appkey":"a","phone":"84912345678","tokenType":"token_logistics_7"}';

/** The same as the methods of the client take it. */
export const input = { phone: "84912345678", tokenType: "token_logistics_7" } as const;

export const options = { credentials: { accessKey: "k", accessSecret: "s" }, appKey: "a" };

/** Bodies of which the signed string has about so many bytes. */
export const signBodies = {
  "250 B": JSON.stringify({ appkey: "a", phone: "84912345678", templateData: { code: "x".repeat(90) } }),
  "450 B, Vietnamese": JSON.stringify({
    appkey: "a",
    phone: "84912345678",
    name: "Đơn hàng của quý khách đã ".repeat(8),
  }),
};

/** The key that the gateways of the benchmarks admit. */
export const gatewayKey = "0123456789abcdef";

/** The key of its receipts' URL. */
export const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";

/** The key of what is stored on Postgres. */
export const storeKey = btoa("\u0001".repeat(32));

export const gatewayVariables = (upstream: string) => ({
  NXCLOUD_ACCESS_KEY: "k",
  NXCLOUD_ACCESS_SECRET: "s",
  NXCLOUD_APP_KEY: "a",
  NXCLOUD_BASE_URL: upstream,
  GATEWAY_API_KEYS: `shop:${gatewayKey}`,
  RECEIPT_KEYS: receiptKey,
  PORT: "0",
});

/** The least module of a Worker that is the edge proxy. */
export const edgeProxy = `import { bearerKeysFromEnv, createEdgeProxy } from "@nxzalo/edge";
export default createEdgeProxy({ authorize: bearerKeysFromEnv() });`;
