import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { readEnv } from "@nxzalo/core/internal";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { Webhook } from "standardwebhooks";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { LogFields } from "../log.ts";
import { type AlertConfig, readAlertConfig } from "./config.ts";
import { createDelivery } from "./deliver.ts";
import { alarmRules } from "./rules.ts";
import type { Alarm } from "./watch.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const [rule, other] = alarmRules;
if (!rule || !other) throw new Error("there are no rules");
const startedAt = Date.UTC(2026, 0, 2);
const firing: Alarm = { rule, status: "firing", startedAt, at: startedAt };
const resolved: Alarm = { rule, status: "resolved", startedAt, at: startedAt + 1_000 };

/** A receiver, and what it got; `answers` gives what it says to each, then 200. */
async function createReceiver(answers: readonly (readonly [status: number, body?: string])[] = []) {
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    got.push({ headers: request.headers, body: await text(request) });
    const [status, body] = answers[got.length - 1] ?? [200];
    response.writeHead(status, { connection: "close" }).end(body);
  });
  onTestFinished(() => void server.close());
  return { url: (await listenOnLoopback(server)).url, got };
}

function createSubject(config: AlertConfig, delaysMs: readonly number[] = [1, 1]) {
  const lines: LogFields[] = [];
  const options = { gateway: "gw-1:8787", write: (line: LogFields) => lines.push(line), delaysMs };
  const delivery = createDelivery(config, options);
  onTestFinished(delivery.stop);
  return { delivery, lines };
}

const configOf = (env: Record<string, string>) => readEnv(env, readAlertConfig) as AlertConfig;

describe("what is posted", () => {
  it("is signed as Standard Webhooks say, names the gateway and the page, and is told to be over", async () => {
    const { url, got } = await createReceiver();
    const { delivery } = createSubject(configOf({ ALERT_URL: url, ALERT_SECRET: secret }));
    delivery.post(firing);
    await expect.poll(() => got.length).toBe(1);
    delivery.post(resolved);
    await expect.poll(() => got.length).toBe(2);
    const [first, second] = got.map(({ headers, body }) =>
      new Webhook(secret).verify(body, headers as Record<string, string>),
    );
    expect(first).toMatchObject({
      type: "alarm.firing",
      data: { name: rule.name, gateway: "gw-1:8787", runbook: `docs/runbooks/${rule.runbook}.md` },
    });
    expect(second).toMatchObject({ type: "alarm.resolved" });
    expect(got.map(({ headers }) => headers["webhook-id"])).toEqual([
      `alarm_${rule.name}_gw-1_8787_${startedAt}_firing`,
      `alarm_${rule.name}_gw-1_8787_${startedAt}_resolved`,
    ]);
    expect(got[0]?.headers.authorization).toBeUndefined();
  });

  it("has one of the runtime's own signals: later versions of Node take no other", async () => {
    const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response());
    onTestFinished(() => fetch.mockRestore());
    createSubject(configOf({ ALERT_URL: "https://ops.shop.example", ALERT_SECRET: secret })).delivery.post(firing);
    await expect.poll(() => fetch.mock.calls.length).toBe(1);
    expect(fetch.mock.calls[0]?.[1]?.signal).toBeInstanceOf(AbortSignal);
  });

  it("to Telegram is a message to the chat", async () => {
    const { url, got } = await createReceiver();
    const config = configOf({ ALERT_URL: `${url}/bot1:x/sendMessage`, ALERT_FORMAT: "telegram", ALERT_TO: "-100123" });
    createSubject(config).delivery.post(firing);
    await expect.poll(() => got.length).toBe(1);
    expect(JSON.parse(got[0]?.body ?? "")).toEqual({
      chat_id: "-100123",
      text: expect.stringContaining(`FIRING ${rule.name} (gw-1:8787)\n${rule.summary}\nsince 2026-01-02T00:00:00.000Z`),
      link_preview_options: { is_disabled: true },
    });
  });

  it("to Lark has Lark's signature, and is posted again where Lark refuses it with 200", async () => {
    const { url, got } = await createReceiver([
      [200, '{"code":19024,"msg":"Key Words Not Found"}'],
      [200, '{"code":0}'],
    ]);
    createSubject(configOf({ ALERT_URL: url, ALERT_FORMAT: "lark", ALERT_SECRET: "0123456789abcdef" })).delivery.post(
      firing,
    );
    await expect.poll(() => got.length).toBe(2);
    const { timestamp, sign, ...message } = JSON.parse(got[1]?.body ?? "");
    expect(Math.abs(Number(timestamp) - Date.now() / 1_000)).toBeLessThan(60);
    expect(sign).toBe(createHmac("sha256", `${timestamp}\n0123456789abcdef`).digest("base64"));
    expect(message).toEqual({ msg_type: "text", content: { text: expect.stringContaining(rule.summary) } });
  });

  it("to Lark has no signature where there is no secret", async () => {
    const { url, got } = await createReceiver();
    createSubject(configOf({ ALERT_URL: url, ALERT_FORMAT: "lark" })).delivery.post(firing);
    await expect.poll(() => got.length).toBe(1);
    expect(JSON.parse(got[0]?.body ?? "")).toEqual({ msg_type: "text", content: { text: expect.any(String) } });
  });

  it.each([
    ["Lark, by its code", "lark", '{"code":0,"msg":"success"}'],
    ["Lark, without a code", "lark", "{}"],
    ["any other receiver, whatever it says", "webhook", '{"code":1}'],
  ])("is not posted again where it was taken by %s", async (_, format, answer) => {
    const { url, got } = await createReceiver([[200, answer]]);
    const { delivery, lines } = createSubject(configOf({ ALERT_URL: url, ALERT_FORMAT: format, ALERT_SECRET: secret }));
    delivery.post(firing);
    delivery.post({ ...firing, rule: other });
    await expect.poll(() => got.length).toBe(2);
    await delay(50);
    expect([got.length, lines]).toEqual([2, []]);
  });

  it("is told to be over in words, too", async () => {
    const { url, got } = await createReceiver();
    const config = configOf({ ALERT_URL: url, ALERT_FORMAT: "telegram", ALERT_TO: "-100123" });
    const { delivery } = createSubject(config);
    delivery.post(firing);
    delivery.post(resolved);
    await expect.poll(() => got.length).toBe(2);
    expect(JSON.parse(got[1]?.body ?? "").text).toMatch(/^RESOLVED /);
  });

  it("to a mail gateway is a mail, with the header that it asks for", async () => {
    const { url, got } = await createReceiver();
    const config = configOf({
      ALERT_URL: url,
      ALERT_FORMAT: "mail",
      ALERT_FROM: "nxzalo@shop.example",
      ALERT_TO: "ops@shop.example, boss@shop.example",
      ALERT_AUTHORIZATION: "Bearer 0123",
    });
    createSubject(config).delivery.post(firing);
    await expect.poll(() => got.length).toBe(1);
    expect(got[0]?.headers.authorization).toBe("Bearer 0123");
    expect(JSON.parse(got[0]?.body ?? "")).toEqual({
      from: "nxzalo@shop.example",
      to: ["ops@shop.example", "boss@shop.example"],
      subject: `FIRING ${rule.name} (gw-1:8787)`,
      text: expect.stringContaining(rule.summary),
    });
  });
});

