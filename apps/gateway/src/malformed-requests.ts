import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { WriteLog } from "./log.ts";
import type { OpenResponses } from "./open-responses.ts";

/** What a caller who still sends has, to read the answer. */
const lingerMs = 1_000;

const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** What Node answers to what its parser refuses. `undefined` where the connection has broken, and none can be answered. */
const statusOf = (code: string): number | undefined => statuses[code] ?? (code.startsWith("HPE_") ? 400 : undefined);

/** Answers what never becomes a request of the protocol, and logs one line for each. */
export interface MalformedRequests {
  /** The answer to a request whose URL or `Host` is none; `causeCode` is for the log. */
  refuse(causeCode: string): Response;
  /** Answers what Node's parser refuses, and what takes too long. */
  answerOn(server: Server): void;
}

/** Creates it. `newId` gives the `x-request-id` that the answer and the line of the log have in common. */
export function createMalformedRequests(
  responses: OpenResponses,
  write: WriteLog,
  newId: () => string = () => crypto.randomUUID(),
): MalformedRequests {
  /** Logs it, and gives the headers of its answer. */
  function refusal(status: number, causeCode: string) {
    const httpRequestId = newId();
    write({ level: "info", route: "unmatched", status, httpRequestId, causeCode });
    return { connection: "close", "content-length": "0", "x-request-id": httpRequestId };
  }

  function answer(socket: Socket, status: number, code: string): void {
    const headers = Object.entries(refusal(status, code)).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join("")}\r\n`);
    // At once, with bytes that have not been read, it would be a reset.
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once("close", () => clearTimeout(timer));
  }

  function onClientError({ code = "" }: NodeJS.ErrnoException, duplex: Duplex): void {
    const socket = duplex as Socket;
    const status = statusOf(code);
    // It comes again for what is sent after the answer.
    if (socket.writableEnded && status !== undefined) return;
    const response = responses.on(socket);
    if (status === undefined || !socket.writable || response?.headersSent) socket.destroy();
    // A call before it on the same connection is under way: its answer comes first, and is the last one.
    else if (response?.req.complete) response.setHeader("connection", "close");
    else answer(socket, status, code);
  }

  return {
    refuse: (causeCode) => new Response(null, { status: 400, headers: refusal(400, causeCode) }),
    answerOn: (server) => void server.on("clientError", onClientError),
  };
}

const isHost = (text: string, index: number) => index % 2 === 0 && text.length === 4 && text.toLowerCase() === "host";

/**
 * What is wrong with the `Host` of a request (RFC 9112, 3.2): there is none where HTTP wants one, from 1.1 on, or there are two, of which what
 * stands in front may have gone by the other one.
 */
export function findHostFault({ httpVersion, rawHeaders }: IncomingMessage): string | undefined {
  const { length } = rawHeaders.filter(isHost);
  if (length > 1) return "HOST_TWICE";
  return length === 0 && httpVersion !== "1.0" ? "HOST_MISSING" : undefined;
}
