import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certificateFiles, checkPostgresUrl, isPlainPostgresUrl } from "./url.ts";

describe("a URL that can work", () => {
  it.each([
    "postgres://host/db",
    "postgresql://user:password@host:5432/db?sslmode=verify-full",
    "postgres://user:p%40ss%23%25%2F@[::1]:6543/db",
    "postgres://user:p@ss@host/db",
    "postgres:///db?host=/var/run/postgresql&port=5433",
    "postgres://%2Fvar%2Frun%2Fpostgresql/db",
    "postgres://user@host",
  ])("%s", (url) => expect(checkPostgresUrl(url)).toBeUndefined());

  it("holds any user and password that are encoded", () =>
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (user, password) => {
        const login = [user, password].map(encodeURIComponent).join(":");
        expect(checkPostgresUrl(`postgres://${login}@host:5432/db`)).toBeUndefined();
      }),
    ));
});

describe("a URL that can never work is refused, and nothing of it is quoted", () => {
  it.each([
    ["mysql://u:secret@host/db", "url_wrong"],
    ["postgres:host/db", "url_wrong"],
    ["postgres://u:secret@ho^st/db", "url_wrong"],
    ["postgres://u:secret@host:5432x/db", "url_wrong"],
    ["postgres://u:secret@host:65536/db", "url_wrong"],
    ["postgres://u:secret@host:0/db", "url_wrong"],
    ["postgres://u:secret@host:/db", "url_wrong"],
    ["postgres://u:secret@host/db?port=none", "url_wrong"],
    ["postgres://u:secret@one,two/db", "url_wrong"],
    ["postgres://u:secret@one:5432,two:5432/db", "url_wrong"],
    ["postgres:///db?host=one,two", "url_wrong"],
    ["postgres://u:secret#x@host/db", "url_wrong"],
    ["postgres://u:secret%x@host/db", "url_wrong"],
    ["postgres://u:secret%@host/db", "url_wrong"],
    ["postgres://u:secret/x@host/db", "url_wrong"],
    ["postgres://u:secret?x@host/db", "url_wrong"],
    ["postgres://u:secret%FF@host/db", "url_wrong"],
    ["postgres://u:secret x@host/db", "url_wrong"],
    ["postgres://u:secret@host/db\n", "url_wrong"],
  ])("%j", (url, code) => {
    const issue = checkPostgresUrl(url);
    expect(issue).toMatchObject({ path: ["url"], code });
    expect(issue?.message).not.toMatch(/secret|host\/db/);
  });
});

describe("what goes to another machine unencrypted", () => {
  it.each([
    "postgres://u@db.internal/x",
    "postgres://u@10.0.0.7:5432/x?sslmode=disable",
    "postgres://u@db.internal/x?ssl=false",
    "postgres:///x?host=db.internal",
  ])("%s does", (url) => expect(isPlainPostgresUrl(url)).toBe(true));

  it.each([
    "postgres://u@localhost/x",
    "postgres://u@127.0.0.1:5432/x",
    "postgres://u@[::1]:5432/x",
    "postgres://u@%2Fvar%2Frun/x",
    "postgres:///x?host=/var/run/postgresql",
    "postgres:///x",
    "postgres://u@db.internal/x?sslmode=require",
    "postgres://u@db.internal/x?sslmode=verify-full&sslrootcert=/etc/ca.pem",
    "postgres://u@db.internal/x?ssl=true",
    "postgres://u@db.internal/x?sslnegotiation=direct",
  ])("%s does not", (url) => expect(isPlainPostgresUrl(url)).toBe(false));
});

it("knows the files that a URL names", () =>
  expect(certificateFiles("postgres://u@h/x?sslrootcert=/a.pem&sslkey=%2Fb.pem")).toEqual([
    ["sslrootcert", "/a.pem"],
    ["sslkey", "/b.pem"],
  ]));
