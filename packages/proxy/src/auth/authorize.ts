import { ProxyError } from "@nxzalo/core/errors";
import type { ProxyRequest } from "../exchange.ts";

/**
 * What a caller may do: `send` (create and check journeys, send messages), `tokens` (see journey tokens), `read` (look up, search),
 * `admin` (delete).
 */
export const scopes = ["send", "tokens", "read", "admin"] as const;

/** One of {@link scopes}. */
export type Scope = (typeof scopes)[number];

export const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text);

/** Who calls, and what they may do. */
export interface Caller {
  /** A name for logs and limits. */
  readonly caller: string;
  readonly scopes: readonly Scope[];
  /** Names of the applications they may use (`default` is the default one). Left out: all of them. */
  readonly apps?: readonly string[] | undefined;
}

/** Decides who calls; `null` means that nobody is known by these headers. */
export type Authorize = (request: {
  readonly headers: { get(name: string): string | null };
  readonly operation: string;
  readonly env: unknown;
}) => Caller | null | Promise<Caller | null>;

export const forbidden = (message: string) => new ProxyError(message, { code: "forbidden", outcome: "not_sent" });

/** What a caller wants to do, and the scope that it takes. */
interface GuardedRoute {
  readonly operation: string;
  readonly scope: Scope;
}

/** @throws ProxyError `unauthorized` or `forbidden`. */
export async function admit(authorize: Authorize, request: ProxyRequest, route: GuardedRoute): Promise<Caller> {
  const caller = await authorize({ headers: request.headers, operation: route.operation, env: request.env });
  if (!caller) {
    const hint = "send a valid `authorization: Bearer …` header";
    throw new ProxyError("The caller is not known", { code: "unauthorized", outcome: "not_sent", hint });
  }
  if (!caller.scopes.includes(route.scope)) throw forbidden(`This needs the scope \`${route.scope}\``);
  return caller;
}
