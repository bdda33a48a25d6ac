import { type Instruments, toSeconds } from "./instruments.ts";
import { type ToLabel, toErrorCode, toMethod, toReceiptStatus, toStatus } from "./labels.ts";

/** What is used of a proxy's report of one request. */
export interface RequestReport {
  readonly method: string;
  /** The route's pattern. */
  readonly route: string;
  readonly status: number;
  readonly durationMs: number;
  readonly errorCode?: string | undefined;
  /** Of a receipt that was taken. */
  readonly receiptStatus?: string | undefined;
  readonly quotaRemaining?: number | undefined;
  readonly quotaDaily?: number | undefined;
}

/** Counts one request of a proxy, and the receipt that it brought. */
export function countRequest(instruments: Instruments, report: RequestReport, toRoute: ToLabel): void {
  const { requests, receipts, last } = instruments;
  const status = toStatus(report.status);
  requests.record(toSeconds(report.durationMs), {
    "http.request.method": toMethod(report.method),
    "http.route": toRoute(report.route),
    ...(status !== undefined && { "http.response.status_code": status }),
    ...(status !== undefined && status >= 500 && { "error.type": toErrorCode(report.errorCode) }),
  });
  if (report.receiptStatus !== undefined) receipts.add(1, { "nxzalo.status": toReceiptStatus(report.receiptStatus) });
  const { quotaRemaining, quotaDaily } = report;
  if (quotaRemaining !== undefined) last.quotaRemaining = quotaRemaining;
  if (quotaDaily !== undefined) last.quotaDaily = quotaDaily;
}
