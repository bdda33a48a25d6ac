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

describe("a number", () => {
  const withValue = (name: string, value: string) => gatewayConfigFromEnv({ ...variables, [name]: value });

  it.each<[string, "rateLimitPerMinute" | "ratePerSecond" | "port", number]>([
    ["RATE_LIMIT_PER_MINUTE", "rateLimitPerMinute", 1],
    ["RATE_LIMIT_PER_MINUTE", "rateLimitPerMinute", 9_999_999],
    ["NXCLOUD_RATE_PER_SECOND", "ratePerSecond", 0.001],
    ["NXCLOUD_RATE_PER_SECOND", "ratePerSecond", 10_000],
    ["PORT", "port", 0],
    ["PORT", "port", 65_535],
  ])("%s may be (%s) %d", (name, field, value) => expect(withValue(name, String(value))[field]).toBe(value));

  it.each([
    ["RATE_LIMIT_PER_MINUTE", ["0", "10000000", "1.5", "60/min", "x60"]],
    ["NXCLOUD_RATE_PER_SECOND", ["0", "10000.1", "1.2345", "5/s", "x5", "1e3"]],
    ["PORT", ["65536", "-1", "8787x", "x8787"]],
  ])("%s may not be one of %j", (name, values) => {
    const issues = [
      { path: [name], message: expect.stringContaining("must be a number"), code: "number_out_of_range" },
    ];
    for (const value of values)
      expect(() => withValue(name, value), value).toThrow(expect.objectContaining({ issues }));
  });
});

it("calls come to loopback alone, on 8787, with no limit of one's own, and nothing is held against templates, unless set", () =>
  expect(gatewayConfigFromEnv(variables)).toMatchObject({
    host: "127.0.0.1",
    port: 8787,
    rateLimitPerMinute: undefined,
    ratePerSecond: undefined,
    staging: undefined,
    templatesFile: undefined,
    alert: undefined,
    metrics: undefined,
  }));

const receiptKey = "aGVsbG8td29ybGQtMTI4LWJpdHM";
const secret = `whsec_${storeKey}`;

it.each<[string, Record<string, string>, object]>([
  ["where it listens", { HOST: "::1" }, { host: "::1" }],
  ["which pages may call", { CORS_ORIGINS: "https://shop.example" }, { corsOrigins: ["https://shop.example"] }],
  ["which NXCLOUD is called", { NXCLOUD_BASE_URL: "http://127.0.0.1:8788" }, { baseUrl: "http://127.0.0.1:8788" }],
  ["the budget", { BUDGET_PER_MONTH: "300 USD" }, { budgetPerMonth: { amount: "300", currency: "USD" } }],
  ["the quiet hours", { QUIET_HOURS: "off" }, { quietHours: "off" }],
  ["the quota", { QUOTA_RESERVE: "100", HOLD_ON_REFUSAL: "true" }, { quotaReserve: 100, holdOnRefusal: true }],
  [
    "whom a staging gateway writes to",
    { STAGING: "true", STAGING_PHONES: "84912345678" },
    { staging: { phones: new Set(["84912345678"]) } },
  ],
  ["the templates", { TEMPLATES_FILE: "/templates.json" }, { templatesFile: "/templates.json" }],
  ["the log", { LOG_LEVEL: "warn" }, { logLevel: "warn" }],
  ["the metrics", { METRICS_PORT: "9464" }, { metrics: { host: "127.0.0.1", port: 9464 } }],
  ["the alarms", { ALERT_URL: "https://ops.shop.example/a", ALERT_SECRET: secret }, { alert: { format: "webhook" } }],
  [
    "the receipts",
    { RECEIPT_KEYS: receiptKey, RECEIPTS_FORWARD_URL: "https://shop.example/x", RECEIPTS_FORWARD_SECRET: secret },
    { receiptKeys: [receiptKey], events: { targets: [{ types: ["*"], url: "https://shop.example/x" }] } },
  ],
])("%s: as the variables say", (_, more, fields) =>
  expect(gatewayConfigFromEnv({ ...variables, ...more })).toMatchObject(fields),
);

it("who may call has to be said, by keys or by JWTs, or no gateway starts", () => {
  const { GATEWAY_API_KEYS: _, ...withoutKeys } = variables;
  const issues = [{ path: ["GATEWAY_API_KEYS"], code: "required", message: expect.stringContaining("openssl rand") }];
  expect(() => gatewayConfigFromEnv(withoutKeys)).toThrow(expect.objectContaining({ issues }));
  const issuer = "https://id.shop.example";
  const jwt = { JWT_JWKS_URL: `${issuer}/jwks`, JWT_ISSUER: issuer, JWT_AUDIENCE: "zalo" };
  expect(gatewayConfigFromEnv({ ...withoutKeys, ...jwt })).toMatchObject({ apiKeys: [], jwt: { issuer } });
});

it.each([
  ["HOST", "http://x", "host_wrong"],
  ["HOST", "127.0.0.1/", "host_wrong"],
  ["SQLITE_PATH", "/x\0.db", "path_wrong"],
  ["TEMPLATES_FILE", "/x\0", "path_wrong"],
  ["LOG_LEVEL", "debug", "value_not_allowed"],
  ["BUDGET_PER_MONTH", "many", "amount_wrong"],
])("%s may not be %j", (name, value, code) => {
  const issues = [{ path: [name], message: expect.any(String), code }];
  expect(() => gatewayConfigFromEnv({ ...variables, [name]: value })).toThrow(expect.objectContaining({ issues }));
});

it("startGateway refuses an option that does not exist, by name", async () => {
  const misspelt = { limits: undefined, onReciept: () => {} };
  const { issues } = await failureOf(startGateway(gatewayConfigFromEnv(variables), () => {}, misspelt));
  expect(issues).toMatchObject([{ path: ["onReciept"] }]);
});
