import { expectTypeOf, it } from "vitest";
import { configFromEnv, createNxZalo, type JourneyToken, type NxZalo, type TokenType } from "../index.ts";

const account = { credentials: { accessKey: "key", accessSecret: "secret" }, appKey: "app" };
const nx = createNxZalo(account);

it("gives a client whose calls give journeys", () => {
  expectTypeOf(nx).toEqualTypeOf<NxZalo>();
  expectTypeOf(nx.initJourneyToken).returns.resolves.toEqualTypeOf<JourneyToken>();
  expectTypeOf<JourneyToken>().toEqualTypeOf<{ readonly journeyId: string; readonly token: string }>();
});

it("knows the journey types, and no others", () => {
  expectTypeOf<TokenType>().toEqualTypeOf<
    "token_logistics_7" | "token_logistics_30" | "token_coach_bus_7" | "token_coach_bus_30"
  >();
  nx.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" });
  // @ts-expect-error there is no such journey type
  nx.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_8" });
  // @ts-expect-error the phone is required
  nx.initJourneyToken({ tokenType: "token_logistics_7" });
  // @ts-expect-error a number loses leading zeros
  nx.initJourneyToken({ phone: 84912345678, tokenType: "token_logistics_7" });
});

it("takes the account, or a function that is asked for it, and a call's own options", () => {
  createNxZalo({ ...account, credentials: () => account.credentials });
  createNxZalo({ ...account, credentials: async () => account.credentials });
  createNxZalo({ ...account, fetch, algorithm: "sha256", timeoutMs: undefined });
  const { signal } = new AbortController();
  nx.initJourneyToken(
    { phone: "84912345678", tokenType: "token_coach_bus_7" },
    { appKey: "other", signal, timeoutMs: 100 },
  );
  // @ts-expect-error credentials are required
  createNxZalo({ appKey: "app" });
  // @ts-expect-error the application is required
  createNxZalo({ credentials: account.credentials });
  // @ts-expect-error a key without a secret cannot sign
  createNxZalo({ ...account, credentials: { accessKey: "key" } });
  // @ts-expect-error there is no such hash
  createNxZalo({ ...account, algorithm: "sha1" });
});

it("takes what configFromEnv reads", () => {
  expectTypeOf(configFromEnv).returns.toExtend<Parameters<typeof createNxZalo>[0]>();
});
