import type { SessionService } from "@nxzalo/core/journeys";
import type { ProxyRequest } from "../http.ts";
import { sessionNameTaken } from "../problems.ts";
import type { Caller } from "./authorize.ts";
import { requireOwnPage } from "./own-page.ts";
import { isRole, roles } from "./roles.ts";
import { hasSessionCookie, readSessionCookie } from "./session-cookie.ts";

/**
 * Admits who is signed in to the console, by the session's cookie, from the console's own page alone. A request with an `authorization`
 * header is not asked about: that one speaks for it.
 *
 * The authoriser gives `undefined` where no session is known by the request, and throws ProxyError `forbidden` where another page made it,
 * `unauthorized` where the person's name has become that of a key: two callers of one name would share limits, messages and the audit.
 */
export function createSessionAuthorizer(
  sessions: SessionService,
  publicUrl: string | undefined,
  hasCaller: (name: string, env: unknown) => boolean,
) {
  return async (request: ProxyRequest): Promise<Caller | undefined> => {
    const { headers } = request;
    if (headers.get("authorization") !== null || !hasSessionCookie(headers)) return undefined;
    const secret = readSessionCookie(headers, await sessions.storeId());
    const session = secret === undefined ? undefined : await sessions.find(secret);
    if (!session || !isRole(session.role)) return undefined;
    requireOwnPage(request, publicUrl);
    if (hasCaller(session.name, request.env)) throw sessionNameTaken();
    const { name, role, expiresAt } = session;
    return { caller: name, scopes: roles[role], session: { name, role, expiresAt } };
  };
}
