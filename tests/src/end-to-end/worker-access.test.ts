import { describe, expect, inject, it } from "vitest";

const { workerUrl, jwtWorkerUrl, publicKeyWorkerUrl, limitedKey, jwt } = inject("servers");
const ask = (url: string, token: string) =>
  fetch(`${url}/v1/journeys`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ phone: "84912345678", tokenType: "token_logistics_7" }),
  });

describe("the built Worker, without Node compatibility", () => {
  it("stops a caller at the limit of its binding, and says when to come back", async () => {
    // Many at a time: the limit is one of calls in a minute, and each call that is let through makes a journey.
    const some = () => Promise.all(Array.from({ length: 13 }, () => ask(workerUrl, limitedKey)));
    const responses = await some();
    while (responses.every(({ status }) => status === 201) && responses.length < 130) responses.push(...(await some()));
    const refused = responses.filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    for (const response of refused) {
      expect([response.status, response.headers.get("retry-after")]).toEqual([429, "60"]);
      expect(await response.json()).toMatchObject({ code: "rate_limited", retryable: true });
    }
  });

  it("admits by a JWT that the issuer's key set proves, and by nothing less", async () => {
    // Many at a time: the key set is read by one of them, and no request can await another's on Workers.
    const many = await Promise.all(Array.from({ length: 10 }, () => ask(jwtWorkerUrl, jwt.admitted)));
    expect(many.map(({ status }) => status)).toEqual(Array(10).fill(201));
    const expired = await ask(jwtWorkerUrl, jwt.expired);
    expect([expired.status, expired.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer error="invalid_token", error_description="the token has expired (exp)"',
    ]);
    expect((await ask(jwtWorkerUrl, `${jwt.admitted.slice(0, -4)}AAAA`)).status).toBe(401);
    expect((await ask(workerUrl, jwt.admitted)).status).toBe(401);
  });

  it("asks the caller with a key that is not known yet to come back, and no one else", async () => {
    await ask(jwtWorkerUrl, jwt.admitted);
    const callers = Array.from({ length: 10 }, (_, index) =>
      ask(jwtWorkerUrl, index % 2 ? jwt.unknownKey : jwt.admitted),
    );
    for (const [index, response] of (await Promise.all(callers)).entries())
      expect(index % 2 ? [401, 503] : [201]).toContain(response.status);
    // Where the cool-down has just ended, the first of the two reads the key set again.
    const twice = [await ask(jwtWorkerUrl, jwt.unknownKey), await ask(jwtWorkerUrl, jwt.unknownKey)];
    const response = twice.find(({ status }) => status === 503) as Response;
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ code: "unavailable", retryable: true, outcome: "not_sent" });
  });

  it("admits by a JWT that a public key proves, and by nothing less", async () => {
    expect((await ask(publicKeyWorkerUrl, jwt.byPublicKey)).status).toBe(201);
    for (const token of [jwt.admitted, `${jwt.byPublicKey.slice(0, -4)}AAAA`]) {
      expect((await ask(publicKeyWorkerUrl, token)).status).toBe(401);
    }
  });
});
