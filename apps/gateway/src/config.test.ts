import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { gatewayConfigFromEnv } from "./config.ts";
import { startGateway } from "./server.ts";

const variables = {
  NXCLOUD_ACCESS_KEY: "k",
  NXCLOUD_ACCESS_SECRET: "s",
  NXCLOUD_APP_KEY: "a",
  GATEWAY_API_KEYS: "0123456789abcdef",
};
const storeKey = Buffer.alloc(32, 1).toString("base64");
const databaseUrl = "postgres://nxzalo:secret-password@db.internal:5432/nxzalo";

describe("where journeys are stored", () => {
  it("is a file in ./data unless set", () =>
    expect(gatewayConfigFromEnv(variables)).toMatchObject({
      sqlitePath: "./data/nxzalo.db",
      databaseUrl: undefined,
      storeKeys: [],
    }));

  it("is what the variables say", () =>
    expect(
      gatewayConfigFromEnv({
        ...variables,
        SQLITE_PATH: "/x.db",
        DATABASE_URL: databaseUrl,
        STORE_KEY: `${storeKey}, ${storeKey}`,
      }),
    ).toMatchObject({ sqlitePath: "/x.db", databaseUrl, storeKeys: [storeKey, storeKey] }));

  it.each([
    ["a Postgres database without a key", { DATABASE_URL: databaseUrl }, ["STORE_KEY", "required"]],
    ["a Postgres database with an empty key", { DATABASE_URL: databaseUrl, STORE_KEY: "" }, ["STORE_KEY", "required"]],
    ["a key that is none", { STORE_KEY: "secret-password" }, ["STORE_KEY", "secret_wrong"]],
    ["another kind of database", { DATABASE_URL: "mysql://secret-password@x" }, ["DATABASE_URL", "url_wrong"]],
  ])("%s is refused, and nothing is quoted", (_, more, [name, code]) => {
    const read = () => gatewayConfigFromEnv({ ...variables, ...more });
    const message = expect.any(String);
    expect(read).toThrow(expect.objectContaining({ issues: [{ path: [name], message, code }] }));
    expect(read).not.toThrow("secret-password");
  });
});

describe("seconds", () => {
  it("are milliseconds in the configuration", () => {
    expect(gatewayConfigFromEnv(variables)).toMatchObject({ keepAliveMs: 75_000, drainMs: 5_000 });
    const given = { ...variables, KEEP_ALIVE_SECONDS: "3600", DRAIN_SECONDS: "0" };
    expect(gatewayConfigFromEnv(given)).toMatchObject({ keepAliveMs: 3_600_000, drainMs: 0 });
  });

  it.each([
    ["KEEP_ALIVE_SECONDS", "0"],
    ["KEEP_ALIVE_SECONDS", "3601"],
    ["KEEP_ALIVE_SECONDS", "75s"],
    ["DRAIN_SECONDS", "-1"],
    ["DRAIN_SECONDS", "601"],
    ["DRAIN_SECONDS", "1.5"],
  ])("%s may not be %s", (name, value) => {
    const issues = [{ path: [name], message: expect.stringContaining("seconds"), code: "number_out_of_range" }];
    expect(() => gatewayConfigFromEnv({ ...variables, [name]: value })).toThrow(expect.objectContaining({ issues }));
  });
});

describe("days", () => {
  const dayMs = 86_400_000;

  it("that things are stored for are milliseconds in the configuration; the store has its own", () => {
    expect(gatewayConfigFromEnv(variables)).toMatchObject({ retainMs: undefined, dataRetainMs: undefined });
    const given = { ...variables, RETAIN_DAYS: "730", DATA_RETAIN_DAYS: "1" };
    expect(gatewayConfigFromEnv(given)).toMatchObject({ retainMs: 730 * dayMs, dataRetainMs: dayMs });
  });

  it.each([
    ["RETAIN_DAYS", "0"],
    ["RETAIN_DAYS", "731"],
    ["DATA_RETAIN_DAYS", "7.5"],
    ["DATA_RETAIN_DAYS", "7d"],
  ])("%s may not be %s", (name, value) => {
    const issues = [{ path: [name], message: expect.stringContaining("days"), code: "number_out_of_range" }];
    expect(() => gatewayConfigFromEnv({ ...variables, [name]: value })).toThrow(expect.objectContaining({ issues }));
  });
});

it("startGateway refuses an option that does not exist, by name", async () => {
  const misspelt = { limits: undefined, onReciept: () => {} };
  const { issues } = await failureOf(startGateway(gatewayConfigFromEnv(variables), () => {}, misspelt));
  expect(issues).toMatchObject([{ path: ["onReciept"] }]);
});
