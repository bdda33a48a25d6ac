import type { ReceiptBody } from "./bodies.ts";
import { postReceipt, type ReceiptFetch } from "./post.ts";

/** A receipt and how far it has come. */
export interface SandboxReceipt {
  /** The webhook that it goes to. */
  readonly url: string;
  /** What is posted, as JSON. */
  readonly body: ReceiptBody;
  /** `given_up` after the post and 60 repeats. */
  readonly state: "waiting" | "delivered" | "given_up";
  /** How often it was posted. */
  readonly attempts: number;
  /** When it is posted next, in milliseconds since the epoch on the sandbox's clock. */
  readonly dueAt: number;
}

/** Options of `deliver`. */
export interface DeliverOptions {
  /** Stops the call: what is being posted counts as failed, and the rest stays waiting. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** What one `deliver` did. */
export interface DeliveryReport {
  /** Posts that were answered with HTTP 200 and `success`. */
  readonly delivered: number;
  /** Posts that were not. */
  readonly failed: number;
  /** Receipts that are still to be posted, now or later. */
  readonly waiting: number;
}

interface QueueSettings {
  readonly clock: () => number;
  readonly timeoutMs: number;
  /** What to send beside the content type. */
  readonly headersFor: (text: string) => Record<string, string>;
}

type Entry = { -readonly [Field in keyof SandboxReceipt]: SandboxReceipt[Field] };

const repeatAfterMs = 60_000;
const postsAtMost = 61;

/** What goes on between two resets: the webhooks that are being posted to, and what ends it. */
const newGeneration = () => ({ busy: new Set<string>(), end: new AbortController() });

/** A queue of receipts, and their posting: in order for each webhook, each by one caller at a time. */
export function createReceiptQueue({ clock, timeoutMs, headersFor }: QueueSettings) {
  const all: Entry[] = [];
  const waiting = new Set<Entry>();
  let generation = newGeneration();

  async function post(fetch: ReceiptFetch, entry: Entry, signal: AbortSignal): Promise<boolean> {
    const body = JSON.stringify(entry.body);
    const headers = { "content-type": "application/json", ...headersFor(body) };
    // Counted from the post on: a clock that is moved while it is under way moves the repeat nearer.
    const postedAt = clock();
    entry.attempts += 1;
    const isTaken = await postReceipt(fetch, { url: entry.url, headers, body, signal }, timeoutMs);
    entry.dueAt = postedAt + repeatAfterMs;
    if (isTaken) entry.state = "delivered";
    else if (entry.attempts >= postsAtMost) entry.state = "given_up";
    if (entry.state !== "waiting") waiting.delete(entry);
    return isTaken;
  }

  const nextDue = (fits: (url: string) => boolean) => {
    for (const entry of waiting) if (entry.dueAt <= clock() && fits(entry.url)) return entry;
    return undefined;
  };

  return {
    all: all as readonly SandboxReceipt[],
    add(url: string, bodies: readonly ReceiptBody[]): void {
      for (const body of bodies) {
        const entry: Entry = { url, body, state: "waiting", attempts: 0, dueAt: clock() };
        all.push(entry);
        waiting.add(entry);
      }
    },
    /** A webhook that another call is posting to is left to that call: so nothing is posted twice, and a handler may call it too. */
    async deliver(fetch: ReceiptFetch, signal?: AbortSignal): Promise<DeliveryReport> {
      const report = { delivered: 0, failed: 0 };
      const { busy, end } = generation;
      const stop = AbortSignal.any([end.signal, ...(signal ? [signal] : [])]);
      const next = (fits: (url: string) => boolean) => (stop.aborted ? undefined : nextDue(fits));
      const isFree = (url: string) => !busy.has(url);
      /** Posts what one webhook is due, each when the one before it was answered. */
      const drain = async (url: string) => {
        const isOurs = (other: string) => other === url;
        for (let entry = next(isOurs); entry; entry = next(isOurs)) {
          report[(await post(fetch, entry, stop)) ? "delivered" : "failed"] += 1;
        }
      };
      const drains = new Set<Promise<void>>();
      for (;;) {
        for (let entry = next(isFree); entry; entry = next(isFree)) {
          const { url } = entry;
          busy.add(url);
          const drained: Promise<void> = drain(url).finally(() => {
            busy.delete(url);
            drains.delete(drained);
          });
          drains.add(drained);
        }
        if (drains.size === 0) return { ...report, waiting: waiting.size };
        await Promise.race(drains);
      }
    },
    clear(): void {
      all.length = 0;
      waiting.clear();
      generation.end.abort();
      generation = newGeneration();
    },
  };
}
