import { createServer } from "node:http";
import { listenOnLoopback } from "./loopback.ts";

/** An event as it came. */
export interface ReceivedEvent {
  /** The `webhook-id`. */
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Takes events on loopback, on a free port where none is named, and answers each as it is told. */
export async function receiveEvents(port = 0) {
  const received: ReceivedEvent[] = [];
  let answer: (event: ReceivedEvent) => number | Promise<number> = () => 204;
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", async () => {
      const headers = request.headers as Record<string, string>;
      const event = { id: headers["webhook-id"] ?? "", headers, body, ...JSON.parse(body) } as ReceivedEvent;
      const status = await answer(event);
      if (status < 300) received.push(event);
      response.writeHead(status).end();
    });
  });
  const { url } = await listenOnLoopback(server, port);
  return {
    url,
    /** Those that were taken, copies included. */
    received,
    /** What is answered from now on. */
    answerWith: (next: typeof answer) => {
      answer = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
