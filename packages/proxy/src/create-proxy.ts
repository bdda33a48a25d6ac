import { isNxZaloError } from "@nxzalo/core/errors";
import { admit, type Caller } from "./auth/authorize.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import type { ProxyReply, ProxyRequest } from "./exchange.ts";
import {
  type Answer,
  json,
  MethodNotAllowed,
  noSuchRoute,
  problemAnswer,
  rateLimited,
  text,
  unavailable,
} from "./http.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";
import type { ProxyOptions } from "./options.ts";
import { readJsonBody } from "./read-body.ts";
import { drWebhookOf } from "./receipts/config.ts";
import { isReceiptKey, type ReceiptOptions, receiptsPath, takeReceipt } from "./receipts/receive.ts";
import { matchPath } from "./router.ts";
import { routes } from "./routes/index.ts";
import type { Route } from "./routes/route.ts";

/** Answers one request of the proxy protocol; never rejects. */
export interface ProxyExchange {
  (request: ProxyRequest): Promise<ProxyReply>;
  /** The patterns that answer. */
  readonly paths: readonly string[];
}

/** Sets what the log may say of the request as it becomes known. */
type Note = (known: { route?: string; caller?: string }) => void;

/** One exchange, as an entry sees it. */
interface Exchange {
  readonly requestId: string;
  readonly note: Note;
  /** Of the pattern's `:names`. */
  readonly values: Readonly<Record<string, string>>;
}

/** Something that answers. */
interface Entry {
  readonly methods: readonly string[];
  readonly path: string;
  readonly answer: (request: ProxyRequest, exchange: Exchange) => Answer | Promise<Answer>;
}

/** An entry that asks nobody who they are. */
const open = (path: string, answer: () => Answer | Promise<Answer>): Entry => ({
  methods: ["GET", "HEAD"],
  path,
  answer,
});

/** What the operator has to hear of: bugs, a broken configuration, and what the proxy itself leans on. */
const isFault = (error: unknown): boolean =>
  !isNxZaloError(error) || error.kind === "config" || (error.kind === "proxy" && error.cause !== undefined);

/**
 * The proxy protocol, written once: CORS, routing, authorisation, limits, validation, dispatch and problems. The gateway and the
 * edge handler only translate HTTP to and from it.
 *
 * @example
 * ```ts
 * import { configFromEnv, createNxZalo } from "@nxzalo/core";
 * import { bearerKeys, createProxy, proxyConfigFromEnv } from "@nxzalo/proxy";
 *
 * const proxyFor = (env: Record<string, unknown>) => {
 *   const config = configFromEnv(env);
 *   const { apiKeys, corsOrigins } = proxyConfigFromEnv(env);
 *   return createProxy({ ...config, client: createNxZalo(config), authorize: bearerKeys(apiKeys), corsOrigins });
 * };
 * ```
 */
export function createProxy(options: ProxyOptions): ProxyExchange {
  const { client, authorize, rateLimit, apps = {}, defaultCountryCode, corsOrigins = [] } = options;
  const { isReady = () => true, now = Date.now, newId = () => crypto.randomUUID() } = options;
  const { journeys, receipts, publicUrl, drWebhookHosts = [], openApi } = options;
  /** Told of a fault, an observer must not be able to make another one. */
  const onFault = (error: unknown, requestId: string) => {
    try {
      options.onFault?.(error, requestId);
    } catch {
      // Its own affair.
    }
  };
  const drWebhook = receipts && drWebhookOf({ receiptKeys: receipts.keys, publicUrl });

  const settings = { defaultCountryCode };

  async function call(route: Route, request: ProxyRequest, { note, values }: Exchange): Promise<Answer> {
    if (!isReady()) throw unavailable();
    const caller: Caller = await admit(authorize, request, route);
    note({ caller: caller.caller });
    const retryAfterMs = await rateLimit?.({ caller: caller.caller, env: request.env });
    if (retryAfterMs) throw rateLimited(retryAfterMs);
    const idempotencyKey = journeys && route.isIdempotent ? readIdempotencyKey(request.headers) : undefined;
    const body = route.body && (await readJsonBody(request, route.body.limitBytes));
    const context = { client, apps, settings, caller, journeys, idempotencyKey, drWebhook, drWebhookHosts, now };
    const { status, body: result, location } = await route.run(context, body, values);
    const answer = result ? json(status, result) : { status, body: "" };
    return location === undefined ? answer : { ...answer, headers: { ...answer.headers, location } };
  }

  /** NXCLOUD reads the status and the word, and sends again what was not accepted. */
  const receive = async (options: ReceiptOptions, request: ProxyRequest, requestId: string): Promise<Answer> => {
    try {
      if (!isReady()) throw unavailable();
      await takeReceipt(request, options, journeys);
      return text(200, "success");
    } catch (error) {
      if (isFault(error)) onFault(error, requestId);
      return { ...text(500, "error"), errorCode: isNxZaloError(error) ? error.code : "internal_error" };
    }
  };

  const entries: readonly Entry[] = [
    open("/healthz", () => json(200, { status: "ok" })),
    open("/readyz", async () => {
      if (!isReady()) throw unavailable();
      await journeys?.ping();
      return json(200, { status: "ready" });
    }),
    ...(openApi ? [open("/openapi.json", () => json(200, openApi))] : []),
    ...routes
      .filter(({ needsJourneys }) => journeys || !needsJourneys)
      .map((route) => ({
        methods: [route.method],
        path: route.path,
        answer: (request: ProxyRequest, exchange: Exchange) => call(route, request, exchange),
      })),
    ...(receipts
      ? [
          {
            methods: ["POST"],
            path: receiptsPath,
            answer: (request: ProxyRequest, { requestId, values }: Exchange) => {
              if (!isReceiptKey(receipts.keys, values["key"] ?? "")) throw noSuchRoute();
              return receive(receipts, request, requestId);
            },
          },
        ]
      : []),
  ];

  async function respond(request: ProxyRequest, requestId: string, note: Note): Promise<Answer> {
    const found = entries.flatMap((entry) => {
      const values = matchPath(entry.path, request.path);
      return values ? [{ ...entry, values }] : [];
    });
    const methods = found.flatMap((entry) => entry.methods);
    if (found[0]) note({ route: found[0].path });
    // Also for a path that does not exist: a page has to be able to read that answer.
    if (isPreflight(request)) return { status: 204, headers: preflightHeaders(methods), body: "" };
    if (methods.length === 0) throw noSuchRoute();
    const entry = found.find((candidate) => candidate.methods.includes(request.method));
    if (!entry) throw new MethodNotAllowed(methods);
    return entry.answer(request, { requestId, note, values: entry.values });
  }

  const exchange = async (request: ProxyRequest): Promise<ProxyReply> => {
    const requestId = newId();
    let known: { route?: string; caller?: string } = {};
    const answer = await respond(request, requestId, (more) => {
      known = { ...known, ...more };
    }).catch((error: unknown) => {
      if (isFault(error)) onFault(error, requestId);
      return problemAnswer(error, requestId);
    });
    const { status, errorCode } = answer;
    return {
      status,
      headers: {
        ...answer.headers,
        ...corsHeaders(corsOrigins, request),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-request-id": requestId,
      },
      body: request.method === "HEAD" ? "" : answer.body,
      report: { method: request.method, route: "unmatched", ...known, status, requestId, errorCode },
    };
  };
  return Object.assign(exchange, { paths: [...new Set(entries.map(({ path }) => path))] });
}
