import { createServer } from "node:http";
import { createSandbox } from "@nxzalo/sandbox";
import { freePort, listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, expect, it } from "vitest";
import { runCli } from "../../test/run-cli.ts";

const sandbox = createSandbox();
const { credentials, appKey } = sandbox;
const open: { close(): void }[] = [];
afterAll(() => {
  for (const server of open) server.close();
});

type Reply = { status: number; body: Record<string, unknown> };

/** The emulator on a port, whose answers may be turned into others. */
async function startServer(turn: (path: string, reply: Reply) => Reply | string = (_, reply) => reply) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    const init = { method: "POST", headers: Object.fromEntries(headers), body: Buffer.concat(chunks).toString() };
    const answer = await sandbox.fetch(`http://sandbox${request.url}`, init);
    const turned = turn(request.url ?? "", { status: answer.status, body: (await answer.json()) as Reply["body"] });
    const { status, text } =
      typeof turned === "string"
        ? { status: 200, text: turned }
        : { status: turned.status, text: JSON.stringify(turned.body) };
    response.writeHead(status, { "content-type": "application/json", connection: "close" }).end(text);
  });
  open.push(server);
  return (await listenOnLoopback(server)).url;
}

const phone = "84912345678";
const run = (url: string, ...more: string[]) =>
  runCli(["conformance", "--phone", phone, ...more], {
    env: {
      NXCLOUD_BASE_URL: url,
      NXCLOUD_ACCESS_KEY: credentials.accessKey,
      NXCLOUD_ACCESS_SECRET: credentials.accessSecret,
      NXCLOUD_APP_KEY: appKey,
    },
  });
const messages = () => sandbox.calls.filter(({ path }) => path === "/v1/zalo/mt").length;

it("a server that answers as the emulator does differs nowhere; a message is sent only where one is asked for, once", async () => {
  const url = await startServer();
  const before = messages();
  const free = await run(url, "--yes");
  expect([free.code, free.stderr]).toEqual([0, ""]);
  expect(free.stdout).toContain("nothing differs");
  expect(messages()).toBe(before);
  const paid = await run(url, "--yes", "--json", "--template", "133214", "--data", "order=1");
  expect([paid.code, JSON.parse(paid.stdout)]).toMatchObject([0, { points: 20, different: 0 }]);
  expect(messages()).toBe(before + 1);
  for (const { stdout } of [free, paid]) expect(stdout).not.toMatch(/\d{9}/);
});

it("a server that differs is told point by point, without its values", async () => {
  const url = await startServer((path, { status, body }) => {
    if (body["code"] === 1003) return { status: 401, body };
    if (body["code"] === 1004) return { status, body: { ...body, code: 1005 } };
    if (path.endsWith("/checkJourneyToken")) return "<html>84912345678</html>";
    if (path.endsWith("/oaQuality"))
      return { status, body: { ...body, data: { oaCurrentQuality: 3, owner: "Nguyễn" } } };
    return { status, body };
  });
  const { code, stdout, stderr } = await run(url, "--yes", "--json");
  expect([code, stderr]).toEqual([1, ""]);
  const { different, results } = JSON.parse(stdout) as {
    different: number;
    results: { point: string; differences: { what: string; server: string; emulator: string }[] }[];
  };
  const told = results.filter(({ differences }) => differences.length > 0);
  expect(
    told.map(({ point, differences }) => [point, ...differences.map((one) => Object.values(one).join(" "))]),
  ).toEqual([
    ["a wrong signature", "HTTP status 401 200"],
    ["two minutes late", "code 1005 1004"],
    ["two minutes early", "code 1005 1004"],
    ["that token, checked", "body no JSON object JSON object"],
    ["an unknown token", "body no JSON object JSON object"],
    [
      "the account's quality",
      "data.oaCurrentQuality number text",
      "data.owner text absent",
      "data.oa7dayQuality absent text",
    ],
  ]);
  expect(different).toBe(6);
  expect(stdout).not.toMatch(/Nguyễn|84912345678/);
});

it("says all of it in Vietnamese, too", async () => {
  const url = await startServer((path, { status, body }) =>
    path.endsWith("/oaQuality")
      ? { status: 201, body: { ...body, data: { oaCurrentQuality: 3, owner: "A" } } }
      : { status, body },
  );
  const { code, stdout } = await run(url, "--yes", "--language", "vi");
  expect(code).toBe(1);
  expect(stdout).toContain("giống      chữ ký sai\n");
  const [, told] = stdout.split("khác       chất lượng của tài khoản\n");
  expect(told?.split("\n").map((line) => line.trim())).toEqual([
    "trạng thái HTTP: 201; bộ giả lập: 200",
    "data.oaCurrentQuality: số; bộ giả lập: chuỗi",
    "data.owner: chuỗi; bộ giả lập: không có",
    "data.oa7dayQuality: không có; bộ giả lập: chuỗi",
    "",
  ]);
});

it("an account that is refused ends it, and is no difference of the emulator", async () => {
  const url = await startServer((_, { status, body }) => ({ status, body: { ...body, code: 1003 } }));
  const { code, stderr } = await run(url, "--yes");
  expect([code, stderr]).toEqual([1, expect.stringContaining("the account is refused")]);
  expect(stderr).not.toContain("points differ");
});

it("asks nothing without --yes, and ends with 3 where nothing answers", async () => {
  const before = sandbox.calls.length;
  expect(await run(await startServer())).toMatchObject({ code: 2, stderr: expect.stringContaining("--yes") });
  expect(sandbox.calls.length).toBe(before);
  const away = await run(`http://127.0.0.1:${await freePort()}`, "--yes");
  expect(away).toMatchObject({ code: 3, stderr: expect.stringContaining("ECONNREFUSED") });
  expect((await run("http://127.0.0.1:9", "--yes", "--data", "a=1")).code).toBe(2);
});

it("a phone that is none is refused in the reader's language", async () => {
  const landline = (language: string) =>
    runCli(["conformance", "--phone", "02812345678", "--yes", "--language", language], {
      env: { NXCLOUD_ACCESS_KEY: "k", NXCLOUD_ACCESS_SECRET: "s-0123456789", NXCLOUD_APP_KEY: "a" },
    });
  expect(await landline("vi")).toMatchObject({ code: 2, stderr: expect.stringMatching(/^--phone: Là số cố định/) });
  expect(await landline("en")).toMatchObject({ code: 2, stderr: expect.stringMatching(/^--phone is a landline/) });
});
