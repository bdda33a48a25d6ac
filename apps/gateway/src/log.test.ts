import { formatLogLine } from "@nxzalo/proxy";
import { describe, expect, it } from "vitest";
import { createLog, describeFault, type LogFields, type LogLevel } from "./log.ts";

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

it("a bug shows where it is in our code, and nothing of its message", () => {
  const fault = describeFault(new TypeError("about 84912345678"));
  expect(fault).toMatchObject({ name: "TypeError", at: expect.arrayContaining([expect.stringContaining("log.test")]) });
  expect(JSON.stringify(fault)).not.toContain("84912345678");
});
