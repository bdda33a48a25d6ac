import { randomBytes } from "node:crypto";
import { lazyPostgresStore } from "@nxzalo/journeys/postgres";
import { type GatewayConfig, gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { describe, expect, it, type TestContext } from "vitest";
import { createScratchSchema } from "../../../../packages/journeys/test/conformance/scratch-schema.ts";
import { postgresServer } from "../backends.ts";
import { gatewayAt, startNxCloud, tokenFor } from "./gateway-at.ts";
import { expectHealed, expectUnavailable } from "./outage.ts";
import { startTcpProxy, type Way } from "./tcp-proxy.ts";

const timeout = 120_000;
const ways = ["cut", "swallowing"] as const satisfies readonly Way[];
const storeKey = randomBytes(32).toString("base64");

type Finished = Pick<TestContext, "onTestFinished">;

/** A gateway's surroundings: a database of its own, behind a proxy. */
async function surroundings(server: string, { onTestFinished }: Finished) {
  const schema = await createScratchSchema(server);
  onTestFinished(schema.drop);
  const { hostname: host, port } = new URL(server);
  const proxy = await startTcpProxy({ host, port: Number(port || 5432) });
  onTestFinished(proxy.close);
  const { sandbox, env, close } = await startNxCloud();
  onTestFinished(close);
  const behind = new URL(schema.url);
  behind.host = `127.0.0.1:${proxy.port}`;
  const config = gatewayConfigFromEnv({ ...env, DATABASE_URL: behind.href, STORE_KEY: storeKey });
  return { proxy, sandbox, config };
}

/** A store with short timeouts. */
const withShortTimeouts = ({ databaseUrl = "" }: GatewayConfig) =>
  lazyPostgresStore({
    url: databaseUrl,
    storeKeys: [storeKey],
    connectTimeoutMs: 1_500,
    statementTimeoutMs: 1_500,
  });

// Run only where `DATABASE_URL` is set.
describe.concurrent.each(ways)("a gateway whose Postgres server is gone (%s)", (way) => {
  const server = postgresServer ?? "";

  it("and comes back", { timeout }, async (test) => {
    const { proxy, sandbox, config } = await surroundings(server, test);
    const gateway = await startGateway(config, () => {}, { store: withShortTimeouts(config) });
    test.onTestFinished(gateway.close);
    const token = await tokenFor(gateway.url, "Đơn kept");
    await proxy.turn(way);
    await expectUnavailable(gateway.url, sandbox, token);
    await proxy.turn("open");
    await expectHealed(gateway.url);
    const again = await gatewayAt(gateway.url).open("Đơn kept");
    expect(again).toMatchObject({ status: 200, json: { token, reused: true } });
  });

  it("when it starts: it starts unready, and heals", { timeout }, async (test) => {
    const { proxy, sandbox, config } = await surroundings(server, test);
    await proxy.turn(way);
    const lines: unknown[] = [];
    const gateway = await startGateway(config, (line) => lines.push(line));
    test.onTestFinished(gateway.close);
    expect(lines).toContainEqual(expect.objectContaining({ message: expect.stringContaining("cannot be used") }));
    await expectUnavailable(gateway.url, sandbox, undefined);
    await proxy.turn("open");
    await expectHealed(gateway.url);
  });

  it("answers within the deadline, by default", { timeout }, async (test) => {
    const { proxy, config } = await surroundings(server, test);
    const gateway = await startGateway(config, () => {});
    test.onTestFinished(gateway.close);
    await tokenFor(gateway.url, "Đơn kept");
    await proxy.turn(way);
    const answers = await Promise.all(Object.values(gatewayAt(gateway.url).storing).map((call) => call()));
    for (const { status } of answers) expect(status).toBe(503);
    await proxy.turn("open");
    await expectHealed(gateway.url);
  });
});
