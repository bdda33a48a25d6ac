import { userInfo } from "node:os";
import { askServer } from "./ask-server.mjs";

/** The databases that schemas can be made in, on a server whose SQL is new enough. */
const usable = `
  SELECT datname FROM pg_database
  WHERE datallowconn AND NOT datistemplate AND has_database_privilege(oid, 'CREATE')
    AND current_setting('server_version_num')::int >= 150000
  ORDER BY datname = 'postgres', datname`;

/** The URL of a server on this machine that lets us in without a password, and make schemas; undefined where there is none. */
export async function findServer(port) {
  const me = userInfo().username;
  for (const user of new Set([me, "postgres"])) {
    for (const database of new Set(["postgres", user, "template1"])) {
      const [found] = await askServer({ port, user, database }, usable).catch(() => []);
      if (found) return `postgres://${encodeURIComponent(user)}@127.0.0.1:${port}/${encodeURIComponent(found)}`;
    }
  }
  return undefined;
}
