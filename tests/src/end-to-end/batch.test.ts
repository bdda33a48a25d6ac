import { type BatchMessage, type BatchResult, type CheckedRow, createBatch } from "@nxzalo/batch";
import { createProxyClient, isNxZaloError } from "@nxzalo/client";
import { createDeskClient } from "@nxzalo/client/desk";
import { createSandbox } from "@nxzalo/sandbox";
import { type GatewayConfig, gatewayConfigFromEnv, startGateway } from "nxzalo-gateway";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";
import { describe, expect, it } from "vitest";
import { servePatiently } from "../servers/patient-sandbox.ts";

const key = "shop-0123456789abcdef";

/** The emulator, a gateway with a store in memory, and a batch over the clients of it. */
async function startAll() {
  const sandbox = createSandbox();
  const upstream = await servePatiently(sandbox);
  const config: GatewayConfig = gatewayConfigFromEnv({
    ...sandboxVariables(sandbox, upstream.url),
    NXCLOUD_DEFAULT_COUNTRY_CODE: "84",
    GATEWAY_API_KEYS: `shop:send+read:${key}`,
    SQLITE_PATH: ":memory:",
    PORT: "0",
  });
  const gateway = await startGateway(config, () => {});
  const options = { baseUrl: gateway.url, headers: { authorization: `Bearer ${key}` } };
  const client = createProxyClient(options);
  const desk = createDeskClient(options);
  return {
    client,
    batch: createBatch({ send: client.sendTemplate, check: desk.messages.check, concurrency: 16 }),
    /** The phones of the messages that NXCLOUD took. */
    journal: () =>
      sandbox.calls
        .filter(({ path, code }) => path.endsWith("/mt") && code === 0)
        .map(({ body }) => (JSON.parse(body) as { readonly phone: string }).phone),
    close: () => Promise.all([gateway.close(), upstream.close()]),
  };
}

const message = { templateId: "133214", templateData: { status: "Đang giao" } } as const;
const toRows = (phones: readonly string[]): BatchMessage[] =>
  phones.map((phone, index) => ({ row: index + 2, phone, reference: `Đơn ${index + 2}`, ...message }));
const many = (count: number, phone: (index: number) => string) => Array.from({ length: count }, (_, at) => phone(at));
const digits = (number: number, length: number) => String(number).padStart(length, "0");

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe("a thousand rows as Excel writes them", () => {
  /** What each kind of cell is, and the number that is meant; nothing where that is not certain. */
  const kinds: readonly (readonly [count: number, cell: (at: number) => string, meant?: (at: number) => string])[] = [
    [612, (at) => `0912${digits(at, 6)}`, (at) => `84912${digits(at, 6)}`],
    [30, (at) => `084${digits(1_000_000 + at, 7)}`, (at) => `8484${digits(1_000_000 + at, 7)}`],
    [30, (at) => `8484${digits(2_000_000 + at, 7)}`, (at) => `8484${digits(2_000_000 + at, 7)}`],
    [28, (at) => `84${digits(3_000_000 + at, 7)}`, (at) => `8484${digits(3_000_000 + at, 7)}`],
    [150, (at) => `93${digits(at, 7)}`, (at) => `8493${digits(at, 7)}`],
    [60, (at) => `8494${digits(at, 7)}.0`, (at) => `8494${digits(at, 7)}`],
    [40, (at) => `0120${digits(at, 7)}`, (at) => `8470${digits(at, 7)}`],
    [20, (at) => `848495${digits(at, 7)}`],
    [12, (at) => `024381${digits(at, 5)}`],
    [8, (at) => `8.491${at}E+10`],
    [10, (at) => `1415555${digits(at, 4)}`],
  ];
  const rows = toRows(kinds.flatMap(([count, cell]) => many(count, cell)));
  const meant = kinds.flatMap(([count, , phone]) => (phone ? many(count, phone) : []));

  it("are 950 right messages, 278 changes and 50 refusals in a batch, and 672 and 328 at the API", {
    timeout: 400_000,
  }, async () => {
    const { batch, client, journal, close } = await startAll();
    try {
      expect(rows.length).toBe(1_000);
      const dryRun = batch.check(rows);
      await collect<CheckedRow>(dryRun);
      expect(dryRun.summary).toMatchObject({ rows: 1_000, send: 950, sent: 0, refused: 50, changes: 278 });
      expect(journal()).toEqual([]);

      const run = batch.run(rows);
      await collect<BatchResult>(run);
      expect(run.summary).toMatchObject({ rows: 1_000, accepted: 950, refused: 50, unknown: 0, changes: 278 });
      expect(run.summary.reasons).toEqual({
        phone_country_code_twice: 20,
        phone_landline: 12,
        phone_spreadsheet_number: 8,
        phone_country_code_missing: 10,
      });
      expect([...journal()].sort()).toEqual([...meant].sort());

      const answers = await Promise.all(
        rows.map(({ phone = "" }) =>
          client.sendTemplate({ phone, ...message }).then(
            () => "taken",
            (error: unknown) => (isNxZaloError(error) && error.code === "input_invalid" ? "refused" : error),
          ),
        ),
      );
      expect(answers.filter((answer) => answer === "taken").length).toBe(672);
      expect(answers.filter((answer) => answer === "refused").length).toBe(328);
    } finally {
      await close();
    }
  });
});

describe("five thousand rows, and the next day the same file under another name", () => {
  const wrong = new Set(many(50, (at) => String(at * 97)));
  const rightPhone = (index: number) => `0912${digits(index, 6)}`;
  const first = toRows(many(5_000, (at) => (wrong.has(String(at)) ? `024381${digits(at, 5)}` : rightPhone(at))));
  /** Other numbers of rows, 50 corrected, 200 more. */
  const second = toRows(many(5_200, rightPhone)).map((row) => ({ ...row, row: row.row + 7 }));

  it("are 4,950 sent and 250 to send, and 5,200 in all", { timeout: 400_000 }, async () => {
    const { batch, journal, close } = await startAll();
    try {
      const run = batch.run(first);
      const results = await collect(run);
      expect(run.summary).toMatchObject({ rows: 5_000, accepted: 4_950, refused: 50 });
      expect(journal().length).toBe(4_950);

      const dryRun = batch.check(second);
      await collect(dryRun);
      expect(dryRun.summary).toMatchObject({ rows: 5_200, sent: 4_950, send: 250, refused: 0, warnings: {} });

      const again = batch.run(second);
      const repeated = await collect(again);
      expect(again.summary).toMatchObject({ rows: 5_200, accepted: 5_200 });
      const phones = journal();
      expect(phones.length).toBe(5_200);
      expect(new Set(phones).size).toBe(5_200);
      // What was sent on the first day has the answer of that day.
      const messageIds = new Set(results.flatMap(({ messageId }) => messageId ?? []));
      expect(repeated.filter(({ messageId = "" }) => messageIds.has(messageId)).length).toBe(4_950);
    } finally {
      await close();
    }
  });
});
