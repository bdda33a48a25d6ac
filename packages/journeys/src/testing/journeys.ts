import type { NxZalo, SendTemplateInput } from "@nxzalo/core";
import { parseReceipt } from "@nxzalo/core";
import { TransportError, UpstreamError } from "@nxzalo/core/errors";
import { vi } from "vitest";
import { createJourneysWith } from "../journeys.ts";
import type { JourneysOptions } from "../journeys-options.ts";
import { createMemoryStore } from "../memory.ts";
import type { JourneyStore } from "../store/store.ts";

export { dayMs } from "../durations.ts";

export const parcel = { phone: "+84 912 345 678", tokenType: "token_logistics_7", reference: "Đơn 42" } as const;
export const template = { templateId: "133214", templateData: { order: "Đơn 42", paid: true } } as const;

export const unknown = () => new TransportError("lost", { code: "timeout", outcome: "unknown", retryable: true });
export const unsent = () =>
  new TransportError("away", { code: "network_error", outcome: "not_sent", retryable: true, attempts: 3 });
export const rejected = () =>
  new UpstreamError("no quotation", {
    code: "quotation_missing",
    outcome: "rejected",
    upstreamCode: 9004,
    traceId: "trace",
    hint: "ask them",
  });

/** Writes are repeated for a moment: tests wait for them. */
const timeouts = { writeTimeoutMs: 200, backgroundWriteTimeoutMs: 400 };
const delay = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/** A clock, an NXCLOUD that answers after a while, and processes over one store. */
export function createTestJourneys(store: JourneyStore = createMemoryStore()) {
  const clock = { at: 1_700_000_000_000 };
  let tokens = 0;
  let messages = 0;
  const initJourneyToken = vi.fn<NxZalo["initJourneyToken"]>(async () => {
    tokens += 1;
    const journeyId = String(tokens);
    await delay(5);
    return { journeyId, token: `token-${journeyId}` };
  });
  const sendTemplate = vi.fn<NxZalo["sendTemplate"]>(async () => {
    messages += 1;
    const requestId = `zalomid.${messages}`;
    await delay(5);
    return { requestId };
  });
  const client = { initJourneyToken, sendTemplate };
  return {
    store,
    clock,
    client,
    process: (more: Partial<JourneysOptions> = {}) =>
      createJourneysWith({ client, store, appKey: "app", now: () => clock.at, ...more }, timeouts),
    /** What was sent, in order. */
    sent: (): readonly SendTemplateInput[] => sendTemplate.mock.calls.map(([input]) => input),
  };
}

/** A receipt as NXCLOUD sends it, about a message that was sent. */
export const receiptFor = ({ ext }: SendTemplateInput, more: Record<string, unknown> = {}) =>
  parseReceipt({
    status: "delivered",
    requestId: "zalomid.1",
    code: 17003,
    message: "",
    sendTime: "2026-01-01 08:00:00",
    ext,
    ...more,
  });

/** What a receipt of 10:00 in Vietnam tells of the quota: NXCLOUD's times are of UTC+8. */
export const quotaOf = (remaining: number) => ({
  status: "success",
  sendTime: "2026-11-28 11:00:00",
  cost: { currency: "VND", originalPrice: 180 },
  zaloRes: { error: 0, data: { quota: { remainingQuota: String(remaining), dailyQuota: "20" } } },
});

/** A journey's acknowledgement. */
export const acknowledgement = (journeyId: string, more: Record<string, unknown> = {}) =>
  parseReceipt({
    status: "journey_acknowledged",
    requestId: "zalomid.1",
    code: 17006,
    message: "",
    journeyId,
    oaId: "1",
    appId: "2",
    timestamp: "1700000000000",
    cost: { currency: "USD", originalPrice: 0.1234 },
    ...more,
  });
