import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
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
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(new Error(`METRICS_PORT (${port} on ${host}) cannot be used: ${cause.code}`, { cause })),
    );
    server.listen(port, host, resolve);
  });
  const { address, family, port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${actual}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
