// NXCLOUD as fast as it could be: reads the request and answers the same each time, but for the digits of the id.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { report } from "./report.ts";

const [before, after] = JSON.stringify({
  code: 0,
  message: "Success",
  data: { journeyId: "1257624175#", token: "t".repeat(256) },
}).split("#") as [string, string];
const firstId = 100_000_000;
const length = before.length + String(firstId).length + after.length;
const headers = { "content-type": "application/json", "content-length": String(length) };
let id = firstId;

const server = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(200, headers).end(`${before}${id++}${after}`));
}).listen(0, "127.0.0.1", () => report(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
