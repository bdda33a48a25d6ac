import { failureOf } from "nxzalo-testing/failure-of";
import { expect, inject, it } from "vitest";
import { throughProxy } from "../contract/subject.ts";

const { closedGatewayUrl, keys } = inject("servers");

it("runs in Chromium, on the origin that the proxies list", () => {
  expect(navigator.userAgent).toMatch(/Chrome\//);
  expect(location.origin).toBe(inject("browserOrigin"));
});

it("a proxy that does not list the page's origin gives a TransportError that names CORS_ORIGINS", async () => {
  const { init } = throughProxy(closedGatewayUrl, keys);
  const error = await failureOf(init({ phone: "84912345678", tokenType: "token_logistics_7" }));
  expect(error).toMatchObject({ name: "TransportError", code: "network_error" });
  expect(error.hint).toContain("CORS_ORIGINS");
});
