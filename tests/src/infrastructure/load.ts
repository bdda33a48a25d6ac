import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { callers } from "../crash/settings.ts";
import type { SentMessage } from "../crash/upstream.ts";
import type { Balancer } from "./balancers.ts";

/** How one request for a message ended: an answer, or none. */
export interface End {
  /** 0 where the connection broke. */
  readonly status: number;
  /** What a problem says of the effect; undefined where a balancer answered. */
  readonly outcome: string | undefined;
  readonly tookMs: number;
}

/** A message that was asked for, once or until it was sent. */
export interface Send {
  readonly message: string;
  readonly through: string;
  /** Whether it has an idempotency key, by which it may be asked for again. */
  readonly hasKey: boolean;
  readonly ends: readonly End[];
}

/** Callers that go on asking. */
export interface Load {
  /** How many messages have been asked for. */
  count(): number;
  /** No more messages are begun; resolves when those that were have ended. */
  stop(): Promise<readonly Send[]>;
}

const callersEach = 4;
const answerLimitMs = 45_000;
const repeatAfterMs = 400;
const giveUpAfterMs = 120_000;
/** So often a message has to be called unknown that NXCLOUD has not accepted, until it is left at that: it is never sent again. */
const unknownTimes = 3;
/** Between two messages of one caller. */
const pauseMs = 20;

async function ask(url: string, message: string, key: string | undefined): Promise<End> {
  const startedAt = performance.now();
  const end = await fetch(`${url}/v1/messages`, {
    method: "POST",
    signal: AbortSignal.timeout(answerLimitMs),
    headers: {
      authorization: `Bearer ${callers.desk}`,
      "content-type": "application/json",
      ...(key !== undefined && { "idempotency-key": key }),
    },
    body: JSON.stringify({ phone: "84912345678", templateId: "133214", templateData: { message } }),
  }).then(
    async (response) => {
      const text = await response.text().catch(() => "");
      const isProblem = response.headers.get("content-type") === "application/problem+json" && text !== "";
      const outcome = isProblem ? (JSON.parse(text) as { outcome: string }).outcome : undefined;
      return { status: response.status, outcome };
    },
    () => ({ status: 0, outcome: undefined }),
  );
  return { ...end, tookMs: Math.round(performance.now() - startedAt) };
}

/**
 * Callers of each balancer; every fourth message has no key, and is asked for once. `isAccepted` tells whether NXCLOUD has a message.
 */
export function startLoad(balancers: readonly Balancer[], isAccepted: (message: string) => boolean): Load {
  const run = randomUUID().slice(0, 8);
  const sends: Send[] = [];
  let begun = 0;
  let isOver = false;

  async function send({ name, url }: Balancer): Promise<void> {
    const number = begun++;
    const message = `${run} ${number}`;
    const key = number % 4 === 0 ? undefined : message;
    const ends: End[] = [];
    const giveUpAt = performance.now() + giveUpAfterMs;
    const isInDoubt = () => {
      const last = ends.slice(-unknownTimes);
      const isUnknown = last.every(({ status, outcome }) => status === 502 && outcome === "unknown");
      return isUnknown && last.length === unknownTimes && !isAccepted(message);
    };
    do {
      if (ends.length > 0) await delay(repeatAfterMs);
      ends.push(await ask(url, message, key));
    } while (key !== undefined && ends.at(-1)?.status !== 202 && !isInDoubt() && performance.now() < giveUpAt);
    sends.push({ message, through: name, hasKey: key !== undefined, ends });
  }

  const running = balancers.flatMap((balancer) =>
    Array.from({ length: callersEach }, async () => {
      while (!isOver) {
        await send(balancer);
        await delay(pauseMs);
      }
    }),
  );
  return {
    count: () => begun,
    stop: async () => {
      isOver = true;
      await Promise.all(running);
      return sends;
    },
  };
}

/**
 * What is wrong, one line each: a message that NXCLOUD accepted twice; one that was answered 202 and not accepted; one that has a key and was
 * neither sent in the end, nor is known to be in doubt.
 */
export function complaints(sends: readonly Send[], journal: readonly SentMessage[]): string[] {
  const accepted = Map.groupBy(journal, ({ message }) => message);
  return sends.flatMap(({ message, through, hasKey, ends }) => {
    const times = accepted.get(message)?.length ?? 0;
    const last = ends.at(-1);
    const isSent = last?.status === 202;
    const shown = `${message} through ${through}, ${JSON.stringify(ends)}`;
    if (times > 1) return [`accepted ${times} times: ${shown}`];
    if (isSent && times === 0) return [`answered and not accepted: ${shown}`];
    if (!isSent && last?.outcome === "not_sent" && times > 0) return [`called not sent, and accepted: ${shown}`];
    if (hasKey && !isSent && (times > 0 || last?.outcome !== "unknown")) return [`without an end: ${shown}`];
    return [];
  });
}

/**
 * Messages that were not answered 202 at the first asking. Where no health check takes a gateway out, one that closes its port may meet a
 * request that it has not accepted yet: what was surely not read is left to the caller.
 */
export function lost(sends: readonly Send[], journal: readonly SentMessage[], unchecked: Balancer): string[] {
  const accepted = new Set(journal.map(({ message }) => message));
  const isLeft = ({ message, through, hasKey }: Send) =>
    through === unchecked.name && !hasKey && !accepted.has(message);
  return sends.flatMap((send) =>
    send.ends.every(({ status }) => status === 202) || isLeft(send)
      ? []
      : [`${send.message} through ${send.through}, ${JSON.stringify(send.ends)}`],
  );
}
