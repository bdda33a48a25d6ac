import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { type Example, exampleOf } from "../example.ts";
import { call, until } from "../http.ts";
import { startExample } from "../start-example.ts";

/** The part of `pg`, which the example has installed, that is used. */
interface Pg {
  readonly Client: new (options: {
    connectionString: string;
  }) => {
    connect(): Promise<unknown>;
    query(text: string): Promise<unknown>;
    end(): Promise<void>;
  };
}

/** Runs something in a schema of its own on the server, which is dropped afterwards. */
async function withSchema(databaseUrl: string, work: (url: string) => Promise<void>): Promise<void> {
  const { folder } = exampleOf("express-postgres");
  const { Client } = createRequire(`${folder}/package.json`)("pg") as Pg;
  const schema = `example_${randomUUID().replaceAll("-", "")}`;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`CREATE SCHEMA ${schema}`);
    const url = new URL(databaseUrl);
    url.searchParams.set("options", `-c search_path=${schema}`);
    await work(url.href);
  } finally {
    await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await client.end();
  }
}

async function useShop(example: Example, databaseUrl: string): Promise<void> {
  const shop = await startExample(example, { DATABASE_URL: databaseUrl });
  try {
    await shop.printed(/orders on http/);
    const page = await call(`${shop.url}/orders/42`);
    assert.equal(page.status, 200);
    const key = /"idempotency-key": "([0-9a-f-]{36})"/.exec(page.text)?.[1] ?? "";
    const press = (idempotencyKey: string) =>
      call(`${shop.url}/orders/42/messages`, { method: "POST", headers: { "idempotency-key": idempotencyKey } });
    const [first, second, third] = [await press(key), await press(key), await press(randomUUID())];
    assert.deepEqual([first.status, second.status, third.status], [202, 202, 202], first.text);
    assert.equal(first.json.reused, false);
    assert.equal(second.json.reused, true);
    assert.equal(second.json.messageId, first.json.messageId, "the same key sent twice");
    assert.notEqual(third.json.messageId, first.json.messageId);
    assert.equal(third.json.journeyId, first.json.journeyId, "one order got two journeys");
    const ask = async () => (await call(`${shop.url}/journeys/${first.json.journeyId}`)).json;
    const isDelivered = ({ state }: { state: string }) => state === "delivered";
    const journey = await until(ask, ({ messages }) => messages.every(isDelivered));
    assert.equal(journey.messages.length, 2);
    assert.equal(journey.cost.currency, "USD");
    assert.equal((await call(`${shop.url}/orders/42/messages`, { method: "POST" })).status, 400);
    assert.equal((await call(`${shop.url}/orders/43`)).status, 404);
    // By its key alone: a receipt's content type is its sender's.
    for (const type of ["application/json", "application/json;charset=utf8", "text/json"]) {
      const guess = await call(`${shop.url}/receipts/guessed`, {
        method: "POST",
        headers: { "content-type": type },
        body: { status: "success" },
      });
      assert.equal(guess.status, 404, type);
    }
  } finally {
    await shop.stop();
  }
}

/** Gives what was seen; without a server, nothing is run. */
export async function useExpressPostgres(example: Example): Promise<string> {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) return "not run: there is no Postgres server";
  await withSchema(DATABASE_URL, (url) => useShop(example, url));
  return "three presses by two keys: one journey, two messages, delivered and charged once";
}
