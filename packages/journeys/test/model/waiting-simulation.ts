import { defineTemplates, parseReceipt } from "@nxzalo/core";
import { TransportError, UpstreamError } from "@nxzalo/core/errors";
import { createJourneys } from "../../src/journeys.ts";
import { createMemoryStore } from "../../src/memory.ts";
import type { EventsOptions } from "../../src/service/event-targets.ts";
import { callMethod, createRemoteRecords } from "../../src/store/record-methods.ts";
import { toStoreError } from "../../src/store/store-errors.ts";
import { instantEncryption } from "../../src/testing/instant-encryption.ts";
import { crashable, deliver, type ProcessState } from "./crashable.ts";

export const minuteMs = 60_000;
/** Ten in the evening in Vietnam: what is held waits for nine hours. */
export const startedAt = Date.parse("2023-11-15T22:00:00+07:00");
export const morning = Date.parse("2023-11-16T07:00:00+07:00");
/** Whom messages are for. */
export const people = ["84912345678", "84912345679"] as const;
export const templateIds = ["urgent", "care"] as const;
const templates = defineTemplates({
  templates: [
    { id: "urgent", tag: 1 },
    { id: "care", tag: 2 },
  ],
});
/** From then on, what is of tag 2 is not sent until the morning. */
const quietAt = startedAt + 20 * minuteMs;
/** Of a day's quota, for tag 1. */
const quotaReserve = 1;
/** What was looked at before a restriction was acknowledged may set out until then. */
const overtakenMs = 30;
/** What others have sent is counted so often; and what the way to the store takes. */
const countedMs = 1_000 + 2 * overtakenMs;
/** From the last look at a message's time to its call. */
const onTheWayMs = 0;

export const answers = ["yes", "no", "unsent", "busy", "lost", "lost after"] as const;
export type Answer = (typeof answers)[number];

const failures: Readonly<Record<Exclude<Answer, "yes" | "lost after">, () => Error>> = {
  no: () => new UpstreamError("no", { code: "quotation_missing", outcome: "rejected" }),
  unsent: () => new TransportError("away", { code: "network_error", outcome: "not_sent" }),
  busy: () => new UpstreamError("busy", { code: "upstream_rate_limited", outcome: "rejected" }),
  lost: () => new TransportError("lost", { code: "timeout", outcome: "unknown" }),
};

/** A process, which may not hear what the store answers. */
interface Life extends ProcessState {
  deafUntil: number;
}

/** A call to NXCLOUD. */
interface Call {
  readonly life: Life;
  readonly templateId: string;
  readonly at: number;
}

interface SentInput {
  readonly ext?: string | undefined;
  readonly phone: string;
  readonly templateId: string;
}

interface ToSchedule {
  readonly index: number;
  readonly inMs: number;
  readonly lastsMs: number;
  readonly topic?: string | undefined;
  readonly person?: number;
  readonly templateId?: (typeof templateIds)[number];
}

const targets: EventsOptions["targets"] = [
  { url: "https://shop.example/", types: ["message.undeliverable"], secrets: ["an events secret of 32 characters"] },
];

/** NXCLOUD's times are of UTC+8. */
const sendTimeOf = (at: number) => new Date(at + 8 * 60 * minuteMs).toISOString().slice(0, 19).replace("T", " ");

const idOf = (ext: string) => ext.split(":")[1] ?? "";

