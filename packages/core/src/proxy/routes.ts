import * as z from "zod/mini";
import type { NxZalo } from "../client.ts";
import type { Receipt } from "../receipts/receipt.ts";
import {
  checkJourneyTokenInput,
  daysOf,
  type InputSettings,
  type OpenJourneyInput,
  openJourneyInput,
  sendTemplateInput,
  type TokenType,
} from "../schemas/index.ts";
import { inputError, type Schema, validateInput } from "../validate.ts";
import { type Caller, forbidden, type Scope } from "./authorize.ts";

/** The bookkeeping of journeys, as `@nxzalo/journeys` fits it. */
export interface JourneyKeeper {
  open(
    input: OpenJourneyInput,
    options: { readonly appKey?: string | undefined },
  ): Promise<{
    readonly journeyId: string;
    readonly token: string;
    readonly phone: string;
    readonly tokenType: TokenType;
    readonly expiresAt: Date;
    /** Whether it had been made before. */
    readonly reused: boolean;
  }>;
  /** Learns from a receipt. */
  receive(receipt: Receipt): Promise<void>;
}

/** What a route works with. */
export interface RouteContext extends InputSettings {
  readonly client: NxZalo;
  /** Application keys by their configured names. */
  readonly apps: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** Remembers journeys by their reference, where there is a store. */
  readonly journeys?: JourneyKeeper | undefined;
  /** Goes with messages whose caller names none. */
  readonly drWebhook?: string | undefined;
  /** Hosts that a caller's own webhook may name. */
  readonly drWebhookHosts: readonly string[];
  readonly now: () => number;
}

/** A success: bare JSON. */
export interface RouteResult {
  readonly status: number;
  readonly body: object;
}

/** One row of the protocol's table. */
export interface Route {
  readonly method: "POST";
  readonly path: string;
  /** Named as the operation it calls. */
  readonly operation: string;
  readonly scope: Scope;
  readonly bodyLimitBytes: number;
  /** What the body has to be. */
  readonly body: (settings: InputSettings) => Schema<unknown>;
  /** @throws InputError where the body does not fit. */
  readonly run: (context: RouteContext, body: unknown) => Promise<RouteResult>;
}

/** A route whose body has been validated before `run` sees it. */
function route<Body>(
  row: Omit<Route, "run" | "body"> & {
    readonly body: (settings: InputSettings) => Schema<Body>;
    readonly run: (context: RouteContext, body: Body) => Promise<RouteResult>;
  },
): Route {
  return { ...row, run: async (context, body) => row.run(context, validateInput(row.body(context), body)) };
}

/** The key of the application that a body names; callers name applications, never keys. */
function appKeyOf({ apps, caller }: RouteContext, app: string | undefined): { appKey?: string } {
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

const dayMs = 24 * 60 * 60 * 1000;

const createJourney = route({
  method: "POST",
  path: "/v1/journeys",
  operation: "initJourneyToken",
  scope: "send",
  bodyLimitBytes: 64 * 1024,
  body: (settings) => z.extend(openJourneyInput(settings), { app: z.optional(z.string()) }),
  run: async (context, { app, ...input }) => {
    const options = appKeyOf(context, app);
    const { phone, tokenType } = input;
    const mayHold = context.caller.scopes.includes("tokens");
    if (context.journeys) {
      const { journeyId, token, expiresAt, reused } = await context.journeys.open(input, options);
      const body = { journeyId, ...(mayHold && { token }), phone, tokenType, expiresAt, reused };
      return { status: reused ? 200 : 201, body };
    }
    const { journeyId, token } = await context.client.initJourneyToken({ phone, tokenType }, options);
    // NXCLOUD does not say when a token expires; a check does.
    const expiresAt = new Date(context.now() + daysOf(tokenType) * dayMs).toISOString();
    return { status: 201, body: { journeyId, ...(mayHold && { token }), phone, tokenType, expiresAt } };
  },
});

const checkJourney = route({
  method: "POST",
  path: "/v1/journeys/check",
  operation: "checkJourneyToken",
  scope: "send",
  bodyLimitBytes: 64 * 1024,
  body: () => z.extend(checkJourneyTokenInput(), { app: z.optional(z.string()) }),
  run: async (context, { app, ...input }) => {
    const body = await context.client.checkJourneyToken(input, appKeyOf(context, app));
    return { status: 200, body };
  },
});

/** A webhook makes NXCLOUD call a URL of the caller's choice, with what became of a message. */
function assertAllowedHost(drWebhook: string, hosts: readonly string[]): void {
  const { host, hostname } = new URL(drWebhook);
  if (hosts.some((allowed) => [host, hostname].includes(allowed.toLowerCase()))) return;
  throw inputError([{ path: ["drWebhook"], message: "must be on a host that the proxy lists: leave it out" }]);
}

const sendMessage = route({
  method: "POST",
  path: "/v1/messages",
  operation: "sendTemplate",
  scope: "send",
  bodyLimitBytes: 512 * 1024,
  body: (settings) => z.extend(sendTemplateInput(settings), { app: z.optional(z.string()) }),
  run: async (context, { app, ...input }) => {
    if (input.drWebhook !== undefined) assertAllowedHost(input.drWebhook, context.drWebhookHosts);
    const { drWebhook = context.drWebhook } = input;
    const body = await context.client.sendTemplate({ ...input, drWebhook }, appKeyOf(context, app));
    return { status: 202, body };
  },
});

/** The routes that need a caller. */
export const routes: readonly Route[] = [createJourney, checkJourney, sendMessage];
