import { describe, expect, inject, it } from "vitest";

const { workerUrl, jwtWorkerUrl, limitedKey, jwt } = inject("servers");
const ask = (url: string, token: string) =>
  fetch(`${url}/v1/journeys`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ phone: "84912345678", tokenType: "token_logistics_7" }),
  });

describe("the built Worker, without Node compatibility", () => {
  it("stops a caller at the limit of its binding, and says when to come back", async () => {
    let response = await ask(workerUrl, limitedKey);
    for (let calls = 1; response.status === 201 && calls < 130; calls++) response = await ask(workerUrl, limitedKey);
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe("60");
    expect(await response.json()).toMatchObject({ code: "rate_limited", retryable: true });
  }, 30_000);

  it("admits by a JWT that the issuer's key set proves, and by nothing less", async () => {
    expect((await ask(jwtWorkerUrl, jwt.admitted)).status).toBe(201);
    expect((await ask(jwtWorkerUrl, jwt.expired)).status).toBe(401);
    expect((await ask(jwtWorkerUrl, `${jwt.admitted.slice(0, -4)}AAAA`)).status).toBe(401);
    expect((await ask(workerUrl, jwt.admitted)).status).toBe(401);
  });
});
