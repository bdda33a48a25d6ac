import { concurrency } from "../gateway-load.ts";
import { gatewayPairs } from "../gateway-pairs.ts";
import { queryOne, type Row } from "../row.ts";

const row = `gateway, ${concurrency} at once`;

export async function gatewayRows(): Promise<Row[]> {
  const pairs = await gatewayPairs("bare-proxy");
  const against = "bare node:http + undici proxy";
  return [
    queryOne(
      { row, against, unit: "requests/s", sense: "at least", bound: 0.7 },
      pairs.map(([a, b]) => [a.callsPerSecond, b.callsPerSecond]),
    ),
    queryOne(
      { row: `${row}: p99`, against, unit: "ms", sense: "at most", bound: 1.5 },
      pairs.map(([a, b]) => [a.p99Ms, b.p99Ms]),
    ),
    queryOne(
      { row: `${row}: CPU`, against, unit: "µs/request", sense: "at most", bound: 1.5 },
      pairs.map(([a, b]) => [a.serverMicros, b.serverMicros]),
    ),
  ];
}

export async function gatewayOnHonoRows(): Promise<Row[]> {
  const pairs = await gatewayPairs("hono-stock");
  return [
    queryOne(
      { row, against: "Hono's stock middleware", unit: "requests/s", sense: "at least", bound: 1.5 },
      pairs.map(([a, b]) => [a.callsPerSecond, b.callsPerSecond]),
    ),
  ];
}
