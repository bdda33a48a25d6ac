import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isScope } from "./authorize.ts";
import type { JwtSettings } from "./jwt-config.ts";
import { readCaller } from "./jwt-scopes.ts";

const settings = { issuer: "https://id.shop.example", audience: ["zalo"], jwksUrl: "https://id.shop.example/keys" };
const scopesOf = (claims: object, more: Partial<JwtSettings> = {}) =>
  readCaller({ sub: "lan", ...claims }, { ...settings, ...more })?.scopes;

describe("what a token allows", () => {
  it.each<[string, object, Partial<JwtSettings>, readonly string[]]>([
    ["words of scope, whatever stands between them", { scope: " send  read\tsend " }, {}, ["send", "read"]],
    ["words of scp", { scp: "send read" }, { scopesClaim: "scp" }, ["send", "read"]],
    ["a list, of whose entries texts count", { scp: ["send", 1, null, ["read"]] }, { scopesClaim: "scp" }, ["send"]],
    [
      "nothing for entries that are no texts, whatever their text would be",
      { groups: [["boss"], 7, null] },
      { scopesClaim: "groups", scopesMap: { boss: ["admin"], 7: ["admin"], null: ["admin"] } },
      [],
    ],
    ["no words of another claim", { scopes: "send read" }, { scopesClaim: "scopes" }, []],
    ["nor of one whose name ends so", { myscope: "send read" }, { scopesClaim: "myscope" }, []],
    ["nothing where no claim is", {}, {}, []],
    ["nothing where the path ends in nothing", { custom: null }, { scopesClaim: "custom.groups" }, []],
    ["nothing where the path ends in a text", { custom: "send" }, { scopesClaim: "custom.groups" }, []],
    ["nothing by what every object has", {}, { scopesClaim: "constructor.name", scopesMap: { Object: ["admin"] } }, []],
    ["nothing by what every map has", { scope: "toString" }, { scopesMap: { boss: ["admin"] } }, []],
    [
      "what the map says, not the scope's own name",
      { scope: "boss admin" },
      { scopesMap: { boss: ["send"] } },
      ["send"],
    ],
  ])("is %s", (_, claims, more, scopes) => expect(scopesOf(claims, more)).toEqual(scopes));

  it("is of the known scopes, each once, and its caller has a name that a log can show, whatever it claims", () => {
    const values = fc.oneof(fc.jsonValue(), fc.string(), fc.stringMatching(/^[0-9 +._|@-]{1,70}$/));
    const names = fc.constantFrom("sub", "common_name", "client_id", "azp", "scope", "custom");
    fc.assert(
      fc.property(
        fc.dictionary(names, values),
        fc.constantFrom("scope", "custom.groups", "custom.0"),
        (claims, scopesClaim) => {
          const caller = readCaller(claims, { ...settings, scopesClaim });
          if (!caller) return;
          expect(caller.caller).toMatch(/^jwt:(#[0-9a-f]{16}|[\w.|@-]{1,64})$/);
          expect(caller.caller.startsWith("jwt:#") || !/\d{8}/.test(caller.caller.replace(/[._|@-]/g, ""))).toBe(true);
          expect(caller.scopes.every(isScope)).toBe(true);
          expect(new Set(caller.scopes).size).toBe(caller.scopes.length);
        },
      ),
    );
  });
});

it("a caller is named by the token, but where the name could be a phone number or does not fit into a log", () => {
  const subjects = fc.oneof(
    fc.string({ unit: fc.constantFrom(..."0123456789._|@-"), minLength: 8, maxLength: 12 }),
    fc.stringMatching(/^[0-9]{6,9}$/),
    fc.stringMatching(/^[A-Za-z._|@-]{62,66}$/),
    fc.stringMatching(/^[A-Za-z0-9._|@ -]{1,12}$/),
    fc.string({ minLength: 1 }),
  );
  fc.assert(
    fc.property(subjects, (sub) => {
      const withoutSeparators = [..."._|@-"].reduce((text, separator) => text.replaceAll(separator, ""), sub);
      const mayBePhone = withoutSeparators.split(/\D/).some((digits) => digits.length >= 8);
      const isPlain = sub.length <= 64 && /^[\w.|@-]+$/.test(sub) && !mayBePhone;
      const name = readCaller({ sub }, settings)?.caller;
      expect(name).toEqual(isPlain ? `jwt:${sub}` : expect.stringMatching(/^jwt:#[0-9a-f]{16}$/));
    }),
    { numRuns: 500 },
  );
});
