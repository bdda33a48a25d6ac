import { createServer, type ServerResponse } from "node:http";
import { listen } from "../listen.ts";
import type { MetricsConfig } from "./config.ts";

/** Where metrics can be read. */
export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

const respond = (response: ServerResponse, status: number, text: string) =>
  response.writeHead(status, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(text);

/**
 * Serves metrics at `GET /metrics`, and nothing else.
 *
 * @throws Error that names `METRICS_PORT` where it cannot be listened at.
 */
export async function serveMetrics({ host, port }: MetricsConfig, read: () => Promise<string>): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const isMetrics = request.method === "GET" && request.url?.split("?")[0] === "/metrics";
    if (!isMetrics) return respond(response, 404, "not found\n");
    return read().then(
      (text) => respond(response, 200, text),
      () => respond(response, 500, "the metrics could not be read\n"),
    );
  });
  const { url } = await listen(server, { host, port }).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`METRICS_PORT (${port} on ${host}) cannot be used: ${cause.code}`, { cause });
  });
  return {
    url: `${url}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
