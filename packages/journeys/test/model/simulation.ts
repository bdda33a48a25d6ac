import { TransportError, UpstreamError } from "@nxzalo/core/errors";
import type { MessageState } from "@nxzalo/core/journeys";
import { createJourneys, type Journeys } from "../../src/journeys.ts";
import { createMemoryStore } from "../../src/memory.ts";
import { isAccepted } from "../../src/store/message-states.ts";
import { instantEncryption } from "../../src/testing/instant-encryption.ts";
import { crashable, deliver, type ProcessState } from "./crashable.ts";

export const leaseMs = 5_000;
export const dayMs = 86_400_000;
/** From the record of a call to the call. */
const onTheWayMs = 10;
const tokenLifeMs = 7 * dayMs - 3_600_000;

/** What a receipt may tell. */
type ToldState = "delivered" | "failed";

/** What NXCLOUD may answer. `lost` and `lost after` are the same to who asks; to the recipient they are not. */
export type UpstreamAnswer = "yes" | "no" | "lost" | "lost after";
export const upstreamAnswers = ["yes", "no", "lost", "lost after"] as const satisfies readonly UpstreamAnswer[];

/** A call that NXCLOUD has not answered. */
interface PendingCall {
  answer(how: UpstreamAnswer): void;
}

/** A message that NXCLOUD is asked to send. */
interface Asked {
  readonly ext: string;
  readonly order: string;
  readonly askedAt: number;
  /** Whether a person sends it again. */
  readonly isByPerson: boolean;
}

/** A message that NXCLOUD has. */
interface Accepted extends Asked {
  /** Whether a process may have received its answer: from then on its day counts. */
  isSettled: boolean;
  /** Whether NXCLOUD took it after a person's forced attempt had settled its message: the person has answered for it. */
  readonly isOvertaken: boolean;
  /** What its receipts have told of it. */
  readonly told: Set<ToldState>;
}

const messageIdOf = (ext: string) => ext.split(":")[1] ?? "";

const unknown = () => new TransportError("lost", { code: "timeout", outcome: "unknown" });
const refused = () => new UpstreamError("no", { code: "quotation_missing", outcome: "rejected" });

/** Orders of one customer: what is asked for, and by which idempotency key a message about it is sent. */
export const orders = ["A", "B"] as const;
const phone = "84912345678";
const parcelOf = (reference: string) => ({ phone, tokenType: "token_logistics_7", reference }) as const;

interface Token {
  readonly journeyId: string;
  readonly token: string;
  readonly givenAt: number;
}

/**
 * Processes over one store, an NXCLOUD that answers when a step says so, and the simple truth to judge them by: for each order, the token
 * that was given out and still lives, and the messages that NXCLOUD has accepted.
 */
