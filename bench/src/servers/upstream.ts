// NXCLOUD as fast as it could be: reads the request and answers the same each time.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { report } from "./report.ts";

const reply = JSON.stringify({
  code: 0,
  message: "Success",
  data: { journeyId: "1257624175686111232", token: "t".repeat(256) },
});
const headers = { "content-type": "application/json", "content-length": String(reply.length) };

const server = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(200, headers).end(reply));
}).listen(0, "127.0.0.1", () => report(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
