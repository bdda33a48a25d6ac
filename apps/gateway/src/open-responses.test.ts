import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect, Socket } from "node:net";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { expect, it, onTestFinished } from "vitest";
import { createOpenResponses } from "./open-responses.ts";

/** A server that leaves its responses open, and a connection to it. */
async function createScene() {
  const responses = createOpenResponses();
  const open: ServerResponse[] = [];
  const server = createServer((_, outgoing) => {
    responses.add(outgoing);
    open.push(outgoing);
  });
  const { url } = await listenOnLoopback(server);
  const connectToIt = async () => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    await once(socket, "connect");
    return socket;
  };
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const ask = async (socket: Socket) => {
    const before = open.length;
    socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    await expect.poll(() => open.length).toBe(before + 1);
    return open[before] as ServerResponse;
  };
  return { responses, connectToIt, ask };
}

const connectionOf = (response: ServerResponse) => response.getHeader("connection");

it("once the end is announced, each response ends its connection: those under way, and those that follow", async () => {
  const { responses, connectToIt, ask } = await createScene();
  const [first, second] = [await ask(await connectToIt()), await ask(await connectToIt())];
  expect([first, second].map(connectionOf)).toEqual([undefined, undefined]);
  responses.endConnections();
  expect([first, second].map(connectionOf)).toEqual(["close", "close"]);
  expect(connectionOf(await ask(await connectToIt()))).toBe("close");
});

it("one whose headers are out stays as it is", async () => {
  const { responses, connectToIt, ask } = await createScene();
  const response = await ask(await connectToIt());
  response.writeHead(200).flushHeaders();
  expect(() => responses.endConnections()).not.toThrow();
});

it("the response on a connection is the one that is being written there", async () => {
  const { responses, connectToIt, ask } = await createScene();
  const socket = await connectToIt();
  const first = await ask(socket);
  const connection = first.socket as Socket;
  const second = await ask(socket);
  expect(responses.on(connection)).toBe(first);
  first.end();
  await once(first, "close");
  expect(responses.on(connection)).toBe(second);
  expect(responses.on(new Socket())).toBeUndefined();
});

it("one whose connection has broken is known no more", async () => {
  const { responses, connectToIt, ask } = await createScene();
  const socket = await connectToIt();
  const response = await ask(socket);
  const connection = response.socket as Socket;
  socket.destroy();
  await once(connection, "close");
  responses.endConnections();
  expect([responses.on(connection), connectionOf(response)]).toEqual([undefined, undefined]);
});
