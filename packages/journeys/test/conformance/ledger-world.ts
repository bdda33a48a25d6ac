import type { UnchargedGroup } from "../../src/store/ledger.ts";
import type { JourneyRecords } from "../../src/store/store.ts";
import { auditOf, journeyOf, messageOf, receiptOf } from "./samples.ts";

export const steps = [
  "send again",
  "wait again",
  "cancel",
  "accept",
  "fail",
  "charge",
  "forget the journey",
  "sweep",
] as const;
type Name = (typeof steps)[number];

interface OwnAttempt {
  state: "unknown" | "scheduled" | "cancelled" | "accepted" | "failed";
  readonly journeyId: string | null;
  isCharged: boolean;
}

const runMs = 1e6;
const laterMs = runMs / 2;
const price = { amount: "180", currency: "VND" };
const tokenType = "token_logistics_7";

const journeysOf = (type: string | null, count: number): readonly UnchargedGroup[] =>
  count > 0 ? [{ isJourney: true, tokenType: type, templateId: null, count }] : [];
const placeOf = ({ isJourney, tokenType: type }: UnchargedGroup) => (isJourney ? (type === null ? 1 : 0) : 2);

/** Three messages of a time of their own, on journeys and on none, with what is known of their attempts. */
export async function createLedgerWorld(records: JourneyRecords, run: number) {
  const createdAt = run * runMs;
  const messages = [0, 1, 2].map((index) => ({ messageId: `${run} ${index}`, isSingle: index === 0, isStored: true }));
  const attempts = new Map<string, OwnAttempt[]>();
  const charged = new Set<string>();
  const forgotten = new Set<string>();
  /** Journeys whose type is known after they were deleted: by an attempt that NXCLOUD had taken until then. */
  const typed = new Set<string>();
  let count = 0;

  const journeyIds = [0, 1].map((index) => `${run} journey ${index}`);
  const journeyOfAttempt = async (isSingle: boolean, attempt: number) => {
    if (isSingle) return null;
    const journeyId = journeyIds[attempt % 2] as string;
    if (!forgotten.has(journeyId) && !(await records.find(journeyId)))
      await records.addJourney(journeyOf(journeyId, { tokenType, createdAt, expiresAt: createdAt + 1 }));
    return journeyId;
  };
  const toRecord = (messageId: string, journeyId: string | null) =>
    messageOf(messageId, { createdAt, journeyId, hasToken: journeyId !== null, templateId: "133214" });

  for (const { messageId, isSingle } of messages) {
    const journeyId = await journeyOfAttempt(isSingle, 1);
    await records.start({ message: toRecord(messageId, journeyId) });
    attempts.set(messageId, [{ state: "unknown", journeyId, isCharged: false }]);
  }

  function forget(journeyId: string): void {
    if (forgotten.has(journeyId)) return;
    forgotten.add(journeyId);
    const own = [...attempts.values()].flat().filter((one) => one.journeyId === journeyId);
    if (own.some(({ state }) => state === "accepted")) typed.add(journeyId);
  }

  return {
    async take(name: Name, which: number, of: number): Promise<void> {
      const message = messages[which] as (typeof messages)[number];
      const { messageId, isSingle } = message;
      const own = attempts.get(messageId) ?? [];
      const last = own.at(-1) as OwnAttempt;
      const attempt = Math.min(of + 1, own.length);
      const one = own[attempt - 1] as OwnAttempt;
      count += 1;
      if (name === "forget the journey") {
        const { journeyId } = one;
        if (journeyId === null || !(await records.forgetJourney(journeyId, auditOf(`${run} ${count}`)))) return;
        forget(journeyId);
        for (const other of messages)
          if (attempts.get(other.messageId)?.at(-1)?.journeyId === journeyId) other.isStored = false;
        return;
      }
      if (name === "charge") {
        const { journeyId } = one;
        if (one.state !== "accepted") return;
        if (journeyId !== null) charged.add(journeyId);
        one.isCharged = true;
        const acknowledges = journeyId !== null;
        const about = { messageId, attempt, acknowledges, journeyId, charge: price, at: createdAt };
        await records.receive(receiptOf(`${run} ${count}`, about));
        return;
      }
      if (name === "sweep") {
        await records.sweep({ now: createdAt + laterMs, expiredBefore: createdAt + laterMs, limit: 999 });
        for (const journeyId of journeyIds) forget(journeyId);
        for (const one of messages) {
          const latest = attempts.get(one.messageId)?.at(-1);
          if (latest?.journeyId !== null || latest.state !== "scheduled") one.isStored = false;
        }
        return;
      }
      if (!message.isStored) return;
      if (name === "send again" || name === "wait again") {
        if (last.state === "scheduled" || own.length === 3) return;
        const journeyId = await journeyOfAttempt(isSingle, own.length + 1);
        if (journeyId !== null && forgotten.has(journeyId)) return;
        const waiting = { dueAt: createdAt, notAfter: 1e14, lane: "live", heldFor: null, secrets: null } as const;
        const waits = name === "wait again";
        const next = { ...toRecord(messageId, journeyId), waiting: waits ? waiting : undefined };
        const from = ["unknown", "accepted", "failed", "cancelled"] as const;
        if (!(await records.beginAttempt({ message: next, after: own.length, from, at: createdAt + 9 }))) return;
        own.push({ state: waits ? "scheduled" : "unknown", journeyId, isCharged: false });
      } else if (name === "cancel") {
        const request = { to: "cancelled", at: createdAt + 9, eraseAt: createdAt + 10 } as const;
        if ((await records.endWaiting({ ends: [{ messageId }], ...request })).length > 0) last.state = "cancelled";
      } else if (one.state === "unknown" || (name === "fail" && one.state === "accepted")) {
        one.state = name === "fail" ? "failed" : "accepted";
        const about = { messageId, attempt, requestId: `${messageId} ${attempt}` };
        if (name === "accept") await records.finish({ ...about, isAccepted: true });
        else await records.receive(receiptOf(`${run} ${count}`, { ...about, state: "failed", zaloError: -114 }));
      }
    },
    read: async (): Promise<readonly UnchargedGroup[]> =>
      [...(await records.readUncharged({ from: createdAt, before: createdAt + 1 }))].sort(
        (one, other) => placeOf(one) - placeOf(other),
      ),
    expected(): readonly UnchargedGroup[] {
      const open = [...attempts.values()].flat().filter(({ state }) => state === "accepted");
      const journeys = new Set(open.flatMap(({ journeyId }) => journeyId ?? []).filter((id) => !charged.has(id)));
      const untyped = [...journeys].filter((id) => forgotten.has(id) && !typed.has(id)).length;
      const singles = open.filter(({ journeyId, isCharged }) => journeyId === null && !isCharged).length;
      return [
        ...journeysOf(tokenType, journeys.size - untyped),
        ...journeysOf(null, untyped),
        ...(singles > 0 ? [{ isJourney: false, tokenType: null, templateId: "133214", count: singles }] : []),
      ];
    },
  };
}
