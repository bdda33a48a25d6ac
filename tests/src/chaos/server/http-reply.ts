/** What a delivery has to send. */
export interface Reply {
  /** The right answer. */
  readonly body: string;
  /** The server's time, as a `Date` header has it. */
  readonly date: string;
  /** A `Retry-After` header, where there is one. */
  readonly retryAfter?: string | undefined;
  /** How long the client waits. */
  readonly timeoutMs: number;
  /** The path that was asked for. */
  readonly path: string;
  /** From 0 up to 1: where a reply is cut. */
  readonly chance: number;
}

/** The head of a reply. A header that is `undefined` is left out. */
export function head(
  reply: Reply,
  headers: Readonly<Record<string, string | number | undefined>>,
  status = "200 OK",
): string {
  const all = { date: reply.date, "content-type": "application/json", "retry-after": reply.retryAfter, ...headers };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]));
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`;
}

/** A reply as it should be, in one piece. */
export const plain = (reply: Reply, body = reply.body, status?: string): string =>
  head(reply, { "content-length": Buffer.byteLength(body) }, status) + body;

/** The same, cut somewhere inside its head or inside its body. */
export function cut(reply: Reply, where: "head" | "body"): Buffer {
  const whole = Buffer.from(plain(reply));
  const bodyStart = whole.indexOf("\r\n\r\n") + 4;
  const [from, to] = where === "head" ? [1, bodyStart - 3] : [bodyStart, whole.length - 1];
  return whole.subarray(0, from + Math.floor(reply.chance * (to - from)));
}
