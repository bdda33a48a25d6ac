import { concurrency, gatewayPairs } from "../gateway-load.ts";
import { type Row, toRow } from "../row.ts";

const row = `gateway, ${concurrency} at once`;

export async function gatewayRows(): Promise<Row[]> {
  const pairs = await gatewayPairs("bare-proxy");
  const against = "bare node:http + undici proxy";
  return [
    toRow(
      { row, against, unit: "requests/s", sense: "at least", bound: 0.7 },
      pairs.map(([a, b]) => [a.callsPerSecond, b.callsPerSecond]),
    ),
    toRow(
      { row: `${row}: p99`, against, unit: "ms", sense: "at most", bound: 1.5 },
      pairs.map(([a, b]) => [a.p99Ms, b.p99Ms]),
    ),
    toRow(
      { row: `${row}: CPU`, against, unit: "µs/request", sense: "at most", bound: 1.5 },
      pairs.map(([a, b]) => [a.serverMicros, b.serverMicros]),
    ),
  ];
}

export async function gatewayOnHonoRows(): Promise<Row[]> {
  const pairs = await gatewayPairs("hono-stock");
  return [
    toRow(
      { row, against: "Hono's stock middleware", unit: "requests/s", sense: "at least", bound: 1.5 },
      pairs.map(([a, b]) => [a.callsPerSecond, b.callsPerSecond]),
    ),
  ];
}
