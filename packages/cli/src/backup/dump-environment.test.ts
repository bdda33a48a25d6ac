import { expect, it } from "vitest";
import { translateTo } from "../language.ts";
import { dumpEnvironment } from "./dump-environment.ts";

const t = translateTo("en");
const read = (url: string, env: Record<string, string> = {}) => dumpEnvironment(t, new URL(url), env);
const db = { PGHOST: "db", PGDATABASE: "x" };

it.each<[url: string, expected: Record<string, string>]>([
  [
    "postgres://nx:p%40ss@db.internal:6543/shop",
    { PGHOST: "db.internal", PGPORT: "6543", PGUSER: "nx", PGPASSWORD: "p@ss", PGDATABASE: "shop" },
  ],
  ["postgres://[::1]/x", { PGHOST: "::1", PGDATABASE: "x" }],
  ["postgres:///x", { PGHOST: "localhost", PGDATABASE: "x" }],
  ["postgres://u@%2Frun%2Fpostgresql/x", { PGHOST: "/run/postgresql", PGUSER: "u", PGDATABASE: "x" }],
  [
    "postgres:///x?host=/run/postgresql&port=5433&user=nxzalo&password=a%26b",
    { PGHOST: "/run/postgresql", PGPORT: "5433", PGUSER: "nxzalo", PGPASSWORD: "a&b", PGDATABASE: "x" },
  ],
  [
    "postgres://u:p@db:1/x?host=h&port=2&user=v",
    { PGHOST: "h", PGPORT: "2", PGUSER: "v", PGPASSWORD: "p", PGDATABASE: "x" },
  ],
  ["postgres://u@db/x?user=&host=", { ...db, PGUSER: "u" }],
  ["postgres://db/x?options=-c%20search_path%3Dnx", { ...db, PGOPTIONS: "-c search_path=nx" }],
  ["postgres://db/x?sslmode=disable", { ...db, PGSSLMODE: "disable" }],
  ["postgres://db/x?sslmode=no-verify", { ...db, PGSSLMODE: "require" }],
  ["postgres://db/x?ssl=true", { ...db, PGSSLMODE: "require" }],
  [
    "postgres://db/x?ssl=1&sslmode=verify-ca&sslrootcert=/ca.pem",
    { ...db, PGSSLMODE: "verify-ca", PGSSLROOTCERT: "/ca.pem" },
  ],
  ["postgres://db/x?ssl=0", { ...db, PGSSLMODE: "disable" }],
  ["postgres://db/x?sslmode=verify-full", { ...db, PGSSLMODE: "verify-full", PGSSLROOTCERT: "system" }],
  [
    "postgres://db/x?sslmode=verify-full&sslrootcert=/etc/ca.pem",
    { ...db, PGSSLMODE: "verify-full", PGSSLROOTCERT: "/etc/ca.pem" },
  ],
  [
    "postgres://db/x?sslcert=/c.pem&sslkey=/k.pem&sslnegotiation=direct",
    { ...db, PGSSLMODE: "require", PGSSLCERT: "/c.pem", PGSSLKEY: "/k.pem", PGSSLNEGOTIATION: "direct" },
  ],
  [
    "postgres://db/x?sslmode=require&channel_binding=require&uselibpqcompat=true",
    { ...db, PGSSLMODE: "require", PGCHANNELBINDING: "require" },
  ],
])("pg_dump finds what a gateway finds by %s", (url, expected) => expect(read(url)).toEqual(expected));

it("takes of the environment what the URL does not say, and nothing that would win over it", () => {
  const env = {
    PATH: "/bin",
    PGPASSWORD: "secret",
    PGSSLROOTCERT: "/ca.pem",
    PGHOSTADDR: "10.0.0.1",
    PGSERVICE: "other",
  };
  expect(read("postgres://u@db/x?sslmode=verify-full", env)).toEqual({
    ...db,
    PATH: "/bin",
    PGUSER: "u",
    PGPASSWORD: "secret",
    PGSSLMODE: "verify-full",
    PGSSLROOTCERT: "/ca.pem",
  });
  expect(read("postgres:///x", { PGHOST: "/tmp" })).toEqual({ PGHOST: "/tmp", PGDATABASE: "x" });
});

it("refuses a parameter that pg_dump could not be given, and quotes nothing of the URL but its name", () => {
  expect(() => read("postgres://u:secret@db/x?statement_timeout=5")).toThrow(
    "DATABASE_URL: pg_dump has no statement_timeout",
  );
});
