import { type Credentials, sign } from "@nxzalo/core";
import { describe, expect, it, vi } from "vitest";
import { callProxy } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";

const key = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const deep = `${"[".repeat(3_000)}${"]".repeat(3_000)}`;

interface PostOptions {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly credentials?: readonly Credentials[];
  readonly [name: string]: unknown;
}

/** Posts a text to a proxy that stores journeys. */
async function post(
  text: string,
  { path = `/v1/receipts/${key}`, headers = {}, credentials, ...more }: PostOptions = {},
) {
  const receiveUnreadable = vi.fn(async (_: { readonly text: string; readonly reason: string }) => true);
  const journeys = createTestJourneys({ receiveUnreadable, ...more });
  const onFault = vi.fn();
  const requireSignature = more["requireSignature"] === true;
  const receipts = { keys: [key], onReceipt: () => {}, requireSignature, credentials };
  const { status, body } = await callProxy({ path, headers, body: text }, { journeys, receipts, onFault });
  const [fault] = onFault.mock.calls[0] ?? [];
  return { status, body, fault: String((fault as Error | undefined)?.message), kept: receiveUnreadable.mock.calls };
}

describe("what comes as a receipt and cannot be read", () => {
  it.each([
    ["status=delivered&to=84912345678", "it is not JSON"],
    ["[]", "it is an array"],
    ["7", "it is not a JSON object"],
    ["", "it is empty"],
    [" \n", "it is empty"],
    [`{"zaloRes":${deep}}`, "it is nested too deep"],
    ['{"requestId":"\\u0000"}', "requestId must have at most 256 characters, and no control characters"],
  ])("%j is kept with the reason, and answered as it was before", async (text, reason) => {
    const { status, body, fault, kept } = await post(text);
    expect({ status, body }).toEqual({ status: 500, body: "error" });
    expect(fault).toBe(`A receipt cannot be taken: ${reason}`);
    expect(kept).toEqual([[{ text, reason }]]);
  });

  it.each([
    ["content-encoding", " GZIP ", "it is compressed"],
    ["content-encoding", "Identity", "it is not JSON"],
    ["content-type", " Multipart/Form-Data; boundary=x", "it consists of form fields"],
    ["content-type", "text/plain", "it is not JSON"],
  ])("may be told by its %s %j: %s", async (name, value, reason) => {
    expect((await post("x", { headers: { [name]: value } })).kept).toEqual([[{ text: "x", reason }]]);
  });

  it("is kept, under the signature that is wanted, where that fits", async () => {
    const signed = { accessKey: "ak", action: "mt", bizType: "9", ts: "1720602861913", body: "x" };
    const { body: _, ...rest } = signed;
    const by = (accessSecret: string) => ({
      ...Object.fromEntries(Object.entries(rest).map(([field, value]) => [field.toLowerCase(), value])),
      sign: sign({ ...signed, accessSecret, algorithm: "md5" }),
    });
    const options = { requireSignature: true, credentials: [{ accessKey: "ak", accessSecret: "as" }] };
    expect((await post("x", { ...options, headers: by("as") })).kept).toHaveLength(1);
    expect((await post("x", { ...options, headers: by("another") })).kept).toEqual([]);
  });

  it("is kept as an empty text where there is no body at all", async () => {
    const receiveUnreadable = vi.fn(async () => true);
    const journeys = createTestJourneys({ receiveUnreadable });
    const receipts = { keys: [key], onReceipt: () => {} };
    const { status } = await callProxy({ method: "POST", path: `/v1/receipts/${key}` }, { journeys, receipts });
    expect(status).toBe(500);
    expect(receiveUnreadable.mock.calls).toEqual([[{ text: "", reason: "it is empty" }]]);
  });

  it("is kept before NXCLOUD is answered", async () => {
    let keep = (_: boolean) => {};
    const answered = vi.fn();
    const receiveUnreadable = () => new Promise<boolean>((resolve) => (keep = resolve));
    const posting = post("x", { receiveUnreadable }).then(answered);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).not.toHaveBeenCalled();
    keep(true);
    await posting;
    expect(answered).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ body: "error" }));
  });

  it("is not kept under a wrong key, or without the signature that is wanted", async () => {
    expect(await post("x", { path: `/v1/receipts/${key}x` })).toMatchObject({ status: 404, kept: [] });
    expect(await post("x", { requireSignature: true })).toMatchObject({ status: 500, kept: [] });
  });

  it("is heard of also where it cannot be kept", async () =>
    expect(await post("x", { receiveUnreadable: () => Promise.reject(new Error("the disk is full")) })).toMatchObject({
      status: 500,
      body: "error",
      fault: "A receipt cannot be taken: it is not JSON",
    }));

  it("is no receipt that can be read", async () => {
    const { status, kept } = await post('{"status":"delivered","to":"84912345678"}');
    expect({ status, kept }).toEqual({ status: 200, kept: [] });
  });
});
