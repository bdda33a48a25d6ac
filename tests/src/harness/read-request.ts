/** The head of a request, and where its body begins and ends in what has come so far. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyStart: number;
  readonly end: number;
}

/** Just enough HTTP/1.1 for a client that announces the length of its body; `undefined` while the head is not whole. */
export function readHead(received: Buffer): RequestHead | undefined {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const [requestLine = "", ...lines] = received.toString("latin1", 0, headEnd).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const bodyStart = headEnd + 4;
  const [method = "", path = ""] = requestLine.split(" ");
  return {
    method,
    path,
    headers,
    bodyStart,
    end: bodyStart + Number(headers["content-length"] ?? 0),
  };
}

/** A request that was read whole. */
export interface ReadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `undefined` while the body is not whole. */
export function readWhole(
  received: Buffer,
  { method, path, headers, bodyStart, end }: RequestHead,
): ReadRequest | undefined {
  return received.length < end ? undefined : { method, path, headers, body: received.toString("utf8", bodyStart, end) };
}
