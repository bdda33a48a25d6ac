import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { createPostgresStore } from "../postgres.ts";
import { withClient } from "./connection.ts";
import type { PostgresClient, PostgresPool } from "./pool.ts";

const storeKeys = [Buffer.alloc(32, 7).toString("base64")];

it("a connection that is closed before it is answered is named by a code, as by a balancer without a server", async () => {
  const balancer = createServer((socket) => socket.on("error", () => {}).once("data", () => socket.end()));
  balancer.listen(0, "127.0.0.1");
  await once(balancer, "listening");
  onTestFinished(() => void balancer.close());
  const url = `postgres://shop@127.0.0.1:${(balancer.address() as AddressInfo).port}/shop`;
  await expect(createPostgresStore({ url, storeKeys })).rejects.toMatchObject({
    code: "unavailable",
    cause: { code: "ECONNRESET", message: "Error ECONNRESET" },
  });
});

it.each([
  ["Connection terminated unexpectedly", "ECONNRESET"],
  ["Client has encountered a connection error and is not queryable", "ECONNRESET"],
  ["Connection terminated due to connection timeout", undefined],
  ["Query read timeout", undefined],
])("of what `pg` says without a code, %s has %s", async (message, code) => {
  const released: unknown[] = [];
  const client = { on() {}, off() {}, release: (error: unknown) => released.push(error) };
  const pool = { connect: async () => client as unknown as PostgresClient } as PostgresPool;
  const reason = new Error(message);
  const failure = await withClient(pool, 1_000, () => Promise.reject(reason)).catch((error: unknown) => error);
  expect((failure as { code?: unknown }).code).toBe(code);
  // Its pool is given what it knows.
  expect(released).toEqual([reason]);
});
