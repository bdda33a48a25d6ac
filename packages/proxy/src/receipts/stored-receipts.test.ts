import { readFileSync } from "node:fs";
import type { Receipt } from "@nxzalo/core";
import { ProxyError } from "@nxzalo/core/errors";
import type { JourneyService } from "@nxzalo/core/journeys";
import { Webhook } from "standardwebhooks";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { forwardReceipts, type OnReceipt, toReceiptOptions } from "../index.ts";
import { callProxy } from "../testing/call-proxy.ts";
import { createTestJourneys } from "../testing/journey-service.ts";

const key = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const delivered = JSON.parse(
  readFileSync(new URL("../../../core/fixtures/receipt-delivered.json", import.meta.url), "utf8"),
) as object;
const messageId = "5f0c3a52-0d57-4a6b-9f0e-2f6f3d1f2a10";
const known = (receipt: Receipt) => ({ ...receipt, ext: "the caller's own" }) as Receipt;

/** Posts a receipt to a proxy whose journey store knows the message. */
async function post(onReceipt: OnReceipt, answers: Partial<JourneyService> = {}) {
  const receive = async (receipt: Receipt) => ({ receipt: known(receipt), messageId });
  const journeys = createTestJourneys({ receive, ...answers });
  const onFault = vi.fn();
  const request = { path: `/v1/receipts/${key}`, body: { ...delivered, ext: `nxzalo:${messageId}` } };
  const { status, body } = await callProxy(request, { journeys, receipts: { keys: [key], onReceipt }, onFault });
  return { status, body, asked: journeys.asked, onFault };
}

describe("a receipt of a message that is stored", () => {
  it("is stored first, and handed on with its messageId and the caller's own ext", async () => {
    const order: string[] = [];
    const onReceipt = vi.fn<OnReceipt>(() => void order.push("handed on"));
    const receive = async (receipt: Receipt) => {
      order.push("stored");
      return { receipt: known(receipt), messageId };
    };
    await post(onReceipt, { receive });
    expect(order).toEqual(["stored", "handed on"]);
    expect(onReceipt).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ status: "delivered", ext: "the caller's own" }),
      { verified: null, messageId, env: undefined },
    );
  });

  it("is stored with what is known of its signature", async () => {
    const journeys = createTestJourneys();
    const credentials = [{ accessKey: "ak", accessSecret: "as" }];
    const receipts = { keys: [key], onReceipt: () => {}, credentials };
    const headers = { accesskey: "ak", sign: "0".repeat(32) };
    await callProxy({ path: `/v1/receipts/${key}`, headers, body: delivered }, { journeys, receipts });
    expect(journeys.asked).toEqual([
      ["receive", expect.objectContaining({ status: "delivered" }), { verified: false }],
    ]);
  });

  it("is not handed on where it could not be stored: NXCLOUD comes again", async () => {
    const onReceipt = vi.fn<OnReceipt>();
    const away = new ProxyError("away", {
      code: "unavailable",
      outcome: "not_sent",
      isFault: true,
      cause: new Error("disk full"),
    });
    const { status, body, onFault } = await post(onReceipt, { receive: () => Promise.reject(away) });
    expect({ status, body }).toEqual({ status: 500, body: "error" });
    expect(onReceipt).not.toHaveBeenCalled();
    expect(onFault).toHaveBeenCalledOnce();
  });

  it("comes to be stored again where handing it on failed: that changes nothing", async () => {
    const { body, asked } = await post(() => Promise.reject(new Error("the shop is closed")));
    expect(body).toBe("error");
    expect(asked.map(([method]) => method)).toEqual(["receive"]);
  });

  it("is forwarded with its messageId, and signed with it", async () => {
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const fetch = vi.fn(async (_: string, __: { headers: Record<string, string>; body: string }) => ({ status: 204 }));
    expect((await post(forwardReceipts({ url: "https://shop.example/zalo", secret, fetch }))).body).toBe("success");
    const { headers = {}, body = "" } = fetch.mock.calls[0]?.[1] ?? {};
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: "receipt.delivered",
      data: { messageId, ext: "the caller's own", verified: null },
    });
  });
});

describe("a time-out, which has no message", () => {
  const about = { journeyId: "1257624175686111232", reference: "Đơn 42", phoneIndex: "5d0f" };
  const receive = async (receipt: Receipt) => ({ receipt, ...about });

  it("is handed on with the parcel's name", async () => {
    const onReceipt = vi.fn<OnReceipt>();
    await post(onReceipt, { receive });
    expect(onReceipt).toHaveBeenCalledExactlyOnceWith(expect.anything(), { verified: null, env: undefined, ...about });
  });

  it("is forwarded with the parcel's name, without the phone's index", async () => {
    const fetch = vi.fn(async (_: string, __: { body: string }) => ({ status: 204 }));
    await post(forwardReceipts({ url: "https://shop.example/zalo", secret: "0123456789abcdef", fetch }), { receive });
    const { data } = JSON.parse(fetch.mock.calls[0]?.[1].body ?? "");
    const { phoneIndex: _, ...forwarded } = about;
    expect(data).toMatchObject(forwarded);
    expect(data).not.toHaveProperty("phoneIndex");
  });
});

describe("a receipt that only the journey store takes", () => {
  const credentials = { accessKey: "ak", accessSecret: "as" };
  const config = { receiptKeys: [key], requireSignature: false, drWebhookHosts: [], eventTargets: [] };

  it("is taken for the journeys' sake", async () => {
    const journeys = createTestJourneys();
    const receipts = toReceiptOptions(config, { credentials, journeys });
    if (!receipts) throw new Error("nothing takes receipts");
    expect((await post(receipts.onReceipt)).body).toBe("success");
  });

  it("is posted on at once where it is not the store that delivers it, and not a second time where it is", async () => {
    const fetch = vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response());
    onTestFinished(() => fetch.mockRestore());
    const target = { url: "https://shop.example/zalo", secrets: ["0123456789abcdef"], types: ["*"] as const };
    const postsBy = async (journeys: JourneyService | undefined) => {
      fetch.mockClear();
      const receipts = toReceiptOptions({ ...config, eventTargets: [target] }, { credentials, journeys });
      if (!receipts) throw new Error("nothing takes receipts");
      expect((await post(receipts.onReceipt)).body).toBe("success");
      return fetch.mock.calls.map(([url]) => url);
    };
    expect(await postsBy(undefined)).toEqual([target.url]);
    expect(await postsBy(createTestJourneys())).toEqual([target.url]);
    expect(await postsBy({ ...createTestJourneys(), deliversReceipts: true })).toEqual([]);
  });

  it("is not taken where there is no key, or nothing stores it", () => {
    const journeys = createTestJourneys();
    expect(toReceiptOptions({ ...config, receiptKeys: [] }, { credentials, journeys })).toBeUndefined();
    expect(toReceiptOptions(config, { credentials })).toBeUndefined();
  });
});
