import { expect, it, vi } from "vitest";
import { forwardBudget } from "./forward.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const reached = {
  month: "2026-11",
  percent: 80,
  budget: { amount: "1000", currency: "VND" },
  spent: { amount: "801", currency: "VND" },
} as const;

it("a budget that is reached is posted on, signed, by an id that is the same for every copy", async () => {
  const fetch = vi.fn(async (_url: string, _init: { headers: Record<string, string>; body: string }) => ({
    status: 204,
  }));
  const forward = forwardBudget({ url: "https://shop.example/zalo", secret, fetch, now: () => 0 });
  await forward(reached);
  await forward(reached);
  const [[url, { headers, body }], [, again]] = fetch.mock.calls as unknown as [
    [string, { headers: Record<string, string>; body: string }],
    [string, { headers: Record<string, string> }],
  ];
  expect(url).toBe("https://shop.example/zalo");
  expect(JSON.parse(body)).toEqual({ type: "budget.reached", timestamp: "1970-01-01T00:00:00.000Z", data: reached });
  expect(headers).toMatchObject({
    "webhook-id": "budget_2026-11_80",
    "webhook-signature": expect.stringMatching(/^v1,/),
  });
  expect(again.headers["webhook-id"]).toBe(headers["webhook-id"]);
});

it("what is not accepted is told to who tells of the budget", async () => {
  const fetch = async () => ({ status: 500 });
  const forward = forwardBudget({ url: "https://shop.example/zalo", secret, fetch });
  await expect(forward(reached)).rejects.toMatchObject({ name: "ProxyError", code: "unavailable" });
});
