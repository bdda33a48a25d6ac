import { expectTypeOf, it } from "vitest";
import {
  createProxyClient,
  isNxZaloError,
  type Journey,
  type ProxyClientOptions,
  type UpstreamError,
} from "./index.ts";

const client = createProxyClient({ baseUrl: "https://zalo.example" });
const request = { phone: "84912345678", tokenType: "token_logistics_7" } as const;

it("has no option for a secret", () => {
  type Option = keyof ProxyClientOptions;
  expectTypeOf<Extract<Option, "credentials" | "accessKey" | "accessSecret" | "appKey">>().toBeNever();
  // @ts-expect-error a page must not hold it
  createProxyClient({ baseUrl: "", credentials: { accessKey: "key", accessSecret: "secret" } });
  // @ts-expect-error a page must not hold it
  createProxyClient({ baseUrl: "", accessSecret: "secret" });
  // @ts-expect-error where the proxy is must be said
  createProxyClient({});
});

it("gives the route's fields, with times as Date and a token that may be absent", () => {
  expectTypeOf(client.initJourneyToken).returns.resolves.toEqualTypeOf<Journey>();
  expectTypeOf<Journey["expiresAt"]>().toEqualTypeOf<Date>();
  expectTypeOf<Journey["token"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Journey["journeyId"]>().toBeString();
});

it("takes names of applications and orders, never app keys", () => {
  const { signal } = new AbortController();
  client.initJourneyToken({ ...request, app: "coaches", reference: "order 1" }, { signal, timeoutMs: 100 });
  // @ts-expect-error an app key stays on the server
  client.initJourneyToken({ ...request, appKey: "app" });
  // @ts-expect-error an app key stays on the server
  client.initJourneyToken(request, { appKey: "app" });
  // @ts-expect-error there is no such journey type
  client.initJourneyToken({ ...request, tokenType: "token_train_7" });
});

it("takes headers, or a function that is asked for them", () => {
  createProxyClient({ baseUrl: "", headers: { authorization: "Bearer token" }, fetch });
  createProxyClient({ baseUrl: "", headers: () => ({ authorization: "Bearer token" }) });
  createProxyClient({ baseUrl: "", headers: async () => ({ authorization: "Bearer token" }) });
  // @ts-expect-error a header is text
  createProxyClient({ baseUrl: "", headers: { authorization: 1 } });
});

it("throws core's errors", () => {
  const caught: unknown = undefined;
  if (isNxZaloError(caught) && caught.kind === "upstream") expectTypeOf(caught).toEqualTypeOf<UpstreamError>();
});
