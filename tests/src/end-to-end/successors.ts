import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox } from "@nxzalo/sandbox";
import { freePort } from "nxzalo-testing/loopback";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { expect, inject } from "vitest";
import { startGatewayChild } from "../harness/gateway-child.ts";
import { servePatiently } from "../servers/patient-sandbox.ts";

/** The key of a caller. */
export const keyOf = (caller: string) => `${caller}-0123456789abcdef`;
/** What signs its events. */
export const secret = "0123456789abcdef";

/** Gateways in processes of their own, one after the other, over one file; a later one's clock is further on. */
export async function startSuccessors(variables: Readonly<Record<string, string>>) {
  const sandbox = createSandbox();
  const upstream = await servePatiently(sandbox);
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-successors-"));
  const port = await freePort();
  const env = {
    ...inject("servers").variables,
    ...sandboxVariables(sandbox, upstream.url),
    GATEWAY_API_KEYS: `shop:send+read+admin:${keyOf("shop")}`,
    RECEIPT_KEYS: "aGVsbG8td29ybGQtMTI4LWJpdHM",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    RECEIPTS_FORWARD_SECRET: secret,
    QUIET_HOURS: "off",
    SQLITE_PATH: join(folder, "nxzalo.db"),
    PORT: String(port),
    ...variables,
  };
  const start = (clockOffsetMs: number, more: Readonly<Record<string, string>> = {}) =>
    startGatewayChild({ gateways: { gateway: { ...env, ...more } }, limits: { leaseMs: 1_000 }, clockOffsetMs });
  let child = start(0);
  await child.started;
  /** Posts to the gateway, which is to answer with that status. */
  async function ask(path: string, body: object, status = 200, caller = "shop") {
    const headers = { authorization: `Bearer ${keyOf(caller)}`, "content-type": "application/json" };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    const json = (await response.json()) as Record<string, unknown>;
    expect(response.status, JSON.stringify(json)).toBe(status);
    return json;
  }
  return {
    sandbox,
    ask,
    send: (message: object) => ask("/v1/messages", message, 202) as Promise<{ messageId: string }>,
    /** Kills the gateway, and starts the next one, whose variables may be others. */
    restartAt: async (clockOffsetMs: number, more?: Readonly<Record<string, string>>) => {
      await child.kill();
      child = start(clockOffsetMs, more);
      await child.started;
    },
    close: async () => {
      await child.kill();
      upstream.close();
      await rm(folder, { recursive: true });
    },
  };
}
