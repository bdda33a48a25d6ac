import { expectTypeOf, it } from "vitest";
import {
  bearerKeysFromEnv,
  type Caller,
  createEdgeProxy,
  drWebhookFromEnv,
  type EdgeProxy,
  type Env,
  type JourneyService,
} from "./index.ts";

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
  expectTypeOf(createEdgeProxy({ authorize: () => null })).toEqualTypeOf<EdgeProxy>();
  expectTypeOf<EdgeProxy["fetch"]>().parameter(0).toEqualTypeOf<Request>();
  expectTypeOf<EdgeProxy["fetch"]>().returns.resolves.toEqualTypeOf<Response>();
});

/** As `wrangler types` writes it: without the secrets, which it does not know, and without an index signature. */
interface GeneratedEnv {
  NXCLOUD_DEFAULT_COUNTRY_CODE: "84";
  JOURNEYS: { idFromName(name: string): object; get(id: object): { fetch(url: string): Promise<Response> } };
}
declare const generated: GeneratedEnv;
declare const documented: Env;
declare const service: JourneyService;

it("takes the bindings in whichever interface they are declared", () => {
  const { fetch } = createEdgeProxy({ authorize: bearerKeysFromEnv() });
  const context = { waitUntil: () => {} };
  const ask = () => [fetch(new Request(""), generated, context), fetch(new Request(""), documented, context)];
  const journeys = ({ JOURNEYS }: GeneratedEnv) => (JOURNEYS.idFromName("journeys") ? service : undefined);
  expectTypeOf(createEdgeProxy({ authorize: () => null, journeys })).toEqualTypeOf<EdgeProxy<GeneratedEnv>>();
  expectTypeOf(drWebhookFromEnv(generated)).toEqualTypeOf<string | undefined>();
  void ask;
});

it("documents its bindings", () => {
  expectTypeOf<Env>().toHaveProperty("NXCLOUD_ACCESS_SECRET").toBeString();
  expectTypeOf<Env["GATEWAY_API_KEYS"]>().toEqualTypeOf<string | undefined>();
});
