import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDeskClient } from "@nxzalo/client/desk";
import { phoneForCode } from "@nxzalo/sandbox";
import { listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "../../test/run-cli.ts";
import { keys, startTestGateway } from "../../test/start-gateway.ts";

let at: Awaited<ReturnType<typeof startTestGateway>>;
const folder = mkdtempSync(join(tmpdir(), "nxzalo-check-file-"));
const price = { amount: "200", currency: "VND" };
const templates = [
  { id: "133214", tag: 1, price },
  { id: "200002", tag: 2 },
];

/** Three hours, of which the second has just begun. */
function hoursAroundNow(): string {
  const hour = (more: number) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh", timeStyle: "short" }).format(
      Date.now() + more * 3_600_000,
    );
  return `${hour(-1)}-${hour(2)}`;
}

beforeAll(async () => {
  const registry = join(folder, "templates.json");
  writeFileSync(registry, JSON.stringify({ templates }));
  at = await startTestGateway({ TEMPLATES_FILE: registry, QUIET_HOURS: `2=${hoursAroundNow()}` });
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

/** Rows of parcels from one number to before another, the first so many of them with a landline. */
function writeRows(name: string, to: number, { wrong = 0, from = 0 } = {}) {
  const row = (index: number) =>
    `${index < from + wrong ? "028" : "0912"}${String(index).padStart(index < from + wrong ? 8 : 6, "0")};Đơn ${index};Đang giao`;
  const rows = Array.from({ length: to - from }, (_, index) => row(from + index));
  writeFileSync(join(folder, name), ["SĐT;Mã đơn;status", ...rows].join("\r\n"));
}

const sendFile = (file: string, ...more: string[]) => {
  const args = ["send-file", file, ...(more.includes("--template") ? [] : ["--template", "133214"]), ...more];
  return runCli(args, { env: at.env, cwd: folder });
};

it("says what was sent under another name, what is to be sent, who is suppressed, and what it costs and takes of the quota", async () => {
  writeRows("monday.csv", 40, { wrong: 5 });
  expect((await sendFile("monday.csv")).code).toBe(4);
  const desk = createDeskClient({ baseUrl: at.gateway.url, headers: { authorization: `Bearer ${keys.all}` } });
  await expect.poll(async () => (await desk.account()).quota).not.toBeNull();
  await desk.suppressions.add({ phone: "0912000041", reason: "asked for it" });
  const calls = at.sandbox.calls.length;
  writeRows("tuesday.csv", 50);
  const { code, stdout, stderr } = await sendFile("tuesday.csv", "--check");
  expect(stdout.split("\n")[0]).toBe("35 already sent, 14 to send");
  expect(stdout).toMatch(/^rows +50$/m);
  expect(stdout).toMatch(/^refused +1$/m);
  expect(stdout).toMatch(/^of these suppressed +1$/m);
  expect(stdout).toMatch(/^estimated cost +2800 VND$/m);
  expect(stdout).toMatch(/^quota +[\d,]+ \/ [\d,]+ left today$/m);
  expect(stdout).not.toMatch(/later/);
  expect([code, stderr]).toEqual([
    4,
    expect.stringMatching(/^columns: .*\nrow 43: refused, .*\(recipient_suppressed\)\n$/),
  ]);
  const json = JSON.parse((await sendFile("tuesday.csv", "--check", "--json")).stdout);
  expect(json).toMatchObject({ rows: 50, sent: 35, send: 14, refused: 1, estimate: [{ amount: "2800" }] });
  expect(json.noticed).toEqual([
    expect.objectContaining({ row: 43, verdict: "refused", codes: ["recipient_suppressed"] }),
  ]);
  // The account's rating is asked for along with its quota.
  const asked = at.sandbox.calls.slice(calls).map(({ path }) => path);
  expect(asked.filter((path) => !path.endsWith("/oaQuality"))).toEqual([]);
});

it("says when what quiet hours hold would go; thousands are written as the reader writes them", async () => {
  writeRows("many.csv", 2_200, { from: 1_000 });
  const en = await sendFile("many.csv", "--check", "--template", "200002");
  expect(en.stdout.split("\n")[0]).toBe("0 already sent, 1,200 to send");
  expect(en.stdout).toMatch(/^to send later +1,200, from \d{4}-\d\d-\d\d \d\d:\d\d:00 on$/m);
  const vi = await sendFile("many.csv", "--check", "--language", "vi");
  expect(vi.stdout.split("\n")[0]).toBe("0 đã gửi, 1.200 sẽ gửi");
});

it("a key that may only send hears all but the quota; without a gateway the file alone is looked at", async () => {
  writeRows("few.csv", 3_003, { from: 3_000 });
  const args = ["send-file", "few.csv", "--template", "133214", "--check"];
  const sender = await runCli(args, { cwd: folder, env: { ...at.env, NXZALO_KEY: keys.sender } });
  expect(sender).toMatchObject({ code: 0, stdout: expect.stringMatching(/^0 already sent, 3 to send\n/) });
  expect(sender.stderr).toMatch(/^columns: .*\nthis key may not read the templates.*\n$/);
  expect(sender.stdout).not.toMatch(/quota/);
  const alone = await runCli(args, { cwd: folder, env: { XDG_CONFIG_HOME: folder } });
  expect(alone).toMatchObject({ code: 0, stdout: expect.stringMatching(/^3 to send\n/) });
  expect(alone.stderr).toContain("no gateway is known");
  const half = await runCli(args, { cwd: folder, env: { XDG_CONFIG_HOME: folder, NXZALO_KEY: keys.sender } });
  expect(half).toMatchObject({ code: 2, stderr: expect.stringContaining("NXZALO_GATEWAY is not set") });
});

/** The gateway behind something that answers the account's route by itself. */
async function startInFront(answer: (response: ServerResponse) => void) {
  const server = createServer(async (request, response) => {
    if (request.url === "/v1/account") return answer(response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization = "", "content-type": type = "" } = request.headers;
    const init = request.method === "POST" ? { method: "POST", body: Buffer.concat(chunks) } : {};
    const headers = { authorization, ...(type !== "" && { "content-type": type }) };
    const answered = await fetch(`${at.gateway.url}${request.url}`, { ...init, headers });
    response.writeHead(answered.status, { "content-type": answered.headers.get("content-type") ?? "" });
    response.end(await answered.text());
  });
  const { url } = await listenOnLoopback(server);
  return { env: { ...at.env, NXZALO_GATEWAY: url }, close: () => server.close() };
}

it("a question for the quota that fails is said, and the rest of the dry run stands", async () => {
  writeRows("quota.csv", 4_003, { from: 4_000 });
  const problem = {
    type: "urn:nxzalo:problem:unavailable",
    kind: "proxy",
    code: "unavailable",
    outcome: "not_sent",
    retryable: true,
  };
  const answers: readonly [answer: (response: ServerResponse) => void, said: RegExp][] = [
    [(response) => response.socket?.destroy(), /could not be read: ./],
    [
      (response) =>
        response
          .writeHead(503, { "content-type": "application/problem+json" })
          .end(JSON.stringify({ ...problem, status: 503, title: "unavailable", detail: "The proxy is not ready" })),
      /could not be read: The proxy is not ready/,
    ],
    [(response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"), /could not be read: ./],
  ];
  const args = ["send-file", "quota.csv", "--template", "133214", "--check"];
  for (const [answer, said] of answers) {
    const front = await startInFront(answer);
    const { code, stdout, stderr } = await runCli(args, { cwd: folder, env: front.env });
    const vi = await runCli([...args, "--language", "vi"], { cwd: folder, env: front.env });
    const json = await runCli([...args, "--json"], { cwd: folder, env: front.env });
    front.close();
    expect([code, stdout.split("\n")[0]]).toEqual([0, "0 already sent, 3 to send"]);
    expect(stdout).not.toContain("quota");
    expect(stderr.split("\n")[1]).toMatch(said);
    expect([vi.code, vi.stderr]).toEqual([0, expect.stringMatching(/\nkhông đọc được hạn mức hôm nay: .+\n$/)]);
    expect(JSON.parse(json.stdout)).toMatchObject({ send: 3, refused: 0 });
    expect(JSON.parse(json.stdout)).not.toHaveProperty("quota");
    expect(json.stderr).toMatch(/\n\{"note":"today's quota could not be read: [^\n]+"\}\n$/);
  }
});

it("ends as a run would where rows say something else than before", async () => {
  const check = async (...lines: string[]) => {
    writeFileSync(join(folder, "again.csv"), ["SĐT;Mã đơn;status", ...lines].join("\r\n"));
    return (await sendFile("again.csv", "--check")).code;
  };
  expect(await check("0912999001;Đơn 9001;Đang giao", "0912999002;Đơn 9002;Đang giao")).toBe(0);
  expect(await check("0912999001;Đơn 9001;Đang giao", "0912999001;Đơn 9001;Đã giao")).toBe(4);
});

it("ends as a run would where an earlier run has sent a row with another content, or it was cancelled since", async () => {
  const write = (row: string) => writeFileSync(join(folder, "before.csv"), `SĐT;Mã đơn;status\n${row}\n`);
  const check = async (...more: string[]) => {
    const { code, stdout } = await sendFile("before.csv", "--check", "--json", ...more);
    return [code, JSON.parse(stdout).noticed.flatMap(({ codes }: { codes: string[] }) => codes)];
  };
  write("0912999003;Đơn 9003;Đang giao");
  expect((await sendFile("before.csv")).code).toBe(0);
  expect(await check()).toEqual([0, []]);
  write("0912999003;Đơn 9003;Đã giao");
  expect(await check()).toEqual([1, ["content_changed"]]);
  expect((await sendFile("before.csv")).code).toBe(1);
  write("0912999004;Đơn 9004;Đang giao");
  const time = ["--at", new Date(Date.now() + 86_400_000).toISOString()];
  expect((await sendFile("before.csv", ...time)).code).toBe(0);
  const desk = createDeskClient({ baseUrl: at.gateway.url, headers: { authorization: `Bearer ${keys.all}` } });
  const { messages } = await desk.messages.search({ state: "scheduled" });
  for (const { messageId } of messages) await desk.messages.cancel(messageId);
  expect(await check(...time)).toEqual([1, ["not_sent_again"]]);
  expect((await sendFile("before.csv", ...time)).code).toBe(1);
  write("0912999004;Đơn 9004;Đã giao");
  expect(await check(...time)).toEqual([1, ["content_changed", "not_sent_again"]]);
  expect((await sendFile("before.csv", ...time)).code).toBe(1);
});

it("ends as a run would where it is not known whether an earlier one has sent a row, and says which", async () => {
  const rows = [`${phoneForCode(9999)};Đơn 5000;Đang giao`, "0912005001;Đơn 5001;Đang giao"];
  writeFileSync(join(folder, "lost.csv"), ["SĐT;Mã đơn;status", ...rows].join("\r\n"));
  expect((await sendFile("lost.csv")).code).toBe(4);
  const { code, stdout, stderr } = await sendFile("lost.csv", "--check");
  expect([code, stdout.split("\n")[0]]).toEqual([4, "2 already sent, 0 to send"]);
  expect(stderr).toMatch(/^row 2: already sent, may have been sent.*\(outcome_unknown\)$/m);
  expect((await sendFile("lost.csv")).code).toBe(4);
});

it("ends as a run would where no row can be sent, some can, and where nothing but what is unknown is left", async () => {
  const codesOf = async (...lines: string[]) => {
    writeFileSync(join(folder, "ends.csv"), ["SĐT;Mã đơn;status", ...lines].join("\r\n"));
    return [(await sendFile("ends.csv", "--check")).code, (await sendFile("ends.csv")).code];
  };
  const landlines = ["02438123401;Đơn 6001;Đang giao", "02438123402;Đơn 6002;Đang giao"];
  const mobile = "0912006003;Đơn 6003;Đang giao";
  expect(await codesOf(...landlines)).toEqual([1, 1]);
  expect(await codesOf(...landlines, mobile)).toEqual([4, 4]);
  expect(await codesOf(mobile, mobile)).toEqual([0, 0]);
  expect(await codesOf()).toEqual([0, 0]);
  const lost = `${phoneForCode(9999)};Đơn 6004;Đang giao`;
  expect(await codesOf(lost)).toEqual([0, 5]);
  expect(await codesOf(lost, ...landlines)).toEqual([5, 5]);
  expect(await codesOf(lost, mobile)).toEqual([4, 4]);
});
