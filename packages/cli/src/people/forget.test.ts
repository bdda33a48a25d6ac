import { createServer } from "node:http";
import { PassThrough } from "node:stream";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { translateTo } from "../language.ts";
import { forgetPerson } from "./forget.ts";

let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  request.resume();
  response.writeHead(200, { "content-type": "application/json", connection: "close" }).end('{"journeys":2}');
});
let gateway = "";
beforeAll(async () => {
  gateway = (await listenOnLoopback(server)).url;
});
afterAll(() => void server.close());

/** Asks to forget a person at a terminal, at which that is answered. */
async function forgetAt(answer: string) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const env = { NXZALO_GATEWAY: gateway, NXZALO_KEY: "a-key-0123456789" };
  const context = { process: { stdin, stdout, stderr }, t: translateTo("en"), env, isJson: false, secrets: new Set() };
  const before = asked;
  stdin.write(answer);
  const failure = await forgetPerson(context as unknown as CliContext, { yes: false } as never, "84912345678").catch(
    (error: unknown) => error,
  );
  const text = (stream: PassThrough) => String(stream.read() ?? "");
  return { failure, asked: asked - before, question: text(stderr), said: text(stdout) };
}

it("a person is forgotten where that is confirmed at the terminal", async () => {
  for (const answer of ["yes\r", " yes \r"]) {
    const done = await forgetAt(answer);
    expect(done).toMatchObject({ failure: undefined, asked: 1, said: "deleted 2 journeys with their messages\n" });
    expect(done.question).toContain("Delete all that is stored of 84912345678?");
  }
});

it.each(["\r", "no\r", "y\r", "yes please\r", "\u0003"])("nothing is deleted by the answer %j", async (answer) => {
  const { failure, asked: requests } = await forgetAt(answer);
  expect(requests).toBe(0);
  const exitCode = answer === "\u0003" ? exitCodes.interrupted : exitCodes.failed;
  expect(failure).toMatchObject({ exitCode });
});
