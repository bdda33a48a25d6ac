import { createHmac, hash, randomBytes, timingSafeEqual } from "node:crypto";
import { configFromEnv } from "@nxzalo/core";
import { createJourneys, startBackgroundWork } from "@nxzalo/journeys";
import { createSqliteStore } from "@nxzalo/journeys/sqlite";
import { createNxZalo } from "@nxzalo/node";
import { type Authorize, createProxy } from "@nxzalo/proxy";
import { createSandbox } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";

/** NXCLOUD as the variables say; without them the emulator. */
async function readConfig() {
  const { NXCLOUD_ACCESS_KEY, PHONE } = process.env;
  if (NXCLOUD_ACCESS_KEY && !PHONE) throw new Error("PHONE is missing: whom to message, for real");
  if (NXCLOUD_ACCESS_KEY) return configFromEnv(process.env);
  const sandbox = createSandbox();
  return { credentials: sandbox.credentials, appKey: sandbox.appKey, baseUrl: (await listen(sandbox)).url };
}

async function create() {
  const config = await readConfig();
  const client = createNxZalo(config);
  const store = await createSqliteStore({ path: process.env.SQLITE_PATH ?? ":memory:" });
  const journeys = createJourneys({ client, store, appKey: config.appKey });
  // What waits for its hours is sent by it, and what is over is deleted, for as long as the process lives.
  startBackgroundWork(journeys, { onChange: (name, error) => console.error(name, error ?? "works again") });
  // In place of your sign-in: a cookie that only this server can have made.
  const secret = process.env.SESSION_SECRET ?? randomBytes(32).toString("hex");
  const sessionOf = (user: string) => `${user}.${createHmac("sha256", secret).update(user).digest("hex")}`;
  const digest = (text: string) => hash("sha256", text, "buffer");
  const authorize: Authorize = ({ headers }) => {
    const [, session, user = ""] = /(?:^|; )session=(([^.;]+)[^;]+)/.exec(headers.get("cookie") ?? "") ?? [];
    const isOurs = timingSafeEqual(digest(session ?? ""), digest(sessionOf(user)));
    return isOurs ? { caller: user, scopes: ["send"] } : null;
  };
  return { journeys, sessionOf, proxy: createProxy({ client, journeys, authorize }) };
}

/** One for the process: Next may load this module more than once. */
const shared = globalThis as { zalo?: ReturnType<typeof create> };
export const zalo = () => (shared.zalo ??= create());
