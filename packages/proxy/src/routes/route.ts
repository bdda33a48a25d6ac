import type { NxZalo, Templates } from "@nxzalo/core";
import { inputError, memoize, type Schema, type Staging, validateInput } from "@nxzalo/core/internal";
import * as z from "@nxzalo/core/internal/zod";
import type { AccessScope, JourneyService, MessageScope } from "@nxzalo/core/journeys";
import type { InputSettings } from "@nxzalo/core/schemas";
import type { Caller, Scope } from "../auth/authorize.ts";
import type { ProxyRequest } from "../http.ts";
import { prefersMasked } from "../prefer.ts";
import { forbidden } from "../problems.ts";
import type { ReadQuality } from "../quality.ts";
import type { BodyLimits } from "../read-body.ts";
import type { Endpoint, PathValues } from "../router.ts";

/** What a route works with. */
export interface RouteContext {
  readonly settings: InputSettings;
  readonly client: NxZalo;
  /** Application keys by their configured names. */
  readonly apps: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** How Zalo rates an application's official account. */
  readonly readQuality: ReadQuality;
  /** Stores journeys, where there is a store. */
  readonly journeys?: JourneyService | undefined;
  readonly idempotencyKey?: string | undefined;
  /** That the caller prefers an answer before the work is done. */
  readonly respondAsync?: true | undefined;
  /** Goes with messages whose caller names none. */
  readonly drWebhook?: string | undefined;
  /** Hosts that a caller's own webhook may name. */
  readonly drWebhookHosts: readonly string[];
  readonly now: () => number;
  readonly headers: ProxyRequest["headers"];
  /** Whether a key has this name, or whatever else the authoriser knows its callers by. */
  readonly hasCaller: (name: string) => boolean;
  /** Where the proxy can be reached from outside, where that is known. */
  readonly publicUrl: string | undefined;
  /** The path that it is mounted at. */
  readonly basePath: string;
  /** Whom a staging process writes to. */
  readonly staging?: Staging | undefined;
  /** The approved templates, where the proxy has their registry. */
  readonly templates?: Templates | undefined;
}

/** A success: bare JSON, a table, or nothing. */
export interface RouteResult {
  readonly status: number;
  readonly body?: object | undefined;
  /** A table in place of JSON. */
  readonly csv?: string | undefined;
  /** The path, below where the proxy is mounted, at which what was created can be read. */
  readonly location?: string | undefined;
}

/** One row of the protocol's table: an endpoint that needs a caller. */
export interface Route extends Endpoint {
  /** Named as the operation it calls. */
  readonly operation: string;
  /** Default: any caller may ask. */
  readonly scope?: Scope;
  /** Whether it exists only where journeys are stored. */
  readonly needsJourneys: boolean;
  /** Whether an `Idempotency-Key` means anything to it. */
  readonly isIdempotent: boolean;
  /** What the body has to be, and how large it may be; a route without one reads none. */
  readonly body?: BodyLimits & { readonly schema: (settings: InputSettings) => Schema<unknown> };
  /** @throws InputError, at once, where the body does not fit. */
  readonly run: (context: RouteContext, body: unknown, values: PathValues) => Promise<RouteResult>;
}

interface Row extends Pick<Route, "path" | "operation"> {
  readonly scope: Scope;
}

/** The context of a route that needs journeys: without a store it is not in the table, so that nothing asks it. */
export interface StoredContext extends RouteContext {
  readonly journeys: JourneyService;
}

interface PostRow<Body, Context> extends Row {
  readonly isIdempotent?: boolean;
  /** Whether the body may be left out. Default: false. */
  readonly isBodyOptional?: boolean;
  /** Default: 64 KiB. */
  readonly limitBytes?: number;
  readonly schema: (settings: InputSettings) => Schema<Body>;
  readonly run: (context: Context, body: Body, values: PathValues) => Promise<RouteResult>;
}

