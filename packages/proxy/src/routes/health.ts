import type { JourneyService } from "@nxzalo/core/journeys";
import { json, jsonText } from "../http.ts";
import type { OpenApi } from "../options.ts";
import { unavailable } from "../problems.ts";
import type { OpenEndpoint } from "../router.ts";

/** What is read without authorisation. */
const readOnly = (path: string, respond: OpenEndpoint["respond"]): OpenEndpoint => ({
  methods: ["GET"],
  path,
  respond,
});

/** Liveness: `GET /healthz` is 200 while the process lives. */
export const liveness = readOnly("/healthz", () => json(200, { status: "ok" }));

/** Readiness: `GET /readyz` is 200 while balancers are to send calls here and the journey store can be used, else 503. */
export const readiness = (isReady: () => boolean, journeys: JourneyService | undefined): OpenEndpoint =>
  readOnly("/readyz", async () => {
    if (!isReady()) throw unavailable();
    await journeys?.ping();
    return json(200, { status: "ready" });
  });

/** The document: `GET /openapi.json`, with `servers` where the proxy is mounted. */
export const openApiDocument = (given: OpenApi, basePath: string): OpenEndpoint =>
  readOnly("/openapi.json", async ({ env }) => {
    const openApi = typeof given === "function" ? await given(env) : given;
    if (typeof openApi === "string" && basePath === "") return jsonText(200, openApi);
    const document = typeof openApi === "string" ? JSON.parse(openApi) : openApi;
    return json(200, basePath ? { ...document, servers: [{ url: basePath }] } : document);
  });
