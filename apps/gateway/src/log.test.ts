import { ProxyError } from "@nxzalo/core";
import { formatLogLine } from "@nxzalo/proxy";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createLog, describeFault, type LogFields, type LogLevel, logWarnings } from "./log.ts";

const written = (line: LogFields, level?: LogLevel | "silent") => {
  const lines: string[] = [];
  createLog({ write: (text) => void lines.push(text), flush: () => {} }, level)(line);
  return lines;
};

describe("a line of the log", () => {
  it("is what a Worker writes", () => {
    const line = { level: "warn", method: "POST", route: "/v1/messages", status: 403, caller: "shop" } as const;
    const [text = ""] = written(line);
    expect(text).toBe(`${formatLogLine(line, Date.parse(JSON.parse(text).time))}\n`);
  });

  it("has its own millisecond, also where the clock is set back", () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const lines: string[] = [];
    const write = createLog({ write: (text) => void lines.push(text), flush: () => {} });
    const times = [1_700_000_000_001, 1_700_000_000_001, 1_700_000_000_002, 1_700_000_000_001];
    for (const time of times) {
      vi.setSystemTime(time);
      write({ level: "info" });
    }
    expect(lines.map((line) => Date.parse(JSON.parse(line).time))).toEqual(times);
  });

  it.each<[LogLevel | "silent" | undefined, number]>([
    [undefined, 1],
    ["info", 1],
    ["warn", 1],
    ["error", 0],
    ["silent", 0],
  ])("with LOG_LEVEL %s, a warning is written %i times", (level, count) =>
    expect(written({ level: "warn", message: "…" }, level)).toHaveLength(count),
  );

  it.each(["accessSecret", "authorization", "body", "journeyToken", "phone", "reference", "secret", "token"])(
    "never shows %s, should a bug put it into one",
    (name) => {
      const [text = ""] = written({ level: "info", [name]: "Đơn 42", error: { [name]: "Đơn 42", name: "Error" } });
      expect(JSON.parse(text)).toMatchObject({ [name]: "[redacted]", error: { name: "Error", [name]: "[redacted]" } });
      expect(text).not.toContain("Đơn 42");
    },
  );
});

it("what is no bug shows its code, and no place in our code", () => {
  const error = new ProxyError("away", { code: "unavailable", outcome: "not_sent" });
  expect(describeFault(error)).toMatchObject({ code: "unavailable", at: undefined });
});

it("Node's warnings are lines of the log in place of its own, but for the one about SQLite", async () => {
  const own = process.listeners("warning");
  onTestFinished(() => {
    process.removeAllListeners("warning");
    for (const listener of own) process.on("warning", listener);
  });
  const messages: string[] = [];
  process.on("warning", ({ message }) => messages.push(`as Node prints it: ${message}`));
  logWarnings((message) => messages.push(message));
  process.emitWarning("SQLite is an experimental feature, as this test says");
  process.emitWarning("a timer does not fit, as this test says");
  // What warns besides, on a new Node, is not of this test.
  const ours = () => messages.filter((message) => message.endsWith("as this test says"));
  await expect.poll(ours).toEqual(["a timer does not fit, as this test says"]);
});

it("a bug shows where it is in our code, and nothing of its message", () => {
  const fault = describeFault(new TypeError("about 84912345678"));
  expect(fault).toMatchObject({ name: "TypeError", at: expect.arrayContaining([expect.stringContaining("log.test")]) });
  expect(JSON.stringify(fault)).not.toContain("84912345678");
});
