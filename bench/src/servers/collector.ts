// A collector of OpenTelemetry's that takes everything and keeps nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { report } from "./report.ts";

const headers = { "content-type": "application/json" };

const server = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(200, headers).end("{}"));
}).listen(0, "127.0.0.1", () => report(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
