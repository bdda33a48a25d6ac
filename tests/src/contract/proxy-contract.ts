import { phoneForCode } from "@nxzalo/sandbox";
import { describe, expect, it } from "vitest";
import type { ProxiedSubject } from "./subject.ts";

const journey = { phone: "84912345678", tokenType: "token_coach_bus_30" } as const;
const json = { "content-type": "application/json" };

/** What a proxy has to do besides, seen from the client and from the wire. */
export function describeProxyContract(name: string, { init, request }: ProxiedSubject): void {
  const post = (body: unknown, more: RequestInit = {}) =>
    request("/v1/journeys", {
      method: "POST",
      headers: json,
      body: typeof body === "string" ? body : JSON.stringify(body),
      ...more,
    });

  describe(`${name}: the answer`, () => {
    it("has the route's fields, with the end as a Date", async () => {
      const { phone, expiresAt } = await init({ ...journey, phone: "+84 912 345 678" });
      expect(phone).toBe("84912345678");
      const days = (expiresAt.getTime() - Date.now()) / 86_400_000;
      expect(days).toBeGreaterThan(29.9);
      expect(days).toBeLessThan(30.1);
    });

    it("comes for a reference in any script", async () =>
      expect((await init({ ...journey, reference: "Đơn hàng số 42 – 🚚 𝒳" })).journeyId).toMatch(/^\d{19}$/));

    it("is not to be stored", async () => {
      const { status, headers } = await post(journey);
      expect(status).toBe(201);
      expect(headers.get("cache-control")).toBe("no-store");
    });
  });

  describe(`${name}: problems`, () => {
    const readOnly = { ...json, authorization: "Bearer viewer-0123456789abcdef" };
    const unknownKey = { ...json, authorization: "Bearer 0000000000000000" };

    it.each<[string, () => Promise<Response>, number, string]>([
      ["malformed JSON", () => post('{"phone":'), 400, "body_malformed"],
      ["an empty body", () => post(""), 400, "body_malformed"],
      ["an unknown key", () => post(journey, { headers: unknownKey }), 401, "unauthorized"],
      ["a key that may only read", () => post(journey, { headers: readOnly }), 403, "forbidden"],
      ["an unknown path", () => request("/v1/nothing"), 404, "route_not_found"],
      ["another method", () => request("/v1/journeys"), 405, "method_not_allowed"],
      ["a body that is too large", () => post({ ...journey, reference: "x".repeat(70_000) }), 413, "body_too_large"],
      ["a form", () => post(journey, { headers: { "content-type": "text/plain" } }), 415, "media_type_unsupported"],
      ["an unknown field", () => post({ ...journey, phoneNumber: "1" }), 422, "input_invalid"],
      ["an unknown application", () => post({ ...journey, app: "khóa" }), 422, "input_invalid"],
      ["too many calls upstream", () => post({ ...journey, phone: phoneForCode(9010) }), 429, "upstream_rate_limited"],
      ["a refusal upstream", () => post({ ...journey, phone: phoneForCode(9004) }), 502, "quotation_missing"],
    ])("%s", async (_, send, status, code) => {
      const response = await send();
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(response.headers.get("cache-control")).toBe("no-store");
      const httpRequestId = response.headers.get("x-request-id");
      expect(httpRequestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(response.headers.get("retry-after")).toBe(status === 429 ? "1" : null);
      expect(await response.json()).toMatchObject({
        type: `urn:nxzalo:problem:${code}`,
        instance: `urn:uuid:${httpRequestId}`,
        status,
        code,
        title: expect.any(String),
        detail: expect.any(String),
        retryable: status === 429,
      });
    });
  });

  describe(`${name}: a body far over its limit`, () => {
    it.each([1, 5])("%i MB: the refusal is read, every time", async (size) => {
      const body = new Uint8Array(size * 1_000_000).fill(0x20);
      for (let round = 0; round < 5; round++) {
        const answers = await Promise.all([1, 2].map(() => post("", { body })));
        const codes = await Promise.all(answers.map(async (answer) => [answer.status, (await answer.json()).code]));
        expect(codes).toEqual(Array(2).fill([413, "body_too_large"]));
      }
    });
  });

  describe(`${name}: what is wrong with a body`, () => {
    const message = { phone: "84912345678", templateId: "133214", templateData: {} };
    const drWebhook = "https://elsewhere.example/dr";

    it.each<[string, string, object, string]>([
      ["an unknown field", "/v1/journeys", { ...journey, phoneNumber: "1" }, "unknown_field"],
      ["an unknown application", "/v1/journeys", { ...journey, app: "khóa" }, "app_unknown"],
      ["a type that is none", "/v1/journeys", { ...journey, tokenType: "x" }, "value_not_allowed"],
      ["a token in two pieces", "/v1/journeys/check", { journeyToken: "a b" }, "journey_token_wrong"],
      ["a host that is not listed", "/v1/messages", { ...message, drWebhook }, "host_not_listed"],
      ["a body that is no object", "/v1/messages", ["x"], "type_wrong"],
    ])("%s has a code", async (_, path, body, code) => {
      const response = await request(path, { method: "POST", headers: json, body: JSON.stringify(body) });
      expect(response.status).toBe(422);
      const message = expect.any(String);
      expect(await response.json()).toMatchObject({ issues: [{ path: expect.any(Array), message, code }] });
    });

    it("is answered in less than 16 KiB, whatever its size", async () => {
      const fields = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`\u20ab-${index}`, index]));
      const body = JSON.stringify({ ...message, ...fields, ["x".repeat(100_000)]: 1 });
      const response = await request("/v1/messages", { method: "POST", headers: json, body });
      expect(response.status).toBe(422);
      const text = await response.text();
      expect(text.length).toBeLessThan(16 * 1024);
      expect(JSON.parse(text).issues).toHaveLength(20);
      expect(JSON.parse(text).detail).toContain("these are 20 of 20001");
    });
  });

  describe(`${name}: health`, () => {
    it.each(["/healthz", "/readyz"])("%s needs no key", async (path) => {
      const response = await request(path, { headers: {} });
      expect(response.status).toBe(200);
    });
  });
}

