import type { NxZalo } from "@nxzalo/core";
import { inputError, memoize, type Schema, validateInput } from "@nxzalo/core/internal";
import type { AccessScope, JourneyService } from "@nxzalo/core/journeys";
import type { InputSettings } from "@nxzalo/core/schemas";
import { type Caller, forbidden, type Scope } from "../auth/authorize.ts";

/** What a route works with. */
export interface RouteContext {
  readonly settings: InputSettings;
  readonly client: NxZalo;
  /** Application keys by their configured names. */
  readonly apps: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** Remembers journeys, where there is a store. */
  readonly journeys?: JourneyService | undefined;
  readonly idempotencyKey?: string | undefined;
  /** Goes with messages whose caller names none. */
  readonly drWebhook?: string | undefined;
  /** Hosts that a caller's own webhook may name. */
  readonly drWebhookHosts: readonly string[];
  readonly now: () => number;
}

/** A success: bare JSON, or nothing. */
export interface RouteResult {
  readonly status: number;
  readonly body?: object | undefined;
  /** Where what was made can be read. */
  readonly location?: string | undefined;
}

/** One row of the protocol's table. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  /** Named as the operation it calls. */
  readonly operation: string;
  readonly scope: Scope;
  /** Whether it exists only where journeys are remembered. */
  readonly needsJourneys: boolean;
  /** Whether an `Idempotency-Key` means anything to it. */
  readonly isIdempotent: boolean;
  /** What the body has to be, and how large it may be; a route without one reads none. */
  readonly body?: { readonly limitBytes: number; readonly schema: (settings: InputSettings) => Schema<unknown> };
  /**
   * `values` are those of the path's `:names`.
   *
   * @throws InputError where the body does not fit.
   */
  readonly run: (
    context: RouteContext,
    body: unknown,
    values: Readonly<Record<string, string>>,
  ) => Promise<RouteResult>;
}

type Row = Pick<Route, "path" | "operation" | "scope"> & Partial<Pick<Route, "isIdempotent">>;

/** A route whose body has been validated before `run` sees it. */
export function postRoute<Body>(
  row: Row & {
    readonly needsJourneys?: boolean;
    readonly limitBytes?: number;
    readonly schema: (settings: InputSettings) => Schema<Body>;
    readonly run: (context: RouteContext, body: Body) => Promise<RouteResult>;
  },
): Route {
  const { limitBytes = 64 * 1024, schema: build, run, ...rest } = row;
  const schema = memoize(build);
  return {
    method: "POST",
    needsJourneys: false,
    isIdempotent: false,
    ...rest,
    body: { limitBytes, schema },
    run: async (context, given) => run(context, validateInput(schema(context.settings), given)),
  };
}

/** A route that works on what is remembered. */
export const remembered = (
  row: Row &
    Pick<Route, "method"> & {
      readonly run: (
        context: RouteContext & { readonly journeys: JourneyService },
        values: Readonly<Record<string, string>>,
      ) => Promise<RouteResult>;
    },
): Route => ({
  isIdempotent: false,
  ...row,
  needsJourneys: true,
  run: async (context, _, values) => row.run({ ...context, journeys: requireJourneys(context) }, values),
});

/** Of a route that exists only where there is one. */
export function requireJourneys({ journeys }: RouteContext): JourneyService {
  if (!journeys) throw new Error("a route that needs a store was asked without one");
  return journeys;
}

/** The key of the application that a body names; callers name applications, never keys. */
export function appKeyOf({ apps, caller }: RouteContext, app: string | undefined): { appKey?: string } {
  const name = app ?? "default";
  if (caller.apps && !caller.apps.includes(name)) {
    throw forbidden(
      app === undefined ? "Name one of your applications in `app`" : "This application is not yours to use",
    );
  }
  if (Object.hasOwn(apps, name)) return { appKey: apps[name] as string };
  if (name === "default") return {};
  throw inputError([{ path: ["app"], message: "is not the name of a configured application" }]);
}

/** The applications whose data a caller may see: all, or their own. */
export function scopeOf({ apps, caller }: RouteContext): AccessScope {
  if (!caller.apps) return {};
  const known = caller.apps.filter((name) => name === "default" || Object.hasOwn(apps, name));
  return { appKeys: known.map((name) => (Object.hasOwn(apps, name) ? apps[name] : undefined)) };
}
