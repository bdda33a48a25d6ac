import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { createSandbox, phoneForCode } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { expect, it, onTestFinished } from "vitest";
import { gatewayConfigFromEnv } from "../config.ts";
import type { LogFields } from "../log.ts";
import { startGateway } from "../server.ts";

it("a gateway that NXCLOUD refuses tells ALERT_URL and its log, without the phone", { timeout: 60_000 }, async () => {
  const posted: string[] = [];
  const receiver = createServer(async (request, response) => {
    posted.push(await text(request));
    response.end();
  });
  onTestFinished(() => void receiver.close());
  const sandbox = createSandbox();
  const upstream = await listen(sandbox);
  onTestFinished(upstream.close);
  const lines: LogFields[] = [];
  const config = gatewayConfigFromEnv({
    NXCLOUD_BASE_URL: upstream.url,
    NXCLOUD_ACCESS_KEY: sandbox.credentials.accessKey,
    NXCLOUD_ACCESS_SECRET: sandbox.credentials.accessSecret,
    NXCLOUD_APP_KEY: sandbox.appKey,
    GATEWAY_API_KEYS: "shop:0123456789abcdef",
    SQLITE_PATH: ":memory:",
    PORT: "0",
    ALERT_URL: (await listenOnLoopback(receiver)).url,
    ALERT_SECRET: "0123456789abcdef",
  });
  const gateway = await startGateway(config, (line) => lines.push(line));
  onTestFinished(gateway.close);
  const phone = phoneForCode(1102);
  await fetch(`${gateway.url}/v1/journeys`, {
    method: "POST",
    headers: { authorization: "Bearer 0123456789abcdef", "content-type": "application/json" },
    body: JSON.stringify({ phone, tokenType: "token_logistics_7" }),
  });
  await expect.poll(() => posted.length, { timeout: 40_000 }).toBe(1);
  expect(JSON.parse(posted[0] ?? "")).toMatchObject({ type: "alarm.firing", data: { name: "NxZaloBalanceRefused" } });
  expect(lines.filter(({ alarm }) => alarm !== undefined)).toMatchObject([
    { level: "error", alarm: "NxZaloBalanceRefused", hint: "docs/runbooks/balance-refused.md" },
  ]);
  expect(posted.join() + JSON.stringify(lines)).not.toContain(phone);
});
