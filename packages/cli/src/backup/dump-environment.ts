import { CommandError, exitCodes } from "../exit-codes.ts";
import type { Translate } from "../language.ts";

/** libpq's variables, by what a URL calls them. */
const variables: Readonly<Record<string, string>> = {
  host: "PGHOST",
  port: "PGPORT",
  user: "PGUSER",
  password: "PGPASSWORD",
  options: "PGOPTIONS",
  application_name: "PGAPPNAME",
  client_encoding: "PGCLIENTENCODING",
  connect_timeout: "PGCONNECT_TIMEOUT",
  target_session_attrs: "PGTARGETSESSIONATTRS",
  channel_binding: "PGCHANNELBINDING",
  sslmode: "PGSSLMODE",
  sslrootcert: "PGSSLROOTCERT",
  sslcert: "PGSSLCERT",
  sslkey: "PGSSLKEY",
  sslnegotiation: "PGSSLNEGOTIATION",
};

/** What only the gateway's driver knows: `ssl` is a mode, and the other one asks it for what libpq does. */
const drivers: readonly string[] = ["ssl", "uselibpqcompat"];

/** The driver's own modes, as libpq calls them. */
const modes: Readonly<Record<string, string>> = {
  "no-verify": "require",
  true: "require",
  "1": "require",
  false: "disable",
  "0": "disable",
};

const isGiven = ([, value]: readonly [string, string]) => value !== "";

/** How it is encrypted: what names a certificate asks for it as well. */
function readMode(parameters: URLSearchParams): string {
  const mode = parameters.get("sslmode") || parameters.get("ssl");
  if (mode) return modes[mode] ?? mode;
  const asks = ["sslrootcert", "sslcert", "sslkey"].some((name) => parameters.get(name));
  return asks || parameters.get("sslnegotiation") === "direct" ? "require" : "";
}

/** What a URL says, as libpq's variables. @throws CommandError for a parameter that libpq could not be given. */
function readUrl(t: Translate, { hostname, port, username, password, pathname, searchParams }: URL) {
  const names = [...searchParams.keys()];
  const unknown = names.find((name) => !Object.hasOwn(variables, name) && !drivers.includes(name));
  if (unknown !== undefined)
    throw new CommandError(
      t(`DATABASE_URL: pg_dump has no ${unknown}`, `DATABASE_URL: pg_dump không có ${unknown}`),
      exitCodes.usage,
      t("leave it out for the backup", "hãy bỏ nó đi khi sao lưu"),
    );
  const authority: [string, string][] = [
    ["PGHOST", decodeURIComponent(hostname.replace(/^\[|\]$/g, ""))],
    ["PGPORT", port],
    ["PGUSER", decodeURIComponent(username)],
    ["PGPASSWORD", decodeURIComponent(password)],
    ["PGDATABASE", decodeURI(pathname.slice(1))],
  ];
  const named = [...searchParams].flatMap(([name, value]): [string, string][] => {
    const variable = variables[name];
    return variable === undefined ? [] : [[variable, value]];
  });
  const all = [...authority, ...named.filter(isGiven), ["PGSSLMODE", readMode(searchParams)] as [string, string]];
  return Object.fromEntries(all) as Record<string, string>;
}

/**
 * The environment in which pg_dump finds the server, the database and the user that a gateway finds by the URL: arguments stand in the list
 * of processes. What the URL does not say, the environment may, as for the gateway.
 *
 * @throws CommandError for a parameter that pg_dump could not be given.
 */
export function dumpEnvironment(t: Translate, url: URL, env: Readonly<Record<string, string | undefined>>) {
  // They would win over the URL, and no gateway reads them.
  const { PGSERVICE: _service, PGHOSTADDR: _address, ...others } = env;
  const given = Object.fromEntries(Object.entries(readUrl(t, url)).filter(isGiven));
  const all: Record<string, string | undefined> = { ...others, ...given };
  all["PGHOST"] ||= "localhost";
  // The certificates of the system, as for the gateway. libpq would want ~/.postgresql/root.crt.
  if (all["PGSSLMODE"] === "verify-full") all["PGSSLROOTCERT"] ||= "system";
  return all;
}
