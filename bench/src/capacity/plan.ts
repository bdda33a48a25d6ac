import { requestsPerSecond } from "./rate.ts";

/** What one message costs, with the journey that it is sent on and its receipt. */
export interface MessageCost {
  /** Microseconds of a gateway's CPU. */
  readonly gatewayMicros: number;
  /** What is stored of it. */
  readonly bytes: number;
}

/** What the figures rest on besides {@link MessageCost}. */
export const assumptions = {
  /** The share of a day's messages that its busiest hour has: five times the mean. */
  peakHourShare: 5 / 24,
  /** How much of what it could do anything is to be given. */
  utilisation: 0.5,
  /** A core of a small virtual machine against one of the machine that was measured. */
  coreSpeed: 0.5,
  /** Calls to NXCLOUD: the token of its journey, and itself. */
  upstreamCalls: 2,
  /** Seconds that NXCLOUD takes for one. */
  upstreamSeconds: 0.5,
  /** Connections to NXCLOUD of one gateway, by default. */
  upstreamConnections: 64,
  /** Transactions of the store: four for the message, one for its receipt (decision 5). */
  transactions: 5,
  /** Seconds that one of them holds a connection to Postgres: its round trips, and the disk. */
  transactionSeconds: 0.005,
  /** Connections to Postgres that one gateway opens at most, by default. */
  postgresConnections: 10,
  /** Requests a second of one Durable Object: Cloudflare's soft limit. */
  objectRequests: 1_000,
  /** Bytes of one Durable Object: Cloudflare's limit. */
  objectBytes: 10e9,
  /** Days that a message is stored: the life of its token, and the store's 90 days after it. */
  storedDays: 97,
} as const;

/** What a number of messages a day needs. */
export interface Plan {
  readonly messagesADay: number;
  readonly messagesASecond: number;
  /** How much of one core all gateways together use in the busiest hour. */
  readonly cores: number;
  /** Calls to NXCLOUD that are under way at once. */
  readonly upstreamCalls: number;
  /** Gateways that this takes. */
  readonly gateways: number;
  /** Connections to Postgres that are in use at once. */
  readonly connectionsInUse: number;
  /** Connections that the gateways, and one more of them than it takes, open at most. */
  readonly connectionsAtMost: number;
  readonly bytes: number;
  /** Objects, each with the data of some brands or countries alone. */
  readonly objects: number;
}

const atLeastOne = (value: number) => Math.max(1, Math.ceil(value));

/** Reckons what so many messages a day need in the busiest hour. */
export function planFor(messagesADay: number, { gatewayMicros, bytes }: MessageCost): Plan {
  const given = assumptions;
  const messagesASecond = (messagesADay * given.peakHourShare) / 3_600;
  const ofOneCore = requestsPerSecond([{ processes: 1, micros: gatewayMicros / given.coreSpeed }], 1);
  const cores = messagesASecond / ofOneCore;
  const upstreamCalls = messagesASecond * given.upstreamCalls * given.upstreamSeconds;
  const gateways = Math.max(
    atLeastOne(cores / given.utilisation),
    atLeastOne(upstreamCalls / (given.upstreamConnections * given.utilisation)),
  );
  const stored = messagesADay * given.storedDays * bytes;
  return {
    messagesADay,
    messagesASecond,
    cores,
    upstreamCalls,
    gateways,
    connectionsInUse: messagesASecond * given.transactions * given.transactionSeconds,
    connectionsAtMost: (gateways + 1) * given.postgresConnections,
    bytes: stored,
    objects: Math.max(
      atLeastOne((messagesASecond * given.transactions) / (given.objectRequests * given.utilisation)),
      atLeastOne(stored / (given.objectBytes * given.utilisation)),
    ),
  };
}
