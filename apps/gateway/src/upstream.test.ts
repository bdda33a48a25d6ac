import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { startGateway } from "./server.ts";
import { askGateway } from "./testing/ask-gateway.ts";
import { lonelyVariables } from "./testing/variables.ts";

const key = "0123456789abcdef";
/** Answers when the test lets it. */
let release: Promise<void> = Promise.resolve();
const server = createServer(async (request, response) => {
  await once(request.resume(), "end");
  await release;
  response.end('{"code":0,"data":{"journeyId":"1","token":"t"}}');
});
const open = promisify<number>((done) => server.getConnections(done));

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => void server.close());

it("keeps its connections to NXCLOUD, and closes them when it has finished", async () => {
  const gateway = await startGateway(
    gatewayConfigFromEnv({
      ...lonelyVariables,
      SQLITE_PATH: ":memory:",
      GATEWAY_API_KEYS: key,
      NXCLOUD_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    }),
    () => {},
  );
  const call = () =>
    askGateway(`${gateway.url}/v1/journeys`, key, { phone: "84912345678", tokenType: "token_logistics_7" });
  expect((await call()).status).toBe(201);
  expect(await open()).toBe(1);
  const { promise, resolve } = Promise.withResolvers<void>();
  release = promise;
  const arrived = once(server, "request");
  const slow = call();
  await arrived;
  const closed = gateway.close();
  resolve();
  expect((await slow).status).toBe(201);
  await closed;
  await expect.poll(() => open()).toBe(0);
});
