import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createObjectDatabase } from "../../src/cloudflare/journeys-object.ts";
import { createDurableStore } from "../../src/cloudflare.ts";
import type { Database } from "../../src/sql/database.ts";
import { sqliteDialect } from "../../src/sql/migrate.ts";
import { queryAll, rawSql } from "../../src/sql/query.ts";
import stored1 from "../fixtures/schema/0001/durable-object.json" with { type: "json" };
import stored2 from "../fixtures/schema/0002/durable-object.json" with { type: "json" };
import stored3 from "../fixtures/schema/0003/durable-object.json" with { type: "json" };
import stored4 from "../fixtures/schema/0004/durable-object.json" with { type: "json" };
import stored5 from "../fixtures/schema/0005/durable-object.json" with { type: "json" };
import d7d01e9 from "../fixtures/schema/unreleased/d7d01e9.sql?raw";
import { describeAtRest } from "./describe-at-rest.ts";
import { describeSchema, type SchemaKind, type SchemaSubject } from "./describe-schema.ts";
import { fixtureKeys as storeKeys } from "./sample-data.ts";

const { JOURNEYS: namespace } = env;
const stored: readonly (readonly string[])[] = [stored1, stored2, stored3, stored4, stored5];

function createSubject(): SchemaSubject {
  const objectName = crypto.randomUUID();
  const stub = () => namespace.get(namespace.idFromName(objectName));
  const database: Database = {
    read: (query) => runInDurableObject(stub(), (_, { storage }) => createObjectDatabase(storage).read(query)),
    write: (query) => runInDurableObject(stub(), (_, { storage }) => createObjectDatabase(storage).write(query)),
    sizeBytes: async () => 0,
    close: async () => {},
  };
  return {
    dialect: sqliteDialect,
    database,
    other: database,
    openStore: async () => {
      // A new instance looks at what is stored; one has to run before it can be evicted.
      await database.read(() => queryAll(rawSql("SELECT 1")));
      await evictDurableObject(stub());
      const store = createDurableStore({ namespace, storeKeys, objectName });
      await store.records.ping();
      return store;
    },
  };
}

const durableObject: SchemaKind = {
  name: "a Durable Object in workerd",
  create: async () => createSubject(),
  unreleased: { d7d01e9 },
  restore: async (version) => {
    const statements = stored[version - 1];
    if (!statements) throw new Error(`version ${version} is not imported above`);
    const subject = createSubject();
    for (const statement of statements) await subject.database.read(() => queryAll(rawSql(statement)));
    return { subject, store: await subject.openStore() };
  },
};
describeSchema(durableObject);
describeAtRest(durableObject);
