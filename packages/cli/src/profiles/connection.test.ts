import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { translateTo } from "../language.ts";
import { findProfile, hasGateway } from "./connection.ts";
import { profileFileOf, writeProfiles } from "./profile-file.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-connection-"));
const shop = { gateway: "https://shop.example/zalo//", key: "key-of-the-shop" };
const home = { gateway: "https://home.example", key: "key-of-home" };
const own = { NXZALO_GATEWAY: "https://own.example/", NXZALO_KEY: "key-of-the-environment" };

beforeAll(() => writeProfiles(profileFileOf({ XDG_CONFIG_HOME: folder }), { shop, default: home }));
afterAll(() => rmSync(folder, { recursive: true }));

const contextOf = (env: Record<string, string>, settings = folder) =>
  ({ env: { XDG_CONFIG_HOME: settings, ...env }, t: translateTo("en"), secrets: new Set() }) as unknown as CliContext;
const find = (env: Record<string, string>, profile?: string) =>
  findProfile(contextOf(env), { ...(profile && { profile }) });

it("the profile that is named comes before the environment, and that before the profile that is not named", () => {
  expect(find(own, "shop")).toEqual({ source: "shop", gateway: "https://shop.example/zalo", key: shop.key });
  expect(find(own)).toEqual({ source: "environment", gateway: "https://own.example", key: own.NXZALO_KEY });
  expect(find({})).toEqual({ source: "default", ...home });
  expect(find({ NXZALO_GATEWAY: "", NXZALO_KEY: "" })).toEqual({ source: "default", ...home });
  expect(() => find(own, "none")).toThrow(expect.objectContaining({ exitCode: exitCodes.usage }));
});

it("a half of the environment is completed by no profile", () => {
  const { NXZALO_GATEWAY, NXZALO_KEY } = own;
  expect(() => find({ NXZALO_GATEWAY })).toThrow("NXZALO_KEY is not set");
  expect(() => find({ NXZALO_KEY })).toThrow("NXZALO_GATEWAY is not set");
  expect(find({ NXZALO_KEY }, "shop").key).toBe(shop.key);
});

it("the key of a profile is a secret once it is used, and no other profile's is", () => {
  const context = contextOf({});
  findProfile(context, { profile: "shop" });
  expect([...context.secrets]).toEqual([shop.key]);
});

it("a gateway is known where one is named, set or stored", () => {
  const empty = join(folder, "empty");
  expect(hasGateway(contextOf({}, empty), {})).toBe(false);
  expect(hasGateway(contextOf({}, empty), { profile: "none" })).toBe(true);
  expect(hasGateway(contextOf({}), {})).toBe(true);
  for (const [name, value] of Object.entries(own))
    expect(hasGateway(contextOf({ [name]: value }, empty), {})).toBe(true);
});