/** Dispatchers over one store that die at any moment, an NXCLOUD that answers when a step says so, and what is true of each message. */
export function createSimulation() {
  const { records } = createMemoryStore();
  /** What a process asks of the store is done; while its connection is broken, it does not hear so. */
  const breakable = (life: Life) =>
    createRemoteRecords(async (method, given) => {
      const result = await callMethod(records, method, given);
      if (Date.now() >= life.deafUntil) return result;
      throw toStoreError(new Error("the connection broke"));
    });
  const pending: { readonly ext: string; readonly life: Life; answer(how: Answer): void }[] = [];
  /** By message, what NXCLOUD has of its attempts. */
  const accepted = new Map<string, Set<string>>();
  const complaints: string[] = [];
  const cancelled = new Set<string>();
  /** Messages whose taker died, or did not hear what became of them. */
  const mayBeUnknown = new Set<string>();
  const notAfters = new Map<string, number>();
  /** When a restriction was acknowledged, by the person. */
  const restrictedAt = new Map<string, number>();
  /** Messages of which a receipt told that the day's quota was over, and those of which one told a success. */
  const overQuota = new Set<string>();
  const reached = new Set<string>();
  /** Attempts that a person asked for. */
  const decided = new Set<string>();
  /** How often a message was asked to be sent again, and how many of these calls have an answer. */
  const resends = new Map<string, { asked: number; answered: number }>();
  const calls: Call[] = [];
  let quota: { readonly at: number; readonly remaining: number } | undefined;
  let quotaToldAt = 0;
  const events: { readonly id: string; readonly messageId: string }[] = [];

  /** A message is sent once, and once more in the morning where the quota of the day was over. */
  function judgeAgain(ext: string): void {
    const [, messageId = "", attempt] = ext.split(":");
    if (!accepted.has(messageId)) return;
    if (decided.has(`${messageId}:${attempt}`) && !accepted.get(messageId)?.has(ext)) return;
    const isHeld = overQuota.has(messageId) && !reached.has(messageId) && attempt === "2";
    if (!isHeld || accepted.get(messageId)?.has(ext)) complaints.push(`${ext} was sent twice`);
    else if (Date.now() < morning) complaints.push(`${ext} was not held till the morning`);
  }

  /** What is not of tag 1 leaves the last part of the quota to it, as far as its process can know what others have sent. */
  function judgeQuota({ life, templateId, at }: Call): void {
    if (templateId === "urgent" || !quota || at > startedAt + 2 * 60 * minuteMs) return;
    if (at < quota.at + countedMs || life.deafUntil >= at - countedMs) return;
    const { at: toldAt, remaining } = quota;
    const known = calls.filter((one) => one.at > toldAt && one.at <= at - countedMs);
    const own = calls.filter((one) => one.life === life && one.at > at - countedMs && one.templateId !== "urgent");
    const urgent = known.filter((one) => one.templateId === "urgent").length;
    const left = remaining - quotaReserve - (known.length - urgent) - own.length - Math.max(0, urgent - quotaReserve);
    if (left <= 0) complaints.push(`${templateId} was sent though ${left} were left to it`);
  }

  const resendsOf = (messageId: string) => resends.get(messageId) ?? { asked: 0, answered: 0 };

  /** From then on only what pays no attention to the night. */
  function judgeNight({ templateId, at }: Call, ext: string): void {
    if (templateId !== "urgent" && at > quietAt + onTheWayMs && at < morning)
      complaints.push(`${ext} was sent in its quiet hours`);
  }

  /** A process has taken a receipt by which a message was sent. */
  async function arrive(messageId: string): Promise<void> {
    reached.add(messageId);
    const found = await records.findMessage(messageId, 1);
    if (found?.message.state === "scheduled") complaints.push(`${messageId} has arrived, and waits`);
  }

  const fetch: EventsOptions["fetch"] = async (_, { headers, body }) => {
    const { "webhook-id": id = "" } = headers as Record<string, string>;
    events.push({ id, messageId: JSON.parse(body).data.messageId });
    return { status: 204, headers: { get: () => null } };
  };
  const start = () => {
    const life: Life = { isOver: false, deafUntil: 0 };
    const sendTemplate = ({ ext = "", phone, templateId }: SentInput) => {
      const messageId = idOf(ext);
      const made = { life, templateId, at: Date.now() };
      judgeQuota(made);
      judgeNight(made, ext);
      calls.push(made);
      judgeAgain(ext);
      if (Date.now() > (restrictedAt.get(phone) ?? Number.POSITIVE_INFINITY) + overtakenMs)
        complaints.push(`${ext} was sent to a person who is restricted`);
      if (Date.now() > (notAfters.get(messageId) ?? Number.POSITIVE_INFINITY) + onTheWayMs)
        complaints.push(`${ext} was sent too late`);
      if (cancelled.has(messageId)) complaints.push(`${ext} was sent and had been cancelled`);
      if (pending.some((one) => one.ext === ext)) complaints.push(`${ext} is sent by two`);
      const call = () =>
        new Promise<{ requestId: string }>((resolve, reject) => {
          pending.push({
            ext,
            life,
            answer: (how) => {
              if (life.isOver || how.startsWith("lost")) mayBeUnknown.add(messageId);
              if (how === "yes" || how === "lost after")
                accepted.set(messageId, new Set([...(accepted.get(messageId) ?? []), ext]));
              // What was refused takes nothing from the quota.
              else if (how !== "lost") calls.splice(calls.indexOf(made), 1);
              if (how === "yes") resolve({ requestId: ext });
              else reject(failures[how === "lost after" ? "lost" : how]());
            },
          });
        });
      return deliver(life, call);
    };
    const client = { sendTemplate, initJourneyToken: async () => ({ journeyId: "1", token: "t" }) };
    const store = { records: crashable(breakable(life), life), encryption: instantEncryption };
    const hold = { templates, quotaReserve, holdOnRefusal: true, quietHours: "2=22:20-07:00" } as const;
    const options = { appKey: "app", now: Date.now, events: { targets, fetch }, ...hold };
    return { life, journeys: createJourneys({ client, store, ...options }) };
  };
  const processes = [start(), start(), start()];
  const processOf = (index: number) => processes[index % processes.length] as (typeof processes)[number];
  const stored = () => records.searchMessages({ limit: 1_000 });

  return {
    pending,
    complaints,
    stored,
    accepted,
    mayBeUnknown,
    notAfters,
    events,
    overQuota,
    schedule({ index, inMs, lastsMs, topic, person = 0, templateId = "care" }: ToSchedule): void {
      const phone = people[person] as string;
      const sendAt = new Date(Date.now() + inMs);
      const notAfter = new Date(sendAt.getTime() + lastsMs);
      const about = topic === undefined ? {} : ({ tokenType: "token_logistics_7", reference: "r", topic } as const);
      void processOf(index)
        .journeys.send({ phone, templateId, templateData: {}, sendAt, notAfter, ...about } as never, {
          respondAsync: true,
        })
        .then(({ messageId }) => notAfters.set(messageId, notAfter.getTime()))
        .catch(() => {});
    },
    dispatch: (index: number) =>
      void processOf(index)
        .journeys.dispatchDue({ concurrency: 2 })
        .catch(() => {}),
    deafen(index: number, ms: number): void {
      processOf(index).life.deafUntil = Date.now() + ms;
    },
    crash(index: number): void {
      processOf(index).life.isOver = true;
      processes[index % processes.length] = start();
    },
    async cancel(index: number, pick: number): Promise<void> {
      const all = await stored();
      const { messageId } = all[pick % all.length] ?? {};
      if (messageId === undefined) return;
      const before = resendsOf(messageId).asked;
      // What is sent again meanwhile may go.
      const isCancelled = () => {
        const { asked, answered } = resendsOf(messageId);
        if (asked === before && answered === asked) cancelled.add(messageId);
      };
      void processOf(index)
        .journeys.messages.cancel(messageId, { ofOthers: true })
        .then(isCancelled)
        .catch(() => {});
    },
    /** A person has one sent again that was not sent, as far as is known. */
    async resend(index: number, pick: number): Promise<void> {
      const all = await stored();
      const { messageId } = all[pick % all.length] ?? {};
      if (messageId === undefined) return;
      const { attempt = 0 } = (await records.findMessage(messageId, 1))?.message ?? {};
      decided.add(`${messageId}:${attempt + 1}`);
      const known = resendsOf(messageId);
      resends.set(messageId, { ...known, asked: known.asked + 1 });
      // Its time begins anew.
      notAfters.delete(messageId);
      cancelled.delete(messageId);
      const isAnswered = () => {
        const { asked, answered } = resendsOf(messageId);
        resends.set(messageId, { asked, answered: answered + 1 });
      };
      void processOf(index).journeys.messages.resend(messageId, {}, { mayForce: true }).then(isAnswered, isAnswered);
    },
    async receipt(index: number, pick: number): Promise<void> {
      const messageId = [...accepted.keys()][pick % accepted.size];
      if (messageId === undefined) return;
      const raw = { status: "delivered", requestId: messageId, ext: `nxzalo:${messageId}:1` };
      await processOf(index)
        .journeys.receive({ status: "unknown", raw, eventId: null })
        .then(() => arrive(messageId))
        .catch(() => {});
    },
    /** Zalo says that the quota of the day was over when a message came. */
    async refuse(index: number, pick: number): Promise<void> {
      const messageId = [...accepted.keys()][pick % accepted.size];
      if (messageId === undefined || Date.now() > startedAt + 60 * minuteMs) return;
      const own = { requestId: messageId, ext: `nxzalo:${messageId}:1` };
      // It may have been held by the time that its process hears so.
      overQuota.add(messageId);
      const raw = { status: "failed", ...own, zaloRes: { error: -144, message: "" } };
      await processOf(index)
        .journeys.receive(parseReceipt({ code: 17002, message: "", sendTime: sendTimeOf(Date.now()), ...raw }))
        .catch(() => {});
    },
    /** A receipt tells what is left of the quota of the day. */
    async tellQuota(index: number, pick: number, remaining: number): Promise<void> {
      const messageId = [...accepted.keys()][pick % accepted.size];
      const at = Date.now();
      // Receipts tell it to the second.
      if (messageId === undefined || at < quotaToldAt + 2_000) return;
      quotaToldAt = at;
      // Until its process has taken it, and where it does not hear so, either may be known.
      quota = undefined;
      const data = { quota: { remainingQuota: String(remaining), dailyQuota: "500" } };
      const raw = {
        status: "success",
        cost: { currency: "VND", originalPrice: 200 },
        requestId: messageId,
        ext: `nxzalo:${messageId}:1`,
        zaloRes: { error: 0, data },
      };
      await processOf(index)
        .journeys.receive(parseReceipt({ code: 0, message: "", sendTime: sendTimeOf(at), ...raw }))
        .then(async () => {
          quota = { at: Date.now(), remaining };
          await arrive(messageId);
        })
        .catch(() => {});
    },
    restrict(index: number, person: number): void {
      const phone = people[person] as string;
      void processOf(index)
        .journeys.people.restrict({ phone })
        .then(() => restrictedAt.set(phone, Math.min(Date.now(), restrictedAt.get(phone) ?? Date.now())))
        .catch(() => {});
    },
    deliverEvents: () => processOf(0).journeys.deliverEvents(),
  };
}

export type World = ReturnType<typeof createSimulation>;
