import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type ReceivedEvent, receiveEvents } from "nxzalo-testing/event-receiver";
import { createRandom, type Random } from "../../harness/random.ts";
import { runConcurrently } from "../../harness/waiting.ts";
import type { End } from "../asked.ts";
import type { Backend } from "../backends.ts";
import { call, type HttpRequest } from "../call.ts";
import { type Fleet, startFleet } from "../fleet.ts";
import { deliverAll, deliverMeanwhile } from "../receipts.ts";
import { envFor } from "../run-crash.ts";
import { readJournal, type SentMessage, startUpstream, type Upstream } from "../upstream.ts";
import { heldTemplate, longestSendInMs, planWaiting, quietTemplate, type WaitingMessage } from "./plan.ts";

/** A message as it was asked for, and what became of it. */
export interface WaitingStory {
  readonly message: WaitingMessage;
  readonly notAfter: number | undefined;
  /** Every answer to it, in order. */
  readonly answers: readonly { readonly at: number; readonly end: End }[];
  /** The answers to its cancellation. */
  readonly cancels: readonly End[];
  /** When the restriction of its recipient was acknowledged; undefined: never. */
  readonly restrictedAt: number | undefined;
  /** What a gateway says of it at the end. */
  readonly last: End | undefined;
}

/** A run as it was. */
export interface WaitingRun {
  readonly stories: readonly WaitingStory[];
  /** NXCLOUD's journal, after everything: the truth. */
  readonly journal: readonly SentMessage[];
  /** When requests that send a message arrived, by the message's name. */
  readonly arrivals: ReadonlyMap<string, readonly number[]>;
  /** When gateways that had been stopped went on. */
  readonly resumedAt: readonly number[];
  /** When the last message had to be sent. */
  readonly overAt: number;
  /** Receipts that no gateway took. */
  readonly undelivered: number;
  /** What receipts that were taken told of attempts: `ext`, and the status. */
  readonly told: readonly { readonly ext: string; readonly status: string }[];
  /** What was delivered of all this, copies included. */
  readonly events: readonly ReceivedEvent[];
  /** What waits to be delivered at the end. */
  readonly waiting: readonly WaitingEvent[];
}

/** An event that is stored, and how often its delivery was tried. */
export interface WaitingEvent {
  readonly type: string;
  readonly messageId?: string | undefined;
  readonly tries: number;
}

const askedAtOnce = 40;
/** Of progress for each request: there are fewer here than in other runs, and as many crashes are wanted. */
const steps = 2;
/** Of the account, so that what is due waits for its place. */
const ratePerSecond = 60;
const minuteMs = 60_000;

/** Hours that began a minute ago and end at a full minute, in this run. */
function quietHours(now: number): { readonly variable: string; readonly endsAt: number } {
  const endsAt = Math.ceil((now + longestSendInMs) / minuteMs) * minuteMs;
  const clock = (at: number) => new Date(at).toISOString().slice(11, 16);
  return { variable: `2=${clock(now - minuteMs)}-${clock(endsAt)}@UTC`, endsAt };
}

/** As long as a run takes: seven in the morning in Vietnam is not to come within it, since what is held goes then. */
const runMs = 130_000;
const dayMs = 24 * 60 * minuteMs;

/** Waits until it has passed, where it is near: it is midnight in UTC. */
async function passMorning(): Promise<void> {
  const leftMs = dayMs - (Date.now() % dayMs);
  if (leftMs < runMs) await delay(leftMs + 1_000);
}

const isAnswered = (end: End, ...statuses: readonly number[]) =>
  end.kind === "answered" && statuses.includes(end.status);
const messageIdOf = (ends: readonly End[]) =>
  ends.flatMap((end) => (end.kind === "answered" && end.json["messageId"] ? [String(end.json["messageId"])] : []))[0];

