import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** An answer of an example. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: each example answers in its own shape, and what is asserted of it is its check
  readonly json: any;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One request; a body goes as JSON. */
export async function call(
  url: string,
  { method = "GET", headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
  const content = body === undefined ? {} : { "content-type": "application/json" };
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method,
    headers: { ...content, ...headers },
    signal: AbortSignal.timeout(20_000),
    ...(text !== undefined && { body: text }),
  });
  const answer = await response.text();
  return { status: response.status, text: answer, json: parse(answer) };
}

/** A post whose body breaks off. */
export async function breakOff(url: string): Promise<void> {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(`POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 10\r\n\r\n{`);
  // It is read before the connection is gone.
  await delay(200);
  socket.destroy();
  await delay(200);
}

/** Asks again until it holds, for five seconds: receipts come a moment later. */
export async function until<T>(ask: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (const giveUpAt = Date.now() + 5_000; ; await delay(50)) {
    const value = await ask();
    if (holds(value)) return value;
    if (Date.now() > giveUpAt) throw new Error(`it stayed at ${JSON.stringify(value)}`);
  }
}
