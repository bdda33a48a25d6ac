import type { Receipt } from "@nxzalo/core";

/** One HTTP request as the proxy sees it; an adapter only translates. */
export interface ProxyRequest {
  /** In capitals, such as `POST`. */
  readonly method: string;
  /** Without the query, and without the path that the proxy is mounted at. */
  readonly path: string;
  /** Names are asked for in lower case; `null` where there is no such header. */
  readonly headers: { get(name: string): string | null };
  /** Read only as far as the route's limit; `null` where there is none. */
  readonly body: AsyncIterable<Uint8Array> | null;
  /**
   * All of the body, which is asked for in place of `body` where the headers say that it is short: chunks cost more than they bring. Rejects
   * where the connection breaks. Default: it is read by its chunks.
   */
  readonly readWhole?: (() => Promise<Uint8Array>) | undefined;
  /** A Worker's bindings, handed on to `authorize`, `rateLimit` and `onReceipt`. */
  readonly env?: unknown;
  /**
   * The address that it comes from, as far as the server knows it by itself: of the connection, or in a header that no caller can write. Wrong
   * keys are slowed down by it. Default: all of them have one.
   */
  readonly address?: string | undefined;
}

/** The response to it, and what a log line may say of it. */
export interface ProxyResponse {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is none: after 204, and for `HEAD`. */
  readonly body: string;
  readonly report: ProxyReport;
}

/** For the log line of one request: no bodies, tokens, keys or phone numbers. */
export interface ProxyReport {
  readonly method: string;
  /** The route's pattern, never the path that was asked for; `unmatched` where there is no such route. */
  readonly route: string;
  readonly status: number;
  /** The response's `x-request-id`. */
  readonly httpRequestId: string;
  /** The caller's own `x-request-id`, where it is at most 128 printable characters. */
  readonly clientRequestId?: string | undefined;
  /** From the request to the response, in milliseconds, by a clock that never goes back. */
  readonly durationMs: number;
  /** The caller's name, once they are known. */
  readonly caller?: string | undefined;
  /** The code of the problem, where it is one. */
  readonly errorCode?: string | undefined;
  /** `error`: the operator has to act, or a message may have been sent. `warn`: something was refused that ought to work. */
  readonly level: "info" | "warn" | "error";
  /** What is known about the effect of a failed call. */
  readonly outcome?: string | undefined;
  /** NXCLOUD's own code, where it refused. */
  readonly upstreamCode?: number | undefined;
  /** What NXCLOUD's support asks for. */
  readonly traceId?: string | undefined;
  /** The system's code of what led to a failure, such as `ECONNREFUSED`. */
  readonly causeCode?: string | undefined;
  /** What led to a failure, masked. */
  readonly cause?: string | undefined;
  /** What to do about a failure, where its level is `warn` or `error`. */
  readonly hint?: string | undefined;
  /** The message that the response names. */
  readonly messageId?: string | undefined;
  /** The journey that the path or the response names. */
  readonly journeyId?: string | undefined;
  /** The status of a receipt that was taken, such as `delivered`. */
  readonly receiptStatus?: Receipt["status"] | undefined;
  /** What the official account may still send today, where a receipt that was taken tells it. */
  readonly quotaRemaining?: number | undefined;
  /** What it may send in a day. */
  readonly quotaDaily?: number | undefined;
}

/** Hears of each request when it has been responded to, also of those that were refused. What it throws, or its promise rejects with, is ignored. */
export type OnReport = (report: ProxyReport) => void;

/** What a report says of the request's subject. */
export type ReportSubject = Pick<
  ProxyReport,
  "messageId" | "journeyId" | "receiptStatus" | "quotaRemaining" | "quotaDaily"
>;

/** What a route responds, before the headers that every response has. */
export interface RouteResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** What failed, where it is a problem. */
  readonly error?: unknown;
  /** What it is about, for the report. */
  readonly about?: ReportSubject;
}

/** JSON that is a text already. */
export const jsonText = (status: number, body: string): RouteResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body,
});

/** With its times as text: to have `JSON.stringify` ask a `Date` for it costs more than the rest of a short body. */
function withTimesAsText(body: object): object {
  const fields: Record<string, unknown> = { ...body };
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value instanceof Date) fields[name] = value.toISOString();
  }
  return fields;
}

export const json = (status: number, body: object): RouteResponse =>
  jsonText(status, JSON.stringify(withTimesAsText(body)));

export const csvText = (status: number, body: string): RouteResponse => ({
  status,
  headers: { "content-type": "text/csv; charset=utf-8" },
  body,
});

export const text = (status: number, body: string): RouteResponse => ({
  status,
  headers: { "content-type": "text/plain" },
  body,
});
