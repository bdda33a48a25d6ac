import { gzipSync } from "node:zlib";
import type { JourneyStore } from "@nxzalo/journeys";
import { createMemoryStore } from "@nxzalo/journeys/memory";
import { createSqliteStore } from "@nxzalo/journeys/sqlite";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { type RunningGateway, startGateway } from "./server.ts";
import { lonelyVariables } from "./testing/variables.ts";

const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const lines: Record<string, unknown>[] = [];
let gateway: RunningGateway | undefined;
afterEach(async () => {
  lines.length = 0;
  await gateway?.close();
});

async function start(store: JourneyStore): Promise<string> {
  const variables = { ...lonelyVariables, GATEWAY_API_KEYS: "shop:0123456789abcdef", RECEIPT_KEYS: receiptKey };
  const config = gatewayConfigFromEnv(variables);
  gateway = await startGateway(config, (line) => lines.push(line), { store });
  return `${gateway.url}/v1/receipts/${receiptKey}`;
}

/** The lines of faults: the line of the request itself stands beside each. */
const errors = () => lines.filter(({ level, error }) => level === "error" && error !== undefined);

it("what cannot be taken leaves an error line with the reason, and nothing of its content", async () => {
  const url = await start(createMemoryStore());
  const body = gzipSync('{"status":"delivered","requestId":"zalomid.1"}');
  const response = await fetch(url, { method: "POST", body, headers: { "content-encoding": "gzip" } });
  expect([response.status, await response.text()]).toEqual([500, "error"]);
  expect(errors()).toEqual([
    {
      level: "error",
      httpRequestId: response.headers.get("x-request-id"),
      error: expect.objectContaining({
        code: "media_type_unsupported",
        message: "A receipt cannot be taken: it is compressed",
      }),
    },
  ]);
});

describe.each<[string, () => Promise<JourneyStore>]>([
  ["memory", async () => createMemoryStore()],
  ["SQLite", () => createSqliteStore({ path: ":memory:" })],
])("over %s", (_, open) => {
  it("anything that is posted is taken, or refused with a reason", async () => {
    const url = await start(await open());
    const name = fc.constantFrom("status", "requestId", "journeyId", "oaId", "sendTime", "timestamp", "ext", "zaloRes");
    const status = fc.constantFrom("success", "failed", "delivered", "journey_acknowledged", "journey_time_out");
    const id = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300, size: "max" }),
      fc.integer(),
      fc.constant("nxzalo:\0"),
    );
    const near = fc.dictionary(fc.oneof(name, fc.string()), fc.oneof(status, id, fc.jsonValue()));
    const json = fc.oneof(near, fc.jsonValue()).map((value) => JSON.stringify(value) ?? "");
    const deep = fc.nat(2_000).map((depth) => `{"status":"seen","more":${"[".repeat(depth)}${"]".repeat(depth)}}`);
    const bytes = fc.uint8Array({ maxLength: 200, size: "max" }).map((array) => new Uint8Array(array));
    await fc.assert(
      fc.asyncProperty(fc.oneof(json, deep, fc.string({ unit: "binary" }), bytes), async (body) => {
        lines.length = 0;
        const response = await fetch(url, { method: "POST", body });
        const said = [response.status, await response.text()];
        const isTaken = errors().length === 0;
        expect(said).toEqual(isTaken ? [200, "success"] : [500, "error"]);
        const message = expect.stringMatching(/^A receipt cannot be taken: /);
        expect(errors()).toMatchObject(isTaken ? [] : [{ error: { message } }]);
      }),
      { numRuns: 500 },
    );
  });
});
