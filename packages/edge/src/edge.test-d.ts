import { expectTypeOf, it } from "vitest";
import { bearerKeysFromEnv, type Caller, createEdgeProxy, type EdgeProxy, type Env } from "./index.ts";

it("requires `authorize`", () => {
  createEdgeProxy({ authorize: bearerKeysFromEnv() });
  // @ts-expect-error no proxy is open by omission
  createEdgeProxy({});
  // @ts-expect-error no proxy is open by omission
  createEdgeProxy({ authorize: undefined });
  // @ts-expect-error no proxy is open by omission
  createEdgeProxy();
});

it("takes any decision of who calls", () => {
  const caller: Caller = { caller: "shop", scopes: ["send"], apps: ["default"] };
  createEdgeProxy({ authorize: ({ headers }) => (headers.get("x-session") ? caller : null) });
  createEdgeProxy({ authorize: async () => caller });
  // @ts-expect-error there is no such scope
  createEdgeProxy({ authorize: () => ({ caller: "shop", scopes: ["everything"] }) });
  // @ts-expect-error a caller is described, not waved through
  createEdgeProxy({ authorize: () => true });
});

it("is a Worker's default export", () => {
  expectTypeOf(createEdgeProxy).returns.toEqualTypeOf<EdgeProxy>();
  expectTypeOf<EdgeProxy["fetch"]>().parameter(0).toEqualTypeOf<Request>();
  expectTypeOf<EdgeProxy["fetch"]>().returns.resolves.toEqualTypeOf<Response>();
  expectTypeOf<EdgeProxy["fetch"]>().parameter(1).toEqualTypeOf<Env>();
});

it("documents its bindings", () => {
  expectTypeOf<Env>().toHaveProperty("NXCLOUD_ACCESS_SECRET").toBeString();
  expectTypeOf<Env["GATEWAY_API_KEYS"]>().toEqualTypeOf<string | undefined>();
});
