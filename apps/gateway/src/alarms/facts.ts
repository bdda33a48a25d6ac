import type { NxZaloEvent } from "@nxzalo/core";
import { documentedCode, storageFullCodes } from "@nxzalo/core/internal";
import type { JourneyStats } from "@nxzalo/core/journeys";
import type { ProxyReport } from "@nxzalo/proxy";

/** How far back changes of the readiness are counted, in milliseconds. */
export const flappingMs = 900_000;

/** What alarms are judged by. Times are milliseconds since the epoch. */
export interface AlarmFacts {
  /** When NXCLOUD last refused with each of its documented codes. */
  readonly refusedAt: ReadonlyMap<number, number>;
  /** Since when no request to NXCLOUD has had an answer, where none has. */
  readonly unreachableSince: number | undefined;
  /** When the last request was made that had no answer. */
  readonly unansweredAt: number | undefined;
  /** When the first message was accepted after which no receipt has come. */
  readonly unreceiptedSince: number | undefined;
  /** NXCLOUD's clock minus this machine's, in milliseconds. */
  readonly clockOffsetMs: number;
  readonly isReady: boolean;
  readonly isStoreFull: boolean;
  /** When it became ready, or not ready any more, of late. */
  readonly readinessChanges: readonly number[];
  /** When the oldest message was sent whose outcome is not known yet. */
  readonly oldestUnknownAt: number | undefined;
  /** When the oldest event was stored that waits for its delivery. */
  readonly oldestEventAt: number | undefined;
  readonly quota: { readonly remaining: number; readonly daily: number } | undefined;
  /** How Zalo rates the official account, such as `HIGH`. */
  readonly quality: string | undefined;
}

/** What is used of what the store tells of all gateways that share it. */
export type StoreStats = Pick<JourneyStats, "oldestUnknownAgeMs" | "lastReceiptAgeMs" | "oldestWaitingEventAgeMs">;

/** Gathers them from what the gateway does anyway. */
export interface AlarmObserver {
  facts(): AlarmFacts;
  onEvent(event: NxZaloEvent): void;
  onReport(report: ProxyReport): void;
  /** The failure that keeps the store from being used; nothing where it can be. */
  onReadiness(failure: { readonly causeCode?: unknown } | undefined): void;
  /** What the store tells of all gateways that share it. */
  onStats(stats: StoreStats): void;
  onQuality(level: string): void;
}

/** Failures of one request that come from the way to NXCLOUD. */
const unreachable: readonly string[] = ["network_error", "timeout", "response_unreadable"];

/**
 * @param takesReceipts Whether a receipt comes to this gateway of every message that is accepted.
 * @param now Milliseconds since the epoch. Default: `Date.now`.
 */
export function createAlarmObserver(takesReceipts: boolean, now = () => Date.now()): AlarmObserver {
  const refusedAt = new Map<number, number>();
  let unreachableSince: number | undefined;
  let unansweredAt: number | undefined;
  let unreceiptedSince: number | undefined;
  let clockOffsetMs = 0;
  let isReady = true;
  let isStoreFull = false;
  let readinessChanges: number[] = [];
  let oldestUnknownAt: number | undefined;
  let oldestEventAt: number | undefined;
  let quota: AlarmFacts["quota"];
  let quality: string | undefined;

  function onAttempt({ errorCode, isAborted, clockOffsetMs: offset }: Extract<NxZaloEvent, { type: "attempt" }>): void {
    if (offset !== undefined) clockOffsetMs = offset;
    if (isAborted) return;
    const isUnanswered = unreachable.includes(errorCode ?? "");
    unansweredAt = isUnanswered ? now() : undefined;
    unreachableSince = isUnanswered ? (unreachableSince ?? now()) : undefined;
  }

  function onSettled(event: Extract<NxZaloEvent, { type: "settled" }>): void {
    const { operation, errorCode, isAborted, upstreamCode } = event;
    if (upstreamCode !== undefined) refusedAt.set(documentedCode(upstreamCode), now());
    const isAccepted = operation === "sendTemplate" && errorCode === undefined && !isAborted;
    if (takesReceipts && isAccepted) unreceiptedSince ??= now();
  }

  return {
    facts: () => ({
      refusedAt,
      unreachableSince,
      unansweredAt,
      unreceiptedSince,
      clockOffsetMs,
      isReady,
      isStoreFull,
      readinessChanges,
      oldestUnknownAt,
      oldestEventAt,
      quota,
      quality,
    }),
    onEvent: (event) => {
      if (event.type === "attempt") onAttempt(event);
      else if (event.type === "settled") onSettled(event);
    },
    onReport: ({ receiptStatus, quotaRemaining, quotaDaily, causeCode }) => {
      if (receiptStatus !== undefined) unreceiptedSince = undefined;
      if (quotaRemaining !== undefined && quotaDaily !== undefined)
        quota = { remaining: quotaRemaining, daily: quotaDaily };
      if (storageFullCodes.includes(causeCode)) isStoreFull = true;
    },
    onReadiness: (failure) => {
      const at = now();
      readinessChanges = readinessChanges.filter((time) => at - time < flappingMs);
      if (isReady !== (failure === undefined)) readinessChanges.push(at);
      isReady = failure === undefined;
      isStoreFull = storageFullCodes.includes(failure?.causeCode);
    },
    onStats: ({ oldestUnknownAgeMs, oldestWaitingEventAgeMs, lastReceiptAgeMs }) => {
      const at = now();
      oldestUnknownAt = oldestUnknownAgeMs === null ? undefined : at - oldestUnknownAgeMs;
      oldestEventAt = oldestWaitingEventAgeMs === null ? undefined : at - oldestWaitingEventAgeMs;
      // Receipts reach any of the gateways.
      if (lastReceiptAgeMs !== null && at - lastReceiptAgeMs >= (unreceiptedSince ?? at)) unreceiptedSince = undefined;
    },
    onQuality: (level) => {
      quality = level;
    },
  };
}
