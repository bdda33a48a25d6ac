import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { configFromEnv, createNxZalo, type NxZaloError, type NxZaloOptions } from "../index.ts";

const good: NxZaloOptions = { credentials: { accessKey: "key", accessSecret: "secret" }, appKey: "app" };

const pathsOf = (error: NxZaloError) => error.issues?.map(({ path }) => path.join("."));

describe("createNxZalo", () => {
  it("names every missing option at once", async () => {
    const error = await failureOf(() => createNxZalo({} as NxZaloOptions));
    expect(error).toMatchObject({ name: "ConfigError", kind: "config", code: "config_invalid", outcome: "not_sent" });
    expect(pathsOf(error)).toEqual(["credentials.accessKey", "credentials.accessSecret", "appKey"]);
  });

  it.each(["hunter22\n", " hunter22", "sec\r\nX-Injected: 1", "bí mật", "", 42])(
    "refuses the secret %j and does not quote it",
    async (bad) => {
      const error = await failureOf(() =>
        createNxZalo({ ...good, credentials: { accessKey: "key", accessSecret: bad as string } }),
      );
      expect(pathsOf(error)).toEqual(["credentials.accessSecret"]);
      if (String(bad).length > 6) expect(error.message).not.toContain(String(bad).trim());
    },
  );

  it.each([
    "http://api.nxcloud.com",
    "ftp://x.example",
    "nonsense",
    "https://user:pw@x.example",
    "https://x.example/?a=1",
    "https://x.example/#",
    "https://x.example\n",
    " https://x.example",
    "https://x.exa\tmple",
    "https://x.example/a b",
    7,
  ])("refuses the base URL %j", async (baseUrl) =>
    expect(pathsOf(await failureOf(() => createNxZalo({ ...good, baseUrl: baseUrl as string })))).toEqual(["baseUrl"]),
  );

  it.each([
    "https://api.nxcloud.com",
    "https://x.example/base/",
    "http://localhost:1",
    "http://127.0.0.9:1",
    "http://[::1]:1",
  ])("takes the base URL %s", (baseUrl) =>
    expect(createNxZalo({ ...good, baseUrl })).toHaveProperty("initJourneyToken"),
  );

  it.each([{ algorithm: "sha1" }, { timeoutMs: 0 }, { timeoutMs: 2 ** 31 }, { defaultCountryCode: "+84" }, { now: 1 }])(
    "refuses %j",
    async (bad) =>
      expect(pathsOf(await failureOf(() => createNxZalo({ ...good, ...(bad as object) })))).toEqual(Object.keys(bad)),
  );
});

describe("an option that does not exist", () => {
  it("is refused by name: a misspelt one would silently mean its default", async () => {
    const error = await failureOf(() =>
      createNxZalo({ ...good, baseURL: "https://x.example", timeout: 5 } as NxZaloOptions),
    );
    expect(pathsOf(error)).toEqual(["baseURL", "timeout"]);
    expect(error.message).toMatch(/baseURL is not a known option: there are .*\bbaseUrl\b/);
    expect(error.message).not.toContain("x.example");
  });

  it("is told together with what is wrong with the others", async () =>
    expect(pathsOf(await failureOf(() => createNxZalo({ ...good, appKey: "", secret: "s" } as NxZaloOptions)))).toEqual(
      ["appKey", "secret"],
    ));

  it("is not `apps`, which configFromEnv gives", () =>
    expect(createNxZalo({ ...good, apps: { north: "n1" } })).toHaveProperty("sendTemplate"));
});

describe("configFromEnv", () => {
  const env = { NXCLOUD_ACCESS_KEY: "key", NXCLOUD_ACCESS_SECRET: "secret", NXCLOUD_APP_KEY: "app" };

  it("reads what createNxZalo takes", () => {
    const config = configFromEnv({
      ...env,
      NXCLOUD_APPS: "north: n1, south:s1",
      NXCLOUD_BASE_URL: "https://x.example",
      NXCLOUD_SIGN_ALGORITHM: "sha256",
      NXCLOUD_DEFAULT_COUNTRY_CODE: "84",
    });
    expect(config).toEqual({
      credentials: { accessKey: "key", accessSecret: "secret" },
      appKey: "app",
      apps: { north: "n1", south: "s1" },
      baseUrl: "https://x.example",
      algorithm: "sha256",
      defaultCountryCode: "84",
    });
    expect(createNxZalo(config)).toHaveProperty("initJourneyToken");
  });

  it("takes an empty variable for none", () => {
    const required = { NXCLOUD_ACCESS_KEY: "k", NXCLOUD_ACCESS_SECRET: "s", NXCLOUD_APP_KEY: "a" };
    const optional = ["ACCESS_SECRET_PREVIOUS", "APPS", "BASE_URL", "SIGN_ALGORITHM", "DEFAULT_COUNTRY_CODE"];
    const empty = Object.fromEntries(optional.map((name) => [`NXCLOUD_${name}`, ""]));
    expect(configFromEnv({ ...required, ...empty })).toEqual(configFromEnv(required));
    expect(() => configFromEnv({ ...required, NXCLOUD_APP_KEY: "" })).toThrow("NXCLOUD_APP_KEY is missing");
  });

  it("goes on with a list where the next variable does, in the order of their numbers", () => {
    const many = Array.from({ length: 300 }, (_, index) => `shop-${index}:${"k".repeat(40)}-${index}`);
    const parts = [many.slice(0, 90), many.slice(90, 180), many.slice(180, 270), many.slice(270)];
    const [one, two, three, ten] = parts.map((part) => part.join());
    const { apps } = configFromEnv({
      ...env,
      NXCLOUD_APPS_10: ten,
      NXCLOUD_APPS: one,
      NXCLOUD_APPS_3: three,
      NXCLOUD_APPS_2: two,
      NXCLOUD_APPS_NAMES: "no, list",
    });
    expect(Object.keys(apps)).toEqual(many.map((entry) => entry.split(":")[0]));
    expect(() => configFromEnv({ ...env, NXCLOUD_APPS: "a:1", NXCLOUD_APPS_2: "a:2" })).toThrow(
      /names one thing twice/,
    );
  });

  it("names every missing and malformed variable in one error, and quotes none", async () => {
    const error = await failureOf(() =>
      configFromEnv({
        NXCLOUD_ACCESS_SECRET: "hidden-value\n",
        NXCLOUD_APPS: "broken",
        NXCLOUD_SIGN_ALGORITHM: "sha1",
        NXCLOUD_APP_KEY: {},
      }),
    );
    const names = ["ACCESS_KEY", "ACCESS_SECRET", "APP_KEY", "APPS", "SIGN_ALGORITHM"].map((name) => `NXCLOUD_${name}`);
    expect(pathsOf(error)?.sort()).toEqual(names.sort());
    expect(JSON.stringify(error) + error.message).not.toContain("hidden-value");
  });
});