/** Asks for a message until it is answered, cancels it where that is planned, and remembers every answer. */
async function liveThrough(fleet: Fleet, random: Random, message: WaitingMessage): Promise<WaitingStory> {
  const { name, caller, phone, reference, templateId, topic, lane, isAsync } = message;
  const askedAt = Date.now();
  const sendAt = message.sendInMs === undefined ? undefined : askedAt + message.sendInMs;
  const notAfter = message.lastsMs === undefined ? undefined : (sendAt ?? askedAt) + message.lastsMs;
  const recipient = { phone, tokenType: "token_logistics_7", reference };
  const times = {
    sendAt: sendAt && new Date(sendAt).toISOString(),
    notAfter: notAfter && new Date(notAfter).toISOString(),
  };
  const body = { ...recipient, templateId, templateData: { message: name }, topic, lane, ...times };
  const answers: { at: number; end: End }[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    const request = { method: "POST", path: "/v1/messages", caller, idempotencyKey: name, isAsync, body } as const;
    const { end } = await call(fleet, random, request);
    answers.push({ at: Date.now(), end });
    if (end.kind === "answered" && end.json["retryable"] !== true) break;
    await delay(100 + random.below(400));
  }
  const messageId = messageIdOf(answers.map(({ end }) => end));
  const later = async (inMs: number, request: HttpRequest, ...statuses: readonly number[]) => {
    await delay(Math.max(0, askedAt + inMs - Date.now()));
    const ends: End[] = [];
    for (let tries = 0; tries < 6 && !ends.some((end) => isAnswered(end, ...statuses)); tries += 1)
      ends.push((await call(fleet, random, request)).end);
    return ends;
  };
  const { cancelInMs, restrictInMs } = message;
  const cancel = { method: "POST", path: `/v1/messages/${messageId}/cancel`, caller } as const;
  const restrict = { method: "POST", path: "/v1/people/restrict", caller: "office", body: { phone } } as const;
  const cancelling = cancelInMs !== undefined && messageId !== undefined ? later(cancelInMs, cancel, 200, 409) : [];
  const restricting =
    restrictInMs === undefined
      ? undefined
      : later(restrictInMs, restrict, 200).then((ends) =>
          ends.some((end) => isAnswered(end, 200)) ? Date.now() : undefined,
        );
  const [cancels, restrictedAt] = await Promise.all([cancelling, restricting]);
  return { message, notAfter, answers, cancels, restrictedAt, last: undefined };
}

/** What a gateway says of a message now. */
async function withLast(fleet: Fleet, random: Random, story: WaitingStory): Promise<WaitingStory> {
  const messageId = messageIdOf(story.answers.map(({ end }) => end));
  if (messageId === undefined) return story;
  const { caller } = story.message;
  const { end: last } = await call(fleet, random, { method: "GET", path: `/v1/messages/${messageId}`, caller });
  return { ...story, last };
}

function arrivalsByName({ arrivals }: Upstream): ReadonlyMap<string, readonly number[]> {
  const named = [...arrivals].flatMap(([body, times]) => {
    const { messageData } = JSON.parse(body) as { messageData?: { templateData: { message: string } } };
    return messageData ? times.map((at) => ({ name: messageData.templateData.message, at })) : [];
  });
  const groups = Map.groupBy(named, ({ name }) => name);
  return new Map([...groups].map(([name, found]) => [name, found.map(({ at }) => at)]));
}

/** A receiver that does not take some events when they first come. */
async function startReceiver(random: Random) {
  const receiver = await receiveEvents();
  const seen = new Set<string>();
  receiver.answerWith(({ id }) => {
    const isFirst = !seen.has(id);
    seen.add(id);
    return isFirst && random.next() < 0.02 ? 503 : 204;
  });
  return receiver;
}

/** A lease of a delivery, and what a busy machine takes beside it. */
const leaseMs = 35_000;

/** Waits until nothing has come for as long as a lease lasts. */
async function eventuallyQuiet(received: readonly unknown[]): Promise<void> {
  for (let [count, quietMs] = [received.length, 0]; quietMs < leaseMs; quietMs += 500) {
    await delay(500);
    if (received.length > count) [count, quietMs] = [received.length, 0];
  }
}

