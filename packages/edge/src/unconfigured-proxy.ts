import { parseList } from "@nxzalo/core/internal";
import type { JourneyService } from "@nxzalo/core/journeys";
import { createProxy, type NxZaloProxy, proxyConfigFromEnv } from "@nxzalo/proxy";
import type { Env } from "./env.ts";
import { logFault } from "./log.ts";
import type { EdgeProxyOptions } from "./options.ts";

/** A page can read why it is refused, unless these origins are what is wrong. */
function readOrigins({ CORS_ORIGINS }: Env): readonly string[] {
  try {
    return proxyConfigFromEnv({ CORS_ORIGINS }).corsOrigins;
  } catch {
    return [];
  }
}

/**
 * The proxy of a Worker whose bindings cannot be used: calls are answered 503 and the log names the variables; health can still be asked.
 * What needs a journey store is answered 503, too, and not as if it did not exist.
 */
export function createUnconfiguredProxy(
  fault: unknown,
  env: Env,
  { journeys: service, onReport, around }: EdgeProxyOptions<never>,
): NxZaloProxy {
  const fail = () => Promise.reject(fault);
  // NXCLOUD sends again what was not accepted, so its receipts must not meet a 404.
  const receipts = { keys: parseList(String(env.RECEIPT_KEYS ?? "")), onReceipt: fail };
  const client = { initJourneyToken: fail, checkJourneyToken: fail, sendTemplate: fail, oaQuality: fail };
  const journeys: JourneyService | undefined = service
    ? {
        open: fail,
        send: fail,
        receive: fail,
        receiveUnreadable: fail,
        quota: fail,
        receiveQuality: fail,
        find: fail,
        search: fail,
        searchReceipts: fail,
        forget: fail,
        messages: {
          find: fail,
          resend: fail,
          check: fail,
          search: fail,
          resendMany: fail,
          cancel: fail,
          cancelMany: fail,
          stats: fail,
        },
        events: { search: fail, replay: fail },
        audit: { record: fail, search: fail },
        tasks: { search: fail, take: fail, update: fail },
        sessions: { invite: fail, begin: fail, find: fail, end: fail, endAll: fail, storeId: fail },
        suppressions: { add: fail, remove: fail, search: fail },
        people: { export: fail, restrict: fail, searchRequests: fail },
        costs: fail,
        reconcile: fail,
        closeMonth: fail,
        ping: fail,
      }
    : undefined;
  return createProxy({
    client,
    authorize: fail,
    corsOrigins: readOrigins(env),
    receipts,
    journeys,
    onFault: logFault,
    onReport,
    around,
  });
}
