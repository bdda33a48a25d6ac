import type { Work } from "@nxzalo/core";
import { type Caller, identify, requireScope, slowRefusal } from "./auth/authorize.ts";
import { refuseForeignPage } from "./auth/own-page.ts";
import { createSessionAuthorizer } from "./auth/sessions.ts";
import { createSlowWrongKey } from "./auth/wrong-keys.ts";
import { corsHeaders, isPreflight, preflightHeaders } from "./cors.ts";
import {
  csvText,
  json,
  type ProxyRequest,
  type ProxyResponse,
  type ReportSubject,
  type RouteResponse,
} from "./http.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";
import { createFaultReporter, createReporter, describeFailure, readClientRequestId } from "./logging.ts";
import { assertProxyOptions, type ProxyOptions } from "./options.ts";
import { prefersAsync } from "./prefer.ts";
import { keyUnasked, problemResponse, rateLimited } from "./problems.ts";
import { createQualityReader } from "./quality.ts";
import { readJsonBody } from "./read-body.ts";
import { createDrWebhook } from "./receipts/receipt-key.ts";
import { createRouter, type OpenEndpoint, type PathMatch, type PathValues } from "./router.ts";
import { openEndpoints, routes } from "./routes/index.ts";
import type { Route, RouteContext, RouteResult } from "./routes/route.ts";

/** Responds to one request of the proxy protocol; never rejects. */
export interface NxZaloProxy {
  (request: ProxyRequest): Promise<ProxyResponse>;
  /** The patterns of the paths that it serves, such as `/v1/journeys/:journeyId`, without `basePath`. */
  readonly paths: readonly string[];
}

/** What a route responds, and which message or journey a log line may say that it is about. */
function toResponse({ status, body, csv, location }: RouteResult, values: PathValues, basePath: string): RouteResponse {
  const { messageId = values["messageId"], journeyId = values["journeyId"] } = (body ?? {}) as ReportSubject;
  const about = { messageId, journeyId };
  if (csv !== undefined) return { ...csvText(status, csv), about };
  const response = { ...(body ? json(status, body) : { status, body: "" }), about };
  return location ? { ...response, headers: { ...response.headers, location: basePath + location } } : response;
}

/**
 * The proxy protocol, written once: CORS, routing, authorisation, limits, validation, dispatch and problems. The gateway and the
 * edge handler only translate HTTP to and from it.
 *
 * @throws ConfigError for options that are missing, do not exist or cannot work.
 * @example
 * ```ts
 * import { configFromEnv, createNxZalo } from "@nxzalo/core";
 * import { bearerKeys, createProxy, proxyConfigFromEnv } from "@nxzalo/proxy";
 *
 * const proxyFor = (env: Record<string, unknown>) => {
 *   const config = configFromEnv(env);
 *   const { apps, defaultCountryCode } = config;
 *   const { apiKeys, corsOrigins } = proxyConfigFromEnv(env);
 *   const authorize = bearerKeys(apiKeys);
 *   return createProxy({ client: createNxZalo(config), apps, defaultCountryCode, authorize, corsOrigins });
 * };
 * ```
 */
