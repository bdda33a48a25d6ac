import { Pool } from "undici";
import { gatewayKey, input } from "./fixed-inputs.ts";
import { quantile } from "./measure.ts";
import { startServer } from "./server-process.ts";

/** How a gateway answers live calls, and what it holds in memory at most. */
interface LiveCost {
  readonly journeysP99Ms: number;
  readonly messagesP99Ms: number;
  readonly mebibytes: number;
}

/** What a gateway does that has its account's rate. */
export interface PacedCost {
  /** Until nothing waits any more, live messages included. */
  readonly sentPerSecond: number;
  /** While nothing is due. */
  readonly idle: LiveCost;
  /** While it sends what is due. */
  readonly alongside: LiveCost;
}

/** What is measured. */
export interface PacedPlan {
  /** NXCLOUD's URL. */
  readonly upstream: string;
  /** The store's variables. */
  readonly store: Readonly<Record<string, string>>;
  /** How many messages are due at once. */
  readonly count: number;
  readonly perSecond: number;
}

const headers = { authorization: `Bearer ${gatewayKey}`, "content-type": "application/json" };
/** Live calls come evenly, whether others have been answered or not. */
const liveEveryMs = 50;
const stored = 24;

const messageTo = (phone: number) => {
  const order = `DH${phone}`;
  return { phone: `8491${String(phone).padStart(7, "0")}`, templateId: "133214", templateData: { order } };
};

/** A gateway with a rate, as the measurement asks it. */
async function openGateway({ upstream, store, perSecond }: PacedPlan) {
  const variables = {
    ...store,
    GATEWAY_API_KEYS: `shop:send+tokens+read:${gatewayKey}`,
    NXCLOUD_RATE_PER_SECOND: String(perSecond),
  };
  const server = await startServer("gateway", { UPSTREAM: upstream, STORE: JSON.stringify(variables) });
  const pool = new Pool(server.url, { connections: 64 });
  return {
    post: async (path: string, body: object) => {
      const reply = await pool.request({ path, method: "POST", headers, body: JSON.stringify(body) });
      const text = await reply.body.text();
      if (reply.statusCode < 200 || reply.statusCode > 202) throw new Error(`${path}: ${reply.statusCode} ${text}`);
      return JSON.parse(text);
    },
    mebibytes: async () => (await server.residentBytes()) / 2 ** 20,
    close: async () => {
      await pool.close();
      server.stop();
    },
  };
}
type Gateway = Awaited<ReturnType<typeof openGateway>>;

/** Makes live calls until it is stopped. */
function callLive({ post, mebibytes }: Gateway) {
  const waits = { journeys: [] as number[], messages: [] as number[] };
  const memory: number[] = [];
  const running = new Set<Promise<void>>();
  let failure: unknown;
  const run = (work: () => Promise<void>) => {
    const working: Promise<void> = work()
      .catch((error: unknown) => {
        failure = error;
      })
      .finally(() => running.delete(working));
    running.add(working);
  };
  const call = (of: keyof typeof waits, body: object) =>
    run(async () => {
      const startedAt = performance.now();
      await post(`/v1/${of}`, body);
      waits[of].push(performance.now() - startedAt);
    });
  let calls = 0;
  const timer = setInterval(() => {
    calls += 1;
    call("journeys", input);
    call("messages", messageTo(9_000_000 + calls));
    if (calls % 10 === 0) run(async () => void memory.push(await mebibytes()));
  }, liveEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(running);
      if (failure !== undefined) throw failure;
      return { ...waits, memory };
    },
  };
}
type Live = Awaited<ReturnType<ReturnType<typeof callLive>["stop"]>>;

const toCost = (lives: readonly Live[]): LiveCost => ({
  journeysP99Ms: quantile(
    lives.flatMap(({ journeys }) => journeys),
    0.99,
  ),
  messagesP99Ms: quantile(
    lives.flatMap(({ messages }) => messages),
    0.99,
  ),
  mebibytes: Math.max(...lives.flatMap(({ memory }) => memory)),
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Stores messages that are due at one time. */
async function storeDue({ post }: Gateway, count: number, sendAt: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index).values();
  const storeNext = async () => {
    for (const number of numbers)
      await post("/v1/messages", { ...messageTo(number), sendAt: new Date(sendAt).toISOString() });
  };
  await Promise.all(Array.from({ length: stored }, storeNext));
}

/** Sends what is due at once at the account's rate, with live calls beside it; before and after it these alone, for half as long together. */
export async function measurePaced(plan: PacedPlan): Promise<PacedCost> {
  const { count, perSecond } = plan;
  const gateway = await openGateway(plan);
  const idleMs = ((count / perSecond) * 1_000) / 4;
  const idle = async () => {
    const live = callLive(gateway);
    await wait(idleMs);
    return live.stop();
  };
  // As long as storing takes at most.
  const dueAt = Date.now() + 5_000 + idleMs + count * 8;
  await storeDue(gateway, count, dueAt);
  const before = await idle();
  await wait(dueAt - Date.now());
  const startedAt = performance.now();
  const live = callLive(gateway);
  const waiting = async () =>
    (await gateway.post("/v1/messages/search", { state: "scheduled", limit: 1 })).messages.length;
  while ((await waiting()) > 0) await wait(100);
  const seconds = (performance.now() - startedAt) / 1_000;
  const alongside = await live.stop();
  const after = await idle();
  await gateway.close();
  return {
    sentPerSecond: (count + alongside.messages.length) / seconds,
    idle: toCost([before, after]),
    alongside: toCost([alongside]),
  };
}
