import { it } from "vitest";
import { configFromEnv } from "../index.ts";

/** As `wrangler types` writes it: an interface, which has no index signature. */
interface Env {
  NXCLOUD_ACCESS_KEY: string;
  NXCLOUD_DEFAULT_COUNTRY_CODE: "84";
  RATE_LIMITER: { limit(options: { key: string }): Promise<{ success: boolean }> };
}

it("configFromEnv takes the interface of a Worker's bindings", () => {
  const read = (env: Env, record: Record<string, unknown>) => [configFromEnv(env), configFromEnv(record)];
  // @ts-expect-error a text holds no variables
  const readText = () => configFromEnv("NXCLOUD_ACCESS_KEY=key");
  void [read, readText];
});
