import fc from "fast-check";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";
import { anyOf, bearerKeys, bearerKeysFromEnv, proxyConfigFromEnv } from "../index.ts";

const key = "0123456789abcdef";
const other = "fedcba9876543210";
const read = (env: object) => proxyConfigFromEnv(env).apiKeys;
const admitted = (keys: ReturnType<typeof read>, presented: string) =>
  bearerKeys(keys)({ headers: new Headers({ authorization: `Bearer ${presented}` }), operation: "", env: {} });

describe("an API key", () => {
  it("may be for some applications alone", async () => {
    const keys = read({ GATEWAY_API_KEYS: `shop:${key},depot:send+read:north+default:${other}` });
    expect(await admitted(keys, key)).toEqual({ caller: "shop", scopes: ["send", "tokens"] });
    const apps = ["north", "default"];
    expect(await admitted(keys, other)).toEqual({ caller: "depot", scopes: ["send", "read"], apps });
  });

  it("may be for hundreds, in several variables and entries of it", async () => {
    const names = Array.from({ length: 400 }, (_, index) => `a-rather-long-name-of-a-shop-${index}`);
    const entry = (from: number) => `depot:read:${names.slice(from, from + 100).join("+")}:${key}`;
    const keys = read({
      GATEWAY_API_KEYS: entry(0),
      GATEWAY_API_KEYS_2: entry(100),
      GATEWAY_API_KEYS_3: `shop:${other}`,
      GATEWAY_API_KEYS_4: [entry(200), entry(300)].join(),
    });
    expect(await admitted(keys, key)).toEqual({ caller: "depot", scopes: ["read"], apps: names });
    expect(await admitted(keys, other)).toMatchObject({ caller: "shop", apps: undefined });
  });

  it.each([
    ["listed twice", `shop:${key},shop:${key}`, "listed_twice"],
    ["of two callers", `shop:send:north:${key},depot:send:south:${key}`, "listed_twice"],
    ["with two sets of scopes", `shop:send:north:${key},shop:send+admin:south:${key}`, "listed_twice"],
    ["once limited and once not", `shop:send:north:${key},shop:send:${key}`, "listed_twice"],
    ["once not limited and once limited", `shop:send:${key},shop:send:north:${key}`, "listed_twice"],
    ["with a scope that does not exist beside one that does", `shop:send+raed:${key}`, "list_wrong"],
    ["for applications without a name", `shop:send::${key}`, "list_wrong"],
    ["for applications with a wrong name", `shop:send:no rth:${key}`, "list_wrong"],
    ["with too many parts", `shop:send:north:south:${key}`, "list_wrong"],
    ["for an application that is not configured", `shop:send:north+nroth:${key}`, "app_unknown"],
  ])("%s is refused, and not quoted", async (_, GATEWAY_API_KEYS, code) => {
    const { issues, message } = await failureOf(() => read({ GATEWAY_API_KEYS, NXCLOUD_APPS: "north:n,south:s" }));
    expect(issues).toMatchObject([{ path: ["GATEWAY_API_KEYS"], code }]);
    expect(message).not.toContain(key);
  });

  it("may be for the default application beside configured ones", async () => {
    const keys = read({ GATEWAY_API_KEYS: `depot:send:default+north:${key}`, NXCLOUD_APPS: "north:n" });
    expect(await admitted(keys, key)).toMatchObject({ apps: ["default", "north"] });
  });

  it("that is wrong is named by its place", async () =>
    expect((await failureOf(() => read({ GATEWAY_API_KEYS: `shop:${key},depot:short` }))).message).toContain(
      "entry 2 ",
    ));

  it("has at least 16 of the characters that a bearer token may have, and no others", () => {
    const allowed = "AZaz09._~+/-";
    const keys = fc.oneof(
      fc.string({ unit: fc.constantFrom(...allowed), minLength: 14, maxLength: 17 }),
      fc.string({ unit: fc.constantFrom(...`${allowed}=\u00e0!`), minLength: 1, maxLength: 24 }),
      fc.constantFrom("0123456789abcdef=", "!0123456789abcdef", "0123456789abcdef=0", "0123456789abcdef!"),
    );
    fc.assert(
      fc.property(keys, (text) => {
        const isTaken = /^.{16,}$/.test(text.replace(/=+$/, "")) && !/[^\w.~+/-]/.test(text.replace(/=+$/, ""));
        let taken: readonly unknown[] = [];
        try {
          taken = read({ GATEWAY_API_KEYS: `shop:${text}` });
        } catch {}
        expect(taken).toHaveLength(isTaken ? 1 : 0);
      }),
    );
  });

  it("may stand in a later variable alone", async () => {
    const env = { GATEWAY_API_KEYS: "", GATEWAY_API_KEYS_2: `shop:${key}` };
    const headers = new Headers({ authorization: `Bearer ${key}` });
    expect(await bearerKeysFromEnv()({ headers, operation: "", env })).toMatchObject({ caller: "shop" });
  });

  it("is known by its name beforehand, also among others and from a Worker's bindings", () => {
    const env = { GATEWAY_API_KEYS: `shop:${key},${other}` };
    const keys = bearerKeys(read(env));
    const unnamed = read(env)[1]?.caller ?? "";
    expect(unnamed).toMatch(/^key-[0-9a-f]{8}$/);
    for (const authorize of [keys, bearerKeysFromEnv(), anyOf(() => null, keys), anyOf(bearerKeysFromEnv())]) {
      const known = ["shop", unnamed, "Shop", "shop ", "depot"].map((name) => authorize.hasCaller?.(name, env));
      expect(known).toEqual([true, true, false, false, false]);
    }
    expect(anyOf(() => null).hasCaller?.("shop", env)).toBe(false);
  });
});
