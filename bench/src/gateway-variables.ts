export const gatewayKey = "0123456789abcdef";

export const gatewayVariables = (upstream: string) => ({
  NXCLOUD_ACCESS_KEY: "k",
  NXCLOUD_ACCESS_SECRET: "s",
  NXCLOUD_APP_KEY: "a",
  NXCLOUD_BASE_URL: upstream,
  GATEWAY_API_KEYS: `shop:${gatewayKey}`,
  PORT: "0",
});
