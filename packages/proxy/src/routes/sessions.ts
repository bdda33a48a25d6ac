import { inputError, once } from "@nxzalo/core/internal";
import * as z from "@nxzalo/core/internal/zod";
import type { SessionService } from "@nxzalo/core/journeys";
import { personNameSchema, validateInput } from "@nxzalo/core/schemas";
import { isLoopbackHost, refuseOtherPage } from "../auth/own-page.ts";
import { roleNames } from "../auth/roles.ts";
import { readSessionCookie, writeSessionCookie } from "../auth/session-cookie.ts";
import type { SlowWrongKey } from "../auth/wrong-keys.ts";
import type { RouteResponse } from "../http.ts";
import { linkOver } from "../problems.ts";
import { readJsonBody } from "../read-body.ts";
import type { OpenEndpoint } from "../router.ts";
import { type RouteContext, requireEveryApp, storedPostRoute } from "./route.ts";

/** Where the console is signed in to. */
export const consoleSessionPath = "/console/session";

const linkLimitBytes = 4 * 1024;

/** Where the console is, as far as the request tells: a link is for people who open it in a browser. */
function consoleUrl({ headers, publicUrl, basePath }: RouteContext): string {
  if (publicUrl !== undefined) return `${publicUrl.replace(/\/+$/, "")}/console/`;
  const origin = headers.get("origin");
  // The console's own page knows it: a server in front, or a tunnel, may ask by another host.
  if (origin?.startsWith("http") && headers.get("sec-fetch-site") === "same-origin")
    return `${origin}${basePath}/console/`;
  const host = headers.get("host") ?? "localhost";
  return `${isLoopbackHost(host) ? "http" : "https"}://${host}${basePath}/console/`;
}

const nameTaken = () =>
  inputError([{ path: ["name"], message: "is the name of a key: choose another one", code: "person_name_taken" }]);

/** `POST /v1/sessions`. The secret stands in the fragment, which no browser sends: it is in no log of what is between. */
export const invitePerson = storedPostRoute({
  path: "/v1/sessions",
  operation: "invitePerson",
  scope: "admin",
  schema: () => z.strictObject({ name: personNameSchema(), role: z.enum(roleNames) }),
  run: async (context, { name, role }) => {
    // A session is of no applications: it may use them all.
    requireEveryApp(context);
    // They would have its limits, and its messages for their own.
    if (context.hasCaller(name)) throw nameTaken();
    const { caller } = context.caller;
    const { token, expiresAt } = await context.journeys.sessions.invite({ name, role }, { caller });
    return { status: 201, body: { name, role, url: `${consoleUrl(context)}#link=${token}`, expiresAt } };
  },
});

/** `POST /v1/sessions/end`. Of a name that no session has, none ends. */
export const endSessions = storedPostRoute({
  path: "/v1/sessions/end",
  operation: "endSessions",
  scope: "admin",
  schema: () => z.strictObject({ name: personNameSchema() }),
  run: async (context, { name }) => {
    // As who makes links: sessions are of no applications.
    requireEveryApp(context);
    const { caller } = context.caller;
    return { status: 200, body: { name, ended: await context.journeys.sessions.endAll(name, { caller }) } };
  },
});

/** What signing in and out works with. */
interface SessionContext {
  readonly sessions: SessionService;
  readonly publicUrl: string | undefined;
  readonly slowWrongKey: SlowWrongKey;
  readonly now: () => number;
}

const signInInput = once(() => z.strictObject({ token: z.string() }));

const cookieResponse = (cookie: string): RouteResponse => ({
  status: 204,
  headers: { "set-cookie": cookie },
  body: "",
});

/** `POST /console/session`. A wrong secret waits like a wrong key. */
export const beginSession = ({ sessions, publicUrl, slowWrongKey, now }: SessionContext): OpenEndpoint => ({
  methods: ["POST"],
  path: consoleSessionPath,
  respond: async (request) => {
    refuseOtherPage(request, publicUrl);
    const { token } = validateInput(signInInput(), await readJsonBody(request, { limitBytes: linkLimitBytes }));
    const begun = await sessions.begin(token);
    if (!begun) {
      await slowWrongKey(request.address);
      throw linkOver();
    }
    const maxAgeMs = begun.expiresAt.getTime() - now();
    return cookieResponse(writeSessionCookie(request.headers, await sessions.storeId(), begun.token, maxAgeMs));
  },
});

/** `DELETE /console/session`. */
export const endSession = ({ sessions, publicUrl }: SessionContext): OpenEndpoint => ({
  methods: ["DELETE"],
  path: consoleSessionPath,
  respond: async (request) => {
    refuseOtherPage(request, publicUrl);
    const storeId = await sessions.storeId();
    const secret = readSessionCookie(request.headers, storeId);
    if (secret !== undefined) await sessions.end(secret);
    return cookieResponse(writeSessionCookie(request.headers, storeId, "", 0));
  },
});
