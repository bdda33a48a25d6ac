import { type Adapter, createHonoProxy } from "@nxzalo/hono";
import type { NxZaloProxy } from "@nxzalo/proxy";
import type { Hono } from "hono";
import type { Docs } from "./docs.ts";

/** What the app needs; it opens no port and reads no environment. */
export interface AppDependencies {
  /** What responds. */
  readonly proxy: NxZaloProxy;
  /** Default: web standards. */
  readonly adapter?: Adapter | undefined;
  /** The files of a documentation page at `/docs`. Default: there is none. */
  readonly docs?: Docs | undefined;
}

/** The page loads nothing from elsewhere, and nothing else may make it. */
const docsPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** The bytes themselves: a `Response` made from them directly would copy them for each caller. */
const toStream = (bytes: Uint8Array<ArrayBuffer>) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: (controller) => {
        controller.enqueue(bytes);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );

/** The gateway as a pure `fetch`: the proxy's Hono routes, and the documentation page beside them. */
export function createApp({ docs, ...options }: AppDependencies): Hono {
  const app = createHonoProxy(options);
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
  return app;
}
