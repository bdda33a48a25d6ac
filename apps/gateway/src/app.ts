import { bodyChunks, type ProxyExchange, type ProxyReport } from "@nxzalo/core/proxy";
import { Hono } from "hono";
import type { Docs } from "./docs.ts";

/** One request, as it is logged. */
export interface RequestLog extends ProxyReport {
  readonly durationMs: number;
}

/** What the app needs; it opens no port and reads no environment. */
export interface AppDependencies {
  readonly proxy: ProxyExchange;
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
export function createApp({ proxy, docs, log, clock = () => performance.now() }: AppDependencies): Hono {
  const app = new Hono();
  if (docs) {
    app.on("GET", ["/docs", "/docs/*"], async ({ req, body }, next) => {
      const file = await docs(req.path);
      if (!file) return next();
      const headers = { "content-type": file.type, "content-length": String(file.bytes.byteLength) };
      return body(streamOf(file.bytes), 200, { ...headers, "content-security-policy": docsPolicy });
    });
  }
  app.all("*", async ({ req }) => {
    const startedAt = clock();
    const { method, headers, body } = req.raw;
    const reply = await proxy({ method, path: req.path, headers, body: body && bodyChunks(body) });
    log?.({ ...reply.report, durationMs: Math.round((clock() - startedAt) * 10) / 10 });
    return new Response(reply.status === 204 ? null : reply.body, { status: reply.status, headers: reply.headers });
  });
  return app;
}
