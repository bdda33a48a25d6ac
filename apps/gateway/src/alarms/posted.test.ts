import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { phoneForCode } from "@nxzalo/sandbox";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { expect, it, onTestFinished } from "vitest";
import { askGateway } from "../testing/ask-gateway.ts";
import { startOnSandbox } from "../testing/start-on-sandbox.ts";

it("a gateway that NXCLOUD refuses tells ALERT_URL and its log, without the phone", { timeout: 60_000 }, async () => {
  const posted: string[] = [];
  const receiver = createServer(async (request, response) => {
    posted.push(await text(request));
    response.end();
  });
  onTestFinished(() => void receiver.close());
  const key = "0123456789abcdef";
  const { gateway, lines } = await startOnSandbox({
    GATEWAY_API_KEYS: `shop:${key}`,
    ALERT_URL: (await listenOnLoopback(receiver)).url,
    ALERT_SECRET: "0123456789abcdef",
  });
  const phone = phoneForCode(1102);
  await askGateway(`${gateway.url}/v1/journeys`, key, { phone, tokenType: "token_logistics_7" });
  await expect.poll(() => posted.length, { timeout: 40_000 }).toBe(1);
  expect(JSON.parse(posted[0] ?? "")).toMatchObject({ type: "alarm.firing", data: { name: "NxZaloBalanceRefused" } });
  expect(lines.filter(({ alarm }) => alarm !== undefined)).toMatchObject([
    { level: "error", alarm: "NxZaloBalanceRefused", hint: "docs/runbooks/balance-refused.md" },
  ]);
  expect(posted.join() + JSON.stringify(lines)).not.toContain(phone);
});
