import { phoneForCode } from "@nxzalo/sandbox";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { newOrder, newPhone, type StoringProxy } from "./storing-proxy.ts";

/** One order has one live token, for every caller, however often it is asked for. */
export function describeOneToken(name: string, { subject }: StoringProxy): void {
  const { init, request } = subject;
  const post = (body: object) =>
    request("/v1/journeys", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  describe(`${name}: one order`, () => {
    it("has one token: made for the first who asks (201), given to everybody after (200)", async () => {
      const order = newOrder();
      const first = await post(order);
      expect(first.status).toBe(201);
      const made = await first.json();
      expect(first.headers.get("location")).toBe(`/v1/journeys/${made.journeyId}`);
      expect(made).toMatchObject({ phone: order.phone, reused: false, token: expect.any(String) });
      const second = await post(order);
      expect([second.status, second.headers.get("location")]).toEqual([200, null]);
      expect(await second.json()).toEqual({ ...made, reused: true });
    });

    it("has one token for all who ask at the same time, and one of them is told that it is new", async () => {
      const order = newOrder();
      const journeys = await Promise.all(Array.from({ length: 12 }, () => init(order)));
      expect(new Set(journeys.map(({ token }) => token)).size).toBe(1);
      expect(new Set(journeys.map(({ journeyId }) => journeyId)).size).toBe(1);
      expect(journeys.filter(({ reused }) => reused === false)).toHaveLength(1);
    });

    it("is one order however its reference was typed or pasted", async () => {
      const order = { ...newOrder(), reference: "Đơn  42" };
      const { token } = await init(order);
      const notations = [
        "Đơn 42",
        "Đơn\u00a042",
        " Đơn 42\u200b ",
        "Đơn 42".normalize("NFD"),
        "\ufeffĐơn\u2003\u200e 42",
      ];
      for (const reference of notations) expect((await init({ ...order, reference })).token).toBe(token);
    });

    it("is told by its phone as it is read, its type and its reference", async () => {
      const order = newOrder();
      const { token } = await init(order);
      expect((await init({ ...order, phone: `+${order.phone}` })).token).toBe(token);
      const others = [
        { ...order, phone: newPhone() },
        { ...order, tokenType: "token_logistics_30" as const },
        { ...order, reference: `${order.reference}!` },
        { phone: order.phone, tokenType: order.tokenType },
      ];
      const tokens = await Promise.all(others.map(async (other) => (await init(other)).token));
      expect(new Set([...tokens, token]).size).toBe(5);
    });

    it("that is refused is refused to all who wait, and can be asked for again", async () => {
      const order = { ...newOrder(), phone: phoneForCode(9004) };
      const refusals = await Promise.all(Array.from({ length: 4 }, () => failureOf(init(order))));
      for (const refusal of [...refusals, await failureOf(init(order))])
        expect(refusal).toMatchObject({ code: "quotation_missing", outcome: "rejected", upstreamCode: 9004 });
    });
  });
}
