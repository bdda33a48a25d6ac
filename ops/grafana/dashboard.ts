// The dashboard to import into Grafana, nxzalo.json: `node tools/check-ops.ts --write` makes it.

/** One panel: what it shows, its unit as Grafana names it, and its queries with their legends. */
interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly queries: readonly (readonly [expr: string, legend: string])[];
}

/** The gateways of one store, or some of them. */
const selected = 'job="$job", instance=~"$instance"';
const rate = (metric: string, by: string) => `sum by (${by}) (rate(${metric}{${selected}}[$__rate_interval]))`;
const quantile = (q: number, metric: string, by = "le") =>
  `histogram_quantile(${q}, ${rate(`${metric}_bucket`, by === "le" ? by : `le, ${by}`)})`;
const gauge = (metric: string) => `${metric}{${selected}}`;

const panels: readonly Panel[] = [
  {
    title: "Calls by operation and code",
    unit: "reqps",
    queries: [
      [
        rate("nxzalo_call_duration_seconds_count", "nxzalo_operation, nxzalo_code"),
        "{{nxzalo_operation}} {{nxzalo_code}}",
      ],
    ],
  },
  {
    title: "Requests to the gateway by route and status",
    unit: "reqps",
    queries: [
      [
        rate("http_server_request_duration_seconds_count", "http_route, http_response_status_code"),
        "{{http_route}} {{http_response_status_code}}",
      ],
    ],
  },
  {
    title: "Latency: the gateway's, a call's, one request to NXCLOUD (p95)",
    unit: "s",
    queries: [
      [quantile(0.95, "http_server_request_duration_seconds"), "gateway"],
      [quantile(0.95, "nxzalo_call_duration_seconds"), "call, with retries and waits"],
      [quantile(0.95, "nxzalo_attempt_duration_seconds"), "NXCLOUD"],
    ],
  },
  {
    title: "Refusals by who can act",
    unit: "cps",
    queries: [
      [
        rate("nxzalo_refusals_total", "nxzalo_responsible_party, nxzalo_upstream_code"),
        "{{nxzalo_responsible_party}} {{nxzalo_upstream_code}}",
      ],
    ],
  },
  {
    title: "Retries and waits",
    unit: "cps",
    queries: [
      [rate("nxzalo_retries_total", "nxzalo_code"), "retry after {{nxzalo_code}}"],
      [rate("nxzalo_wait_duration_seconds_count", "nxzalo_reason"), "wait: {{nxzalo_reason}}"],
    ],
  },
  {
    title: "Receipts by status",
    unit: "cps",
    queries: [[rate("nxzalo_receipts_total", "nxzalo_status"), "{{nxzalo_status}}"]],
  },
  {
    title: "Age of the last receipt, and of the oldest unknown outcome",
    unit: "s",
    queries: [
      [`min(${gauge("nxzalo_receipts_last_age_seconds")})`, "last receipt"],
      [`max(${gauge("nxzalo_unknown_oldest_age_seconds")})`, "oldest unknown"],
    ],
  },
  {
    title: "Events that wait, and dead letters",
    unit: "short",
    queries: [
      [`max(${gauge("nxzalo_events_waiting")})`, "waiting"],
      [`max(${gauge("nxzalo_events_dead")})`, "dead"],
    ],
  },
  { title: "Unknown outcomes open", unit: "short", queries: [[`max(${gauge("nxzalo_unknown_open")})`, "open"]] },
  {
    title: "Quota of the day",
    unit: "short",
    queries: [
      [`min(${gauge("nxzalo_quota_remaining")})`, "left"],
      [`max(${gauge("nxzalo_quota_daily")})`, "in a day"],
    ],
  },
  {
    title: "Rating of the official account",
    unit: "short",
    queries: [[`max by (nxzalo_level) (${gauge("nxzalo_quality")})`, "{{nxzalo_level}}"]],
  },
  {
    title: "NXCLOUD's clock minus this machine's",
    unit: "s",
    queries: [[gauge("nxzalo_clock_offset_seconds"), "{{instance}}"]],
  },
  { title: "Ready", unit: "bool_yes_no", queries: [[gauge("nxzalo_ready"), "{{instance}}"]] },
  {
    title: "Store: latency (p95) by operation",
    unit: "s",
    queries: [[quantile(0.95, "nxzalo_store_operation_duration_seconds", "nxzalo_operation"), "{{nxzalo_operation}}"]],
  },
  {
    title: "Store: errors",
    unit: "cps",
    queries: [
      [rate("nxzalo_store_errors_total", "nxzalo_operation, nxzalo_cause"), "{{nxzalo_operation}} {{nxzalo_cause}}"],
    ],
  },
  { title: "Store: size", unit: "bytes", queries: [[`max(${gauge("nxzalo_store_size_bytes")})`, "size"]] },
  {
    title: "Event loop: delay (p99)",
    unit: "s",
    queries: [[gauge("nodejs_eventloop_delay_p99_seconds"), "{{instance}}"]],
  },
];

const source = { type: "prometheus", uid: "$datasource" };
const width = 12;
const height = 8;

const toPanel = ({ title, unit, queries }: Panel, index: number) => ({
  id: index + 1,
  title,
  type: "timeseries",
  datasource: source,
  gridPos: { x: (index % 2) * width, y: Math.floor(index / 2) * height, w: width, h: height },
  fieldConfig: { defaults: { unit }, overrides: [] },
  targets: queries.map(([expr, legendFormat], at) => ({ refId: String.fromCharCode(65 + at), expr, legendFormat })),
});

/** The dashboard, as Grafana imports it. */
export const dashboard = {
  title: "nxzalo gateway",
  uid: "nxzalo-gateway",
  schemaVersion: 38,
  refresh: "30s",
  time: { from: "now-6h", to: "now" },
  templating: {
    list: [
      { name: "datasource", type: "datasource", query: "prometheus" },
      {
        name: "job",
        type: "query",
        datasource: source,
        query: "label_values(nxzalo_ready, job)",
        refresh: 2,
      },
      {
        name: "instance",
        type: "query",
        datasource: source,
        query: 'label_values(nxzalo_ready{job="$job"}, instance)',
        refresh: 2,
        includeAll: true,
        multi: true,
        allValue: ".*",
      },
    ],
  },
  panels: panels.map(toPanel),
};
