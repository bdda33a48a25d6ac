import { expect, it } from "vitest";
import { lazyPostgresStore, type PostgresPool } from "../postgres.ts";

const storeKeys = [Buffer.alloc(32, 7).toString("base64")];
const url = "postgres://u:secret@host/db";
const pool: PostgresPool = { connect: () => Promise.reject(new Error("no server")), on: () => {}, off: () => {} };

it.each<[string, object, string, string]>([
  ["a misspelt option", { url, storeKeys, shema: "x" }, "shema", "is not a known option: there are url, pool"],
  ["neither URL nor pool", { storeKeys }, "url", "is missing"],
  ["a URL and a pool", { url, pool, storeKeys }, "url", "is the pool's own"],
  ["connections of another's pool", { pool, connections: 3, storeKeys }, "connections", "is the pool's own"],
  ["a URL that can never work", { url: "postgres://u:secret#@host/db", storeKeys }, "url", "has a #"],
  [
    "a certificate that is not there",
    { url: `${url}?sslmode=verify-full&sslrootcert=/no/secret.pem`, storeKeys },
    "url",
    "names by sslrootcert a file that cannot be read (ENOENT)",
  ],
  ["a schema that needs quoting", { url, schema: "a-b", storeKeys }, "schema", "must be the name of a schema"],
  ["a URL that is no text", { url: 5, storeKeys }, "url", "must be a text"],
  ["no keys", { url }, "storeKeys", "is missing"],
  ["a key that is no list", { url, storeKeys: storeKeys[0] }, "storeKeys", "must be a list of texts"],
  ["a pool of a promise", { pool: Promise.resolve(pool), storeKeys }, "pool", "must have connect"],
  ["a switch as text", { url, migrate: "false", storeKeys }, "migrate", "must be true or false"],
  ["a schema that is no text", { url, schema: 5, storeKeys }, "schema", "must be the name of a schema"],
  ["no time", { url, statementTimeoutMs: 0, storeKeys }, "statementTimeoutMs", "must be a whole number"],
  ["a time that is SQL", { url, statementTimeoutMs: "1; DROP", storeKeys }, "statementTimeoutMs", "must be a whole"],
])("%s is refused, by name", (_, given, name, message) => {
  const open = () => lazyPostgresStore(given as never);
  expect(open).toThrow(
    expect.objectContaining({
      kind: "config",
      issues: [expect.objectContaining({ path: [name], message: expect.stringContaining(message) })],
    }),
  );
  expect(open).not.toThrow("secret");
});
