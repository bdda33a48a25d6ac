import { ProxyError } from "@nxzalo/core/errors";
import { toProblem } from "@nxzalo/core/problem";
import { type Adapter, createHonoProxy } from "@nxzalo/hono";
import type { NxZaloProxy } from "@nxzalo/proxy";
import type { Hono } from "hono";
import type { ConsoleFiles } from "./console-page/files.ts";
import { respondWithConsole, toStream } from "./console-page/respond.ts";
import type { Docs } from "./docs.ts";

/** What the app needs; it opens no port and reads no environment. */
export interface AppDependencies {
  /** What responds. */
  readonly proxy: NxZaloProxy;
  /** Default: web standards. */
  readonly adapter?: Adapter | undefined;
  /** The files of a documentation page at `/docs`. Default: there is none. */
  readonly docs?: Docs | undefined;
  /** The files of the console at `/console/`. Default: there is none. */
  readonly consoleFiles?: ConsoleFiles | undefined;
}

/** The page loads nothing from elsewhere, and nothing else may make it. */
const docsPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** Files are only read: another method is 405 where there is one, as on every other path. */
function readOnly(): Response {
  const id = crypto.randomUUID();
  const error = new ProxyError("This path takes GET, HEAD", { code: "method_not_allowed", outcome: "not_sent" });
  return new Response(JSON.stringify(toProblem(error, id)), {
    status: 405,
    headers: {
      allow: "GET, HEAD",
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": id,
    },
  });
}

/** The gateway as a pure `fetch`: the proxy's Hono routes, and the console and the documentation page beside them. */
export function createApp({ docs, consoleFiles, ...options }: AppDependencies): Hono {
  const app = createHonoProxy(options);
  // Hono would print it, with its words: what serves the app logs it.
  app.onError((error) => {
    throw error;
  });
  if (consoleFiles) {
    app.on("GET", ["/console", "/console/*"], (context, next) => {
      const response = respondWithConsole(consoleFiles, context.req.path, context.req.raw.headers);
      return response ? Promise.resolve(response) : next();
    });
    app.all("/console/*", (context, next) =>
      respondWithConsole(consoleFiles, context.req.path, new Headers()) ? Promise.resolve(readOnly()) : next(),
    );
  }
  if (!docs) return app;
  app.on("GET", ["/docs", "/docs/*"], async (context, next) => {
    const file = await docs(context.req.path);
    if (!file) return next();
    return context.body(toStream(file.bytes), 200, {
      "content-type": file.type,
      "content-length": String(file.bytes.byteLength),
      "content-security-policy": docsPolicy,
    });
  });
  app.all("/docs/*", async ({ req }, next) => ((await docs(req.path)) ? readOnly() : next()));
  return app;
}