function toRoute<Body, Context extends RouteContext>(row: PostRow<Body, Context>, needsJourneys: boolean): Route {
  const { limitBytes = 64 * 1024, schema: build, run, isIdempotent = false, isBodyOptional: isOptional, ...rest } = row;
  const schema = memoize(build);
  return {
    ...rest,
    methods: ["POST"],
    needsJourneys,
    isIdempotent,
    body: { limitBytes, isOptional, schema },
    run: (context, given, values) => run(context as Context, validateInput(schema(context.settings), given), values),
  };
}

/** A route whose body has been validated before `run` sees it. */
export const postRoute = <Body>(row: PostRow<Body, RouteContext>): Route => toRoute(row, false);

/** The same of one that works on what is stored. */
export const storedPostRoute = <Body>(row: PostRow<Body, StoredContext>): Route => toRoute(row, true);

/** A route without a body that works on what is stored. */
export function storedRoute(
  row: Row & {
    readonly method: "GET" | "DELETE";
    readonly run: (context: StoredContext, values: PathValues) => Promise<RouteResult>;
  },
): Route {
  const { method, run, ...rest } = row;
  return {
    ...rest,
    methods: [method],
    needsJourneys: true,
    isIdempotent: false,
    run: (context, _, values) => run(context as StoredContext, values),
  };
}

/** Whether the caller may see whole phones. */
export const maySeePeople = ({ caller }: RouteContext): boolean => caller.scopes.includes("people");

/** By whose name whole phones are looked at; undefined where the caller may not see them, or prefers not to. */
export const viewerOf = (context: RouteContext): string | undefined =>
  maySeePeople(context) && !prefersMasked(context.headers) ? context.caller.caller : undefined;

/** A phone that was read, in digits alone: one of another country has its `+`, so that it is read again as the same. */
export const toDigits = (phone: string): string => phone.replace("+", "");

/** The field of a body that names an application. */
export const appField = () => ({ app: z.optional(z.string()) });

/** A caller's applications, so that a call looks its own up among hundreds and does not go through them. */
const namesOf = memoize((own: readonly string[]): ReadonlySet<string> => new Set(own));

/**
 * The key of the application that a body names, as an option of the client; callers name applications, never keys.
 *
 * @throws ProxyError `forbidden` for an application of others; InputError for one that is not configured.
 */
export function resolveApp({ apps, caller }: RouteContext, app: string | undefined): { appKey?: string } {
  const name = app ?? "default";
  if (caller.apps && !namesOf(caller.apps).has(name)) {
    throw forbidden(
      app === undefined ? "Name one of your applications in `app`" : "This application is not yours to use",
    );
  }
  if (Object.hasOwn(apps, name)) return { appKey: apps[name] as string };
  if (name === "default") return {};
  throw inputError([{ path: ["app"], message: "is not the name of a configured application", code: "app_unknown" }]);
}

/** Refuses a caller of some applications only what is about all of them. @throws ProxyError `forbidden` */
export function requireEveryApp({ caller }: RouteContext): void {
  if (caller.apps) throw forbidden("This is for callers who may use every application");
}

/** The keys of a caller's applications: one list as long as the caller has the same one, by which a store knows it again. */
const scopesFor = memoize((apps: RouteContext["apps"]) =>
  memoize((own: readonly string[]): AccessScope => {
    const known = own.filter((name) => name === "default" || Object.hasOwn(apps, name));
    return { appKeys: known.map((name) => (Object.hasOwn(apps, name) ? apps[name] : undefined)) };
  }),
);

/** The applications whose data a caller may see: all, or their own. */
export const accessScope = ({ apps, caller }: RouteContext): AccessScope =>
  caller.apps ? scopesFor(apps)(caller.apps) : {};

/** The same with the name of who acts. */
export const actorScope = (context: RouteContext): AccessScope & { readonly caller: string } => ({
  ...accessScope(context),
  caller: context.caller.caller,
});

/** The application that a body names, or all whose data the caller may see. */
export const namedScope = (context: RouteContext, app: string | undefined): AccessScope =>
  app === undefined ? accessScope(context) : { appKeys: [resolveApp(context, app).appKey] };

/** The same with the names of applications, for answers that show them. */
export const searchScope = (context: RouteContext, app: string | undefined): MessageScope => ({
  ...namedScope(context, app),
  apps: context.apps,
});
