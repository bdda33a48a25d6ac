import { bodyChunks } from "@nxzalo/core/internal";
import type { ProxyExchange, ProxyReply, ProxyReport, ProxyRequest } from "@nxzalo/proxy";
import { type Context, Hono } from "hono";
import type { Docs } from "./docs.ts";

/** One request, as it is logged. */
export interface RequestLog extends ProxyReport {
  readonly durationMs: number;
}

/** Between what the app is served by and the proxy protocol. */
export interface Adapter {
  request(context: Context): ProxyRequest;
  respond(context: Context, reply: ProxyReply): Response;
}

/** Web standards, as every runtime has them. */
const webAdapter: Adapter = {
  request: ({ req }) => {
    const { method, headers, body } = req.raw;
    return { method, path: req.path, headers, body: body && bodyChunks(body) };
  },
  respond: (_, { status, headers, body }) =>
    new Response(status === 204 ? null : body, { status, headers: { ...headers } }),
};

/** What the app needs; it opens no port and reads no environment. */
export interface AppDependencies {
  readonly proxy: ProxyExchange;
  /** Default: web standards. */
  readonly adapter?: Adapter | undefined;
  /** The files of a documentation page at `/docs`. Default: there is none. */
  readonly docs?: Docs | undefined;
  readonly log?: ((line: RequestLog) => void) | undefined;
  /** A clock that never goes back, in milliseconds. Default: `performance.now`. */
  readonly clock?: (() => number) | undefined;
}

/** The page loads nothing from elsewhere, and nothing else may make it. */
const docsPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** The bytes themselves: a `Response` made from them directly would copy them for each caller. */
const streamOf = (bytes: Uint8Array<ArrayBuffer>) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: (controller) => {
        controller.enqueue(bytes);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );

/** The gateway as a pure `fetch`: Hono translates between HTTP and the proxy protocol of core. */
export function createApp(dependencies: AppDependencies): Hono {
  const { proxy, docs, log, clock = () => performance.now(), adapter = webAdapter } = dependencies;
  const app = new Hono();
  if (docs) {
    app.on("GET", ["/docs", "/docs/*"], async ({ req, body }, next) => {
      const file = await docs(req.path);
      if (!file) return next();
      const headers = { "content-type": file.type, "content-length": String(file.bytes.byteLength) };
      return body(streamOf(file.bytes), 200, { ...headers, "content-security-policy": docsPolicy });
    });
  }
  app.all("*", async (context) => {
    const startedAt = clock();
    const reply = await proxy(adapter.request(context));
    log?.({ ...reply.report, durationMs: Math.round((clock() - startedAt) * 10) / 10 });
    return adapter.respond(context, reply);
  });
  return app;
}