export function createSimulation(processCount: number) {
  const { records } = createMemoryStore();
  const pending: PendingCall[] = [];
  const accepted: Accepted[] = [];
  const given = new Map<string, Token>();
  /** Tokens that NXCLOUD has called over, and since when that is stored. */
  const over = new Map<string, number>();
  const complaints: string[] = [];
  /** Messages that a person has asked to be sent again; by force, also where they may have been sent. */
  const resent = new Set<string>();
  const forced = new Set<string>();
  let ids = 0;

  const isLive = (token: Token | undefined): token is Token =>
    token !== undefined && Date.now() < token.givenAt + tokenLifeMs;

  /** A call that waits for its answer. */
  const upstream = <T>(life: ProcessState, accept: (askedAt: number, hears: boolean) => T) =>
    deliver(
      life,
      () =>
        new Promise<T>((resolve, reject) => {
          const askedAt = Date.now();
          pending.push({
            answer: (how) => {
              if (how === "no") return reject(refused());
              if (how === "lost") return reject(unknown());
              const result = accept(askedAt, how === "yes" && !life.isOver);
              return how === "yes" ? resolve(result) : reject(unknown());
            },
          });
        }),
    );

  /** Attempts of a message that NXCLOUD has. */
  const attemptsOf = (ext: string) => accepted.filter((one) => messageIdOf(one.ext) === messageIdOf(ext));

  /** A person may send a message again that NXCLOUD does not have, or that failed; by force, any. */
  function judgePerson(ext: string): void {
    const isFree = attemptsOf(ext).every(({ told }) => told.has("failed")) || forced.has(messageIdOf(ext));
    if (!isFree) complaints.push(`${ext} was sent by a person who did not force it`);
  }

  /** Whether a call may be accepted for an order: only where the one before it is settled, and its day is over. */
  function judgeCall(order: string, ext: string, askedAt: number): void {
    const before = accepted.filter((one) => one.order === order && !one.isByPerson && !one.isOvertaken).at(-1);
    const isOver = !before || (before.isSettled && askedAt >= before.askedAt + dayMs - onTheWayMs);
    // A person who forces it may be overtaken by an attempt before.
    const isAgain = attemptsOf(ext).length > 0 && !forced.has(messageIdOf(ext));
    if (!isOver || isAgain) complaints.push(`${order} was sent twice`);
  }

  /** What is known of a person's attempt settles the message, whatever its attempts before came to. */
  function settleAttempt(message: Accepted): void {
    for (const one of message.isByPerson ? attemptsOf(message.ext) : [message]) one.isSettled = true;
  }

  function accept({ order, ext, askedAt, isByPerson }: Asked, isSettled: boolean): { requestId: string } {
    const isAfterPerson = attemptsOf(ext).some((one) => one.isByPerson && one.isSettled);
    const isOvertaken = isAfterPerson && !isByPerson && forced.has(messageIdOf(ext));
    if (isByPerson) judgePerson(ext);
    else if (!isOvertaken) judgeCall(order, ext, askedAt);
    const message = { order, ext, askedAt, isByPerson, isSettled: false, isOvertaken, told: new Set<ToldState>() };
    accepted.push(message);
    if (isSettled || isAfterPerson) settleAttempt(message);
    return { requestId: `request-${ext}` };
  }

  /** What is stored of attempts is what NXCLOUD knows of them; another one follows what was refused, or what a person sent again. */
  async function judge(): Promise<void> {
    const stored = await records.searchMessages({ limit: 1_000 });
    for (const found of await Promise.all(stored.map(({ messageId }) => records.findMessage(messageId, 1)))) {
      if (!found) continue;
      const { message, attempts: before } = found;
      const { messageId } = message;
      for (const { attempt, state } of [...before, message]) {
        const isKnown = accepted.some(({ ext }) => ext === `nxzalo:${messageId}:${attempt}`);
        if (state === "refused" && isKnown) complaints.push(`${messageId} is called refused, and NXCLOUD has it`);
        if (isAccepted(state) && !isKnown)
          complaints.push(`${messageId} is called ${state}, and NXCLOUD does not know of it`);
      }
      const isOver = (state: MessageState) => ["refused", "failed"].includes(state) || resent.has(messageId);
      const isInOrder = before.every(({ attempt, state }, index) => attempt === index + 1 && isOver(state));
      if (!isInOrder || message.attempt !== before.length + 1)
        complaints.push(`${messageId} was attempted out of order`);
    }
  }

  const startProcess = (isByPerson = false): { life: ProcessState; journeys: Journeys } => {
    const life = { isOver: false };
    const client = {
      initJourneyToken: () =>
        upstream(life, () => {
          ids += 1;
          return { journeyId: String(ids), token: `token-${ids}` };
        }),
      sendTemplate: ({ ext = "", templateId }: { ext?: string | undefined; templateId: string }) =>
        upstream(life, (askedAt, hears) => accept({ order: templateId, ext, askedAt, isByPerson }, hears)),
    };
    const store = { records: crashable(records, life), encryption: instantEncryption };
    return {
      life,
      journeys: createJourneys({ client, store, appKey: "app", leaseMs, retainMs: dayMs, now: Date.now }),
    };
  };
  const processes = Array.from({ length: processCount }, () => startProcess());
  /** Where persons work. */
  let desk = startProcess(true);
  const processOf = (index: number) => processes[index % processes.length] as (typeof processes)[number];

  return {
    pending,
    accepted,
    complaints,
    records,
    judge,
    open(index: number, order: string): void {
      const startedAt = Date.now();
      void processOf(index)
        .journeys.open(parcelOf(order))
        .then(({ journeyId, token }) => {
          const endedAt = over.get(token);
          if (endedAt !== undefined && startedAt > endedAt) complaints.push(`${order} was given a token that is over`);
          if (endedAt !== undefined) return;
          const known = given.get(order);
          if (isLive(known) && known.token !== token) complaints.push(`${order} was given two live tokens`);
          if (!isLive(known)) given.set(order, { journeyId, token, givenAt: Date.now() });
        })
        .catch(() => {});
    },
    send(index: number, order: string): void {
      const message = { phone, templateId: order, templateData: { order } };
      void processOf(index)
        .journeys.send(message, { idempotencyKey: order })
        .then(({ messageId }) => {
          const isKnown = accepted.some(({ ext }) => ext.startsWith(`nxzalo:${messageId}:`));
          if (!isKnown) complaints.push(`${order} was answered, and NXCLOUD does not know of it`);
        })
        .catch(() => {});
    },
    /** The process ends at once, and another one takes its place. */
    crash(index: number): void {
      processOf(index).life.isOver = true;
      processes[index % processes.length] = startProcess();
    },
    /** What a person was doing is broken off. */
    crashDesk(): void {
      desk.life.isOver = true;
      desk = startProcess(true);
    },
    /** A person sends a stored message again. */
    async resend(pick: number, force: boolean): Promise<void> {
      const stored = await records.searchMessages({ limit: 1_000 });
      const { messageId } = stored[pick % stored.length] ?? {};
      if (messageId === undefined) return;
      resent.add(messageId);
      if (force) forced.add(messageId);
      void desk.journeys.messages.resend(messageId, { force }, { mayForce: true }).catch(() => {});
    },
    /** A receipt for an attempt that NXCLOUD has, also one before the last. */
    receipt(index: number, pick: number, status: ToldState): void {
      const message = accepted[pick % accepted.length];
      if (!message) return;
      settleAttempt(message);
      message.told.add(status);
      const raw = { status, requestId: `request-${message.ext}`, ext: message.ext };
      void processOf(index).journeys.receive({ status: "unknown", raw, eventId: null });
    },
    /** NXCLOUD says that an order's journey is over. */
    timeOut(index: number, order: string): void {
      const token = given.get(order);
      if (!token) return;
      const raw = { status: "journey_time_out", journeyId: token.journeyId };
      void processOf(index)
        .journeys.receive({ status: "journey_time_out", raw, eventId: null, message: "" })
        .then(() => {
          over.set(token.token, Date.now());
          given.delete(order);
        });
    },
    /** The token of an order by a call of its own; the world must be at peace. */
    token: async (index: number, order: string) => (await processOf(index).journeys.open(parcelOf(order))).token,
    given: (order: string) => {
      const token = given.get(order);
      return isLive(token) ? token.token : undefined;
    },
  };
}

export type Simulation = ReturnType<typeof createSimulation>;
