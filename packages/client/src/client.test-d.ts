import type { Templates } from "@nxzalo/core";
import { expectTypeOf, it } from "vitest";
import {
  type AcceptedMessage,
  createProxyClient,
  isNxZaloError,
  type Journey,
  type MessageRequest,
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

it("says what reaches nobody", () => {
  expectTypeOf<Journey["simulated"]>().toEqualTypeOf<true | undefined>();
  expectTypeOf<AcceptedMessage["simulated"]>().toEqualTypeOf<true | undefined>();
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

it("takes headers, or a function that gives them", () => {
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

it("sends in three forms, and mixes none of them", () => {
  const content = { templateId: "133214", templateData: { order: "Đơn 42" } };
  const phone = "84912345678";
  const order = { tokenType: "token_logistics_7", reference: "Đơn 42" } as const;
  client.sendTemplate({ ...content, phone });
  client.sendTemplate({ ...content, phone, journeyToken: "token" }, { idempotencyKey: "42-1" });
  client.sendTemplate({ ...content, journeyId: "1" });
  client.sendTemplate({ ...content, phone, ...order });
  // What was left out may also be undefined.
  client.sendTemplate({ ...content, journeyId: "1", phone: undefined, journeyToken: undefined });
  expectTypeOf(client.sendTemplate).returns.resolves.toEqualTypeOf<AcceptedMessage>();
  expectTypeOf<AcceptedMessage["requestId"]>().toEqualTypeOf<string | null>();
  expectTypeOf<AcceptedMessage["messageId"]>().toEqualTypeOf<string | undefined>();

  expectTypeOf(content).not.toExtend<MessageRequest>();
  // @ts-expect-error a journey has its phone
  client.sendTemplate({ ...content, journeyId: "1", phone });
  // @ts-expect-error a journey has its token
  client.sendTemplate({ ...content, journeyId: "1", journeyToken: "token" });
  // @ts-expect-error a journey is named in one way
  client.sendTemplate({ ...content, journeyId: "1", ...order });
  // @ts-expect-error a journey is named in one way
  client.sendTemplate({ ...content, phone, journeyToken: "token", ...order });
  // @ts-expect-error a reference is of a type
  client.sendTemplate({ ...content, phone, reference: "Đơn 42" });
  // @ts-expect-error a type needs a reference
  client.sendTemplate({ ...content, phone, tokenType: "token_logistics_7" });
  // @ts-expect-error to whom?
  client.sendTemplate({ ...content, ...order });
});

it("names journeys and messages, so that they are made once", () => {
  client.initJourneyToken(request, { idempotencyKey: "order 42" });
  expectTypeOf<Journey["reused"]>().toEqualTypeOf<boolean | undefined>();
  // @ts-expect-error a check changes nothing
  client.checkJourneyToken({ journeyToken: "token" }, { idempotencyKey: "1" });
});

it("takes the messages of known templates alone, by their type", () => {
  type Known = Templates<{
    readonly templates: readonly [
      { readonly id: "1"; readonly variables: { readonly day: { readonly type: "date" } } },
      { readonly id: "2" },
    ];
  }>;
  const typed = createProxyClient<Known>({ baseUrl: "" });
  typed.sendTemplate({ journeyId: "1", templateId: "1", templateData: { day: "31/01/2026" } });
  typed.sendTemplate({ phone: "84912345678", templateId: "2", templateData: { any: 1 } });
  // @ts-expect-error a variable is missing
  typed.sendTemplate({ journeyId: "1", templateId: "1", templateData: {} });
  // @ts-expect-error no variable has that name
  typed.sendTemplate({ journeyId: "1", templateId: "1", templateData: { day: "31/01/2026", hour: "8" } });
  // @ts-expect-error the registry lacks it
  typed.sendTemplate({ journeyId: "1", templateId: "3", templateData: {} });
  // @ts-expect-error a journey has its phone
  typed.sendTemplate({ journeyId: "1", phone: "84912345678", templateId: "2", templateData: {} });
});
