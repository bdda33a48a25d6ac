import type { KnownCall } from "../store/records.ts";
import type { JourneyRecords } from "../store/store.ts";
import { adopt } from "./receipts.ts";
import type { Tables } from "./tables.ts";

function seen({ calls, messages }: Tables, { key, now }: { readonly key: string; readonly now: number }) {
  const call = calls.get(key);
  if (!call) return undefined;
  const { fingerprint, state, leaseUntil, answer, messageId, keepUntil } = call;
  const message = messages.get(messageId ?? "");
  const { isAccepted = false, requestId = null } = message ?? {};
  const journeyId = call.journeyId ?? message?.journeyId ?? null;
  const isOver = state === "done" || isAccepted ? keepUntil <= now : messageId === null && leaseUntil <= now;
  const known: KnownCall = { fingerprint, state, leaseUntil, answer, messageId, isAccepted, requestId, journeyId };
  return isOver ? undefined : known;
}

export function callsIn(tables: Tables): Pick<JourneyRecords, "look" | "begin" | "settle" | "drop"> {
  const { calls, messages } = tables;
  return {
    look: async (request) => seen(tables, request),
    begin: async ({ call, message }) => {
      const known = call && seen(tables, call);
      if (known) return known;
      if (call) {
        const { key, fingerprint, owner, leaseUntil, keepUntil } = call;
        const messageId = message?.messageId ?? null;
        const rest = { state: "running", answer: null, journeyId: null } as const;
        calls.set(key, { fingerprint, owner, leaseUntil, keepUntil, messageId, ...rest });
      }
      if (message) messages.set(message.messageId, { ...message, isAccepted: false, requestId: null });
      return undefined;
    },
    settle: async ({ call, messageId, isAccepted, requestId = null, journeyId = null, answer }) => {
      const message = messages.get(messageId ?? "");
      if (message && isAccepted) {
        Object.assign(message, { isAccepted, requestId: message.requestId ?? requestId });
        adopt(tables, message, requestId);
      }
      if (!call) return true;
      const known = calls.get(call.key);
      if (known?.owner !== call.owner) return false;
      const state = messageId === undefined || isAccepted ? "done" : "unknown";
      Object.assign(known, { state, answer, journeyId });
      return true;
    },
    drop: async ({ call, messageId }) => {
      if (call && calls.get(call.key)?.owner === call.owner) calls.delete(call.key);
      if (messages.get(messageId ?? "")?.isAccepted === false) messages.delete(messageId ?? "");
    },
  };
}