const foreign = "https://elsewhere.example";

/** What the CORS headers have to say; for runtimes whose `fetch` may name its own origin. */
export function describeCors(name: string, request: ProxiedSubject["request"], allowed: string): void {
  const preflight = (origin: string) =>
    request("/v1/journeys", { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });
  const refused = (origin: string) =>
    request("/v1/journeys", { method: "POST", body: "{}", headers: { ...json, origin, authorization: "" } });

  describe(`${name}: CORS`, () => {
    it("a preflight from a listed origin is answered before authorisation", async () => {
      const { status, headers } = await preflight(allowed);
      expect(status).toBe(204);
      expect(headers.get("access-control-allow-origin")).toBe(allowed);
      expect(headers.get("access-control-allow-credentials")).toBe("true");
      expect(headers.get("access-control-allow-methods")).toBe("POST");
      expect(headers.get("access-control-allow-headers")).toBe(
        "authorization, content-type, idempotency-key, prefer, traceparent, x-request-id",
      );
    });

    it("problems carry it too, and expose what a page needs", async () => {
      const { status, headers } = await refused(allowed);
      expect(status).toBe(401);
      expect(headers.get("access-control-allow-origin")).toBe(allowed);
      expect(headers.get("access-control-expose-headers")).toBe("Retry-After, Location, x-request-id");
    });

    it.each([["preflight", preflight] as const, ["refusal", refused] as const])(
      "another origin is not let in (%s)",
      async (_, send) => {
        const { headers } = await send(foreign);
        expect(headers.get("access-control-allow-origin")).toBeNull();
        expect(headers.get("vary")).toBe("Origin");
      },
    );
  });
}
