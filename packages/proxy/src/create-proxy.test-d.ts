import { createNxZalo } from "@nxzalo/core";
import { expectTypeOf, it } from "vitest";
import { type Authorize, bearerKeys, createProxy, type ProxyResponse, type Scope } from "./index.ts";

const client = createNxZalo({ credentials: { accessKey: "key", accessSecret: "secret" }, appKey: "app" });

it("is never open by omission", () => {
  createProxy({ client, authorize: () => null });
  // @ts-expect-error `authorize` is required
  createProxy({ client });
});

it("answers with a reply", () => {
  const proxy = createProxy({ client, authorize: bearerKeys([]) });
  expectTypeOf(proxy).returns.resolves.toEqualTypeOf<ProxyResponse>();
});

it("knows the scopes", () => {
  expectTypeOf<Scope>().toEqualTypeOf<"send" | "tokens" | "read" | "people" | "admin">();
  expectTypeOf(() => ({ caller: "shop", scopes: ["send"] as const })).toExtend<Authorize>();
  expectTypeOf(() => ({ caller: "shop", scopes: ["everything"] as const })).not.toExtend<Authorize>();
});