async function readWaitingEvents(fleet: Fleet, random: Random): Promise<readonly WaitingEvent[]> {
  const body = { state: "waiting", limit: 100 };
  const { end } = await call(fleet, random, { method: "POST", path: "/v1/events/search", caller: "office", body });
  return end.kind === "answered" ? ((end.json["events"] ?? []) as WaitingEvent[]) : [];
}

const readTold = ({ receipts }: Upstream["sandbox"]) =>
  receipts.flatMap(({ body, state }) => {
    const { ext, status } = body;
    return state === "delivered" && typeof ext === "string" ? [{ ext, status: String(status) }] : [];
  });

/** One run on one backend: everything is asked for, and falls due, while gateways are killed and stopped at random. */
export async function runWaiting(seed: number, count: number, backend: Backend) {
  await passMorning();
  const upstream = await startUpstream(seed);
  const { sandbox } = upstream;
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-waiting-"));
  const templatesFile = join(folder, "templates.json");
  const templates = [quietTemplate, heldTemplate].map((id) => ({ id, tag: 2 }));
  await writeFile(templatesFile, JSON.stringify({ templates }));
  const quiet = quietHours(Date.now());
  const receiver = await startReceiver(createRandom(seed, 10));
  const variables = {
    TEMPLATES_FILE: templatesFile,
    QUIET_HOURS: quiet.variable,
    HOLD_ON_REFUSAL: "true",
    NXCLOUD_RATE_PER_SECOND: String(ratePerSecond),
    RECEIPTS_FORWARD_URL: receiver.url,
    RECEIPTS_FORWARD_SECRET: "crash-events-0123456789",
  };
  const commonEnv = envFor(upstream, backend);
  let fleet: Fleet | undefined;
  try {
    fleet = await startFleet({ newEnv: () => ({ ...commonEnv(), ...variables }), clocks: backend.clocks });
    const running = fleet;
    const plan = planWaiting(seed, count);
    let asked = 0;
    let isOver = false;
    const receipts = new AbortController();
    const asking = runConcurrently(plan, askedAtOnce, (message) => {
      asked += 1;
      return liveThrough(running, createRandom(seed, asked, 8), message);
    })
      .then(async (stories) => {
        // What is due falls due under the same crashes.
        await delay(longestSendInMs);
        return stories;
      })
      .finally(() => {
        isOver = true;
        receipts.abort();
      });
    const [stories] = await Promise.all([
      asking,
      running.wreck(
        createRandom(seed, 3),
        () => steps * (asked + upstream.arrivals.size),
        () => isOver,
      ),
      deliverMeanwhile(running, sandbox, createRandom(seed, 4), receipts.signal),
    ]);
    upstream.calm();
    const overAt = Math.max(Date.now(), quiet.endsAt) + (plan.length / ratePerSecond) * 1_000 + 10_000;
    const ask = (story: WaitingStory) => withLast(running, createRandom(seed, 9), story);
    const isWaiting = ({ last }: WaitingStory) =>
      last?.kind === "answered" && last.json["state"] === "scheduled" && last.json["heldFor"] !== "quota";
    let ended = await runConcurrently(stories, askedAtOnce, ask);
    while (ended.some(isWaiting) && Date.now() < overAt) {
      await delay(500);
      ended = await runConcurrently(ended, askedAtOnce, (story) =>
        isWaiting(story) ? ask(story) : Promise.resolve(story),
      );
    }
    const undelivered = await deliverAll(running, sandbox, createRandom(seed, 6));
    ended = await runConcurrently(ended, askedAtOnce, ask);
    // What a killed gateway had taken to deliver is delivered when its lease is over.
    await eventuallyQuiet(receiver.received);
    const run: WaitingRun = {
      stories: ended,
      journal: readJournal(sandbox),
      arrivals: arrivalsByName(upstream),
      resumedAt: running.resumedAt,
      overAt,
      undelivered,
      told: readTold(sandbox),
      events: receiver.received,
      waiting: await readWaitingEvents(running, createRandom(seed, 11)),
    };
    return { ...run, ...running.counts() };
  } finally {
    await fleet?.close();
    await upstream.close();
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  }
}