describe("a receiver that fails", () => {
  it("is posted to again, with the same id", async () => {
    const { url, got } = await createReceiver([[500], [302]]);
    createSubject(configOf({ ALERT_URL: url, ALERT_SECRET: secret })).delivery.post(firing);
    await expect.poll(() => got.length).toBe(3);
    expect(new Set(got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  it("is posted to again where it is Lark that answers an error", async () => {
    const { url, got } = await createReceiver([[500, "{}"]]);
    createSubject(configOf({ ALERT_URL: url, ALERT_FORMAT: "lark" })).delivery.post(firing);
    await expect.poll(() => got.length).toBe(2);
  });

  it.each([
    ["could not be reached", () => Promise.reject(new TypeError("fetch failed"))],
    ["did not answer in time", () => new Promise<Response>(() => {})],
  ])("is posted to again after 5 s, 30 s, 2 and 10 minutes where it %s", async (reason, answer) => {
    vi.useFakeTimers();
    const askedAt: number[] = [];
    const began = Date.now();
    const fetch = vi.spyOn(globalThis, "fetch").mockImplementation(() => {
      askedAt.push(Math.round((Date.now() - began) / 1_000));
      return answer();
    });
    onTestFinished(() => {
      vi.useRealTimers();
      fetch.mockRestore();
    });
    const lines: LogFields[] = [];
    const config = configOf({ ALERT_URL: "https://ops.shop.example", ALERT_SECRET: secret });
    createDelivery(config, { gateway: "gw-1", write: (line) => lines.push(line) }).post(firing);
    await vi.advanceTimersByTimeAsync(3_600_000);
    const attemptS = reason === "could not be reached" ? 0 : 10;
    expect(askedAt).toEqual([0, 5, 35, 155, 755].map((at, index) => at + index * attemptS));
    expect(lines).toMatchObject([{ level: "error", message: expect.stringContaining(`ALERT_URL ${reason}:`) }]);
  });

  it("is posted to no more once the delivery was stopped", async () => {
    const { url, got } = await createReceiver([[500]]);
    const { delivery, lines } = createSubject(configOf({ ALERT_URL: url, ALERT_SECRET: secret }), [60_000]);
    delivery.post(firing);
    await expect.poll(() => got.length).toBe(1);
    delivery.stop();
    delivery.post({ ...firing, rule: other });
    await delay(50);
    expect([got.length, lines]).toEqual([1, []]);
  });

  it("is not told to be over of an alarm whose second beginning it was not told", async () => {
    const { url, got } = await createReceiver([[200], [200], [500], [500], [500]]);
    const { delivery, lines } = createSubject(configOf({ ALERT_URL: url, ALERT_SECRET: secret }));
    for (const [index, alarm] of [firing, resolved, firing].entries()) {
      delivery.post(alarm);
      await expect.poll(() => got.length).toBeGreaterThan(index);
    }
    await expect.poll(() => lines.length).toBe(1);
    delivery.post(resolved);
    await delay(50);
    expect(got).toHaveLength(5);
  });

  it("is given up after a while, in one line that does not name it; what was never told is not told to be over", async () => {
    const { url, got } = await createReceiver([[500], [500], [500]]);
    const { delivery, lines } = createSubject(configOf({ ALERT_URL: `${url}/s3cret`, ALERT_SECRET: secret }));
    delivery.post(firing);
    await expect.poll(() => lines.length).toBe(1);
    expect(lines[0]?.["message"]).toBe(`ALERT_URL answered 500: ${rule.name} (firing) was not delivered`);
    delivery.post(resolved);
    delivery.post({ ...firing, rule: other });
    await expect.poll(() => got.length).toBe(4);
    expect(got[3]?.body).toContain(other.name);
    expect(JSON.stringify(lines)).not.toContain("s3cret");
  });

  it("is posted another alarm meanwhile, at once, which takes no attempt from the one that waits", async () => {
    const { url, got } = await createReceiver([[500]]);
    const { delivery, lines } = createSubject(configOf({ ALERT_URL: url, ALERT_SECRET: secret }), [60_000]);
    delivery.post(firing);
    await expect.poll(() => got.length).toBe(1);
    delivery.post({ ...firing, rule: other });
    await expect.poll(() => got.length).toBe(2);
    await delay(100);
    expect(got.map(({ body }) => JSON.parse(body).data.name)).toEqual([rule.name, other.name]);
    expect(lines).toEqual([]);
  });

  it("that cannot be reached gets the newest state alone", async () => {
    const { url, got } = await createReceiver([[500]]);
    const { delivery } = createSubject(configOf({ ALERT_URL: url, ALERT_SECRET: secret }), [60_000]);
    delivery.post(firing);
    await expect.poll(() => got.length).toBe(1);
    delivery.post(resolved);
    delivery.post({ ...firing, startedAt: startedAt + 5_000 });
    await expect.poll(() => got.length).toBe(2);
    expect(JSON.parse(got[1]?.body ?? "").data.startedAt).toBe("2026-01-02T00:00:05.000Z");
  });
});

describe("the variables", () => {
  const refused = (env: Record<string, string>) => () => readEnv(env, readAlertConfig);
  it("name the format by the host", () => {
    const to = { ALERT_TO: "-100123" };
    expect(configOf({ ALERT_URL: "https://api.telegram.org/bot1:x/sendMessage", ...to }).format).toBe("telegram");
    expect(configOf({ ALERT_URL: "https://open.larksuite.com/open-apis/bot/v2/hook/x" }).format).toBe("lark");
    expect(configOf({ ALERT_URL: "https://open.feishu.cn/open-apis/bot/v2/hook/x" }).format).toBe("lark");
    expect(configOf({ ALERT_URL: "https://ops.shop.example", ALERT_SECRET: secret }).format).toBe("webhook");
    expect(readEnv({}, readAlertConfig)).toBeUndefined();
  });
  it.each([
    [{ ALERT_URL: "https://ops.shop.example" }, "ALERT_SECRET is missing"],
    [{ ALERT_URL: "http://ops.shop.example", ALERT_SECRET: secret }, "ALERT_URL must be an https URL"],
    [{ ALERT_URL: "https://api.telegram.org/bot1:x/sendMessage" }, "ALERT_TO is missing"],
    [{ ALERT_URL: "https://mail.example", ALERT_FORMAT: "mail", ALERT_TO: "a@b.example" }, "ALERT_FROM is missing"],
    [{ ALERT_URL: "https://mail.example", ALERT_FORMAT: "mail", ALERT_FROM: "a@b.example" }, "ALERT_TO is missing"],
    [{ ALERT_URL: "https://ops.shop.example", ALERT_FORMAT: "pager" }, "ALERT_FORMAT must be one of"],
    [{ ALERT_AUTHORIZATION: "Bearer x\r\nbcc: y" }, "ALERT_AUTHORIZATION must be printable ASCII"],
    [{ ALERT_FROM: "\u0110" }, "ALERT_FROM must be printable ASCII"],
    [{ ALERT_TO: `a@b.example${" ".repeat(1_000)}x` }, "ALERT_TO must be printable ASCII"],
  ])("%o: %s", (env, message) => expect(refused(env)).toThrow(message));
});