export function createProxy(options: ProxyOptions): NxZaloProxy {
  assertProxyOptions(options);
  const { client, authorize, rateLimit, apps = {}, defaultCountryCode, corsOrigins = [], journeys, receipts } = options;
  const { isReady = () => true, now = Date.now, newId = () => crypto.randomUUID(), basePath = "" } = options;
  const { openApi, publicUrl, drWebhookHosts = [], around, templates, staging } = options;
  const reportFault = createFaultReporter(options.onFault);
  const report = createReporter(options.onReport);
  const drWebhook = receipts && createDrWebhook(receipts.keys, publicUrl);
  const slowWrongKey = createSlowWrongKey(now);
  const readQuality = createQualityReader(client, journeys, now);
  /** What the routes of all requests work with. */
  const shared: Omit<RouteContext, "caller" | "headers" | "hasCaller"> = {
    settings: { defaultCountryCode, isReadAgain: true },
    client,
    apps,
    readQuality,
    journeys,
    drWebhook,
    drWebhookHosts,
    now,
    publicUrl,
    basePath,
    staging,
    templates,
  };
  const hasCaller = (name: string, env: unknown) => authorize.hasCaller?.(name, env) === true;
  const findSession = journeys && createSessionAuthorizer(journeys.sessions, publicUrl, hasCaller);
  const endpoints: readonly (OpenEndpoint | Route)[] = [
    ...openEndpoints({
      isReady,
      journeys,
      receipts,
      openApi,
      basePath,
      publicUrl,
      reportFault,
      slowWrongKey,
      now,
      hasCaller,
    }),
    ...routes.filter(({ needsJourneys }) => journeys || !needsJourneys),
  ];
  const findEndpoints = createRouter(endpoints);

  async function admit(request: ProxyRequest, operation: string, httpRequestId: string): Promise<Caller> {
    const reportOwn = (error: unknown) => reportFault(error, httpRequestId);
    try {
      refuseForeignPage(request, corsOrigins);
      const signedIn = findSession && (await findSession(request));
      return signedIn ?? (await identify(authorize, request, operation, reportOwn));
    } catch (error) {
      throw await slowRefusal(error, request, slowWrongKey);
    }
  }

  async function answer(request: ProxyRequest, match: PathMatch<OpenEndpoint | Route>): Promise<ProxyResponse> {
    const startedAt = performance.now();
    const httpRequestId = newId();
    let caller: string | undefined;
    /** Whether the call has a key that only the journey store can tell of, and the store has not been asked yet. */
    let isUnasked = false;

    async function dispatch(): Promise<RouteResponse> {
      // Also for a path that does not exist: a page has to be able to read that response.
      if (isPreflight(request)) return { status: 204, headers: preflightHeaders(match.methods), body: "" };
      const { endpoint, values } = match.endpointFor(request.method);
      if ("respond" in endpoint) return endpoint.respond(request, { httpRequestId, values });
      const takesKey = journeys !== undefined && endpoint.isIdempotent;
      isUnasked = takesKey && request.headers.get("idempotency-key") !== null;
      const { operation, scope } = endpoint;
      const admitted = await admit(request, operation, httpRequestId);
      caller = admitted.caller;
      if (scope) requireScope(admitted, scope);
      const retryAfterMs = rateLimit && (await rateLimit({ caller, env: request.env }));
      if (retryAfterMs) throw rateLimited(retryAfterMs);
      const idempotencyKey = takesKey ? readIdempotencyKey(request.headers) : undefined;
      const body = endpoint.body && (await readJsonBody(request, endpoint.body));
      isUnasked = false;
      const { headers, env } = request;
      const context: RouteContext = {
        ...shared,
        idempotencyKey,
        respondAsync: prefersAsync(headers),
        caller: admitted,
        headers,
        hasCaller: (name) => hasCaller(name, env),
      };
      return toResponse(await endpoint.run(context, body, values), values, basePath);
    }

    let response: RouteResponse;
    try {
      response = await dispatch();
    } catch (error) {
      reportFault(error, httpRequestId);
      response = problemResponse(isUnasked ? keyUnasked(error) : error, httpRequestId);
    }
    const { status, error, about } = response;
    const answered = {
      status,
      headers: {
        ...response.headers,
        ...corsHeaders(corsOrigins, request),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-request-id": httpRequestId,
      },
      body: request.method === "HEAD" ? "" : response.body,
      report: {
        method: request.method,
        route: match.path ?? "unmatched",
        caller,
        status,
        httpRequestId,
        clientRequestId: readClientRequestId(request.headers),
        ...about,
        ...describeFailure(error),
        durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      },
    };
    report(answered.report);
    return answered;
  }

  function respond(request: ProxyRequest): Promise<ProxyResponse> {
    const { method, path, headers } = request;
    const match = findEndpoints(path);
    if (!around) return answer(request, match);
    const answerWithin = async (work?: Work) => {
      const response = await answer(request, match);
      const { status, errorCode } = response.report;
      work?.set({ "http.response.status_code": status, "error.type": status < 500 ? undefined : errorCode });
      return response;
    };
    return around("request", { "http.request.method": method, "http.route": match.path }, answerWithin, headers);
  }
  return Object.assign(respond, { paths: [...new Set(endpoints.map(({ path }) => path))] });
}
