import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clientOf, init } from "../test/client.ts";
import { waitForFault } from "./faults.ts";
import { createSandbox, type Fault, phoneForCode } from "./index.ts";

/** What goes over the wire where the next answer is broken so. */
async function wireOf(fault: Fault, phone?: string) {
  const sandbox = createSandbox();
  sandbox.faults.push(fault);
  let wire: Response | undefined;
  const fetch = async (url: string, request: RequestInit) => {
    const response = await sandbox.fetch(url, request);
    wire = response.clone();
    return response;
  };
  await clientOf(sandbox, { fetch })
    .initJourneyToken({ phone: phone ?? "84912345678", tokenType: "token_logistics_7" })
    .catch(() => {});
  const { status = 0, headers = new Headers() } = wire ?? {};
  const bytes = new Uint8Array((await wire?.arrayBuffer()) ?? []);
  return { status, headers, bytes, text: new TextDecoder().decode(bytes) };
}

const token = '"token":"[A-Za-z0-9_-]{256}"';

describe("a broken answer is, byte for byte,", () => {
  it.each<[Fault, number, string | null, RegExp]>([
    ["html_502", 502, "text/html", /^<html>.*Bad Gateway.*<\/html>$/],
    ["truncated_json", 200, "application/json", /^\{"code":0,"message":"Success","data":\{"journeyId":"\d+$/],
    ["empty_200", 200, "application/json", /^$/],
    ["code_as_string", 200, "application/json", new RegExp(`^\\{"code":"0",.*"journeyId":"\\d{19}",${token}\\}\\}$`)],
    ["numeric_journey_id", 200, "application/json", new RegExp(`^\\{"code":0,.*"journeyId":\\d{19},${token}\\}\\}$`)],
    ["success_without_data", 200, "application/json", /^\{"code":0,"message":"Success"\}$/],
    ["redirect", 302, null, /^$/],
  ])("%s", async (fault, status, type, text) => {
    const wire = await wireOf(fault);
    expect(wire).toMatchObject({ status, text: expect.stringMatching(text) });
    expect(wire.headers.get("content-type")).toBe(type);
    expect(wire.headers.has("location")).toBe(status === 302);
  });

  it("the text of a code, also of a negative one", async () =>
    expect((await wireOf("code_as_string", phoneForCode(-1))).text).toMatch(/^\{"code":"-1","message":/));

  it("no UTF-8", async () => {
    const { bytes } = await wireOf("not_utf8");
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)).toThrow(TypeError);
  });

  it("JSON of two MiB, but for its size a success", async () => {
    const { status, bytes, text } = await wireOf("oversized_body");
    expect(status).toBe(200);
    expect(bytes.length - 2 * 1024 * 1024).toBeGreaterThan(0);
    expect(bytes.length - 2 * 1024 * 1024).toBeLessThan(100);
    expect(JSON.parse(text)).toMatchObject({ code: 0 });
  });
});

describe("waiting", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("a slow answer is the ordinary one, after three seconds", async () => {
    const sandbox = createSandbox({ now: () => 1_720_638_317_487 });
    sandbox.faults.push("slow_answer");
    const answered = vi.fn();
    const now = () => 1_720_638_317_487;
    const call = init(sandbox, undefined, { now, timeoutMs: 10_000 }).then(answered);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect(answered).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ token: expect.any(String) }));
  });

  it("what is not answered ends after a minute, as a connection that closes", async () => {
    const sandbox = createSandbox();
    sandbox.faults.push("no_answer");
    const closed = vi.fn();
    const call = sandbox.fetch("https://api.nxcloud.com/v1/zalo/mt", { method: "POST", body: "{}" }).catch(closed);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(closed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect(closed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: "TransportFailure", sent: true }));
  });

  it.each(["slow_answer", "no_answer"] as const)(
    "%s ends with its caller, and holds nothing any longer",
    async (fault) => {
      const reason = new Error("the caller left");
      await expect(waitForFault(fault, AbortSignal.abort(reason))).rejects.toBe(reason);
      const caller = new AbortController();
      const waiting = expect(waitForFault(fault, caller.signal)).rejects.toBe(reason);
      caller.abort(reason);
      await waiting;
      expect(vi.getTimerCount()).toBe(0);
    },
  );
});
