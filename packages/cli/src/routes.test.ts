import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { phoneForCode, phoneForZaloCode } from "@nxzalo/sandbox";
import { freePort, listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { xlsxBytes } from "../../batch/src/testing/make-xlsx.ts";
import { cleanEnv, program, runCli } from "../test/run-cli.ts";
import { keys, startTestGateway } from "../test/start-gateway.ts";
import { dayInVietnam } from "./terminal/times.ts";

let at: Awaited<ReturnType<typeof startTestGateway>>;
const folder = mkdtempSync(join(tmpdir(), "nxzalo-cli-"));

beforeAll(async () => {
  at = await startTestGateway();
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

const cli = (args: readonly string[], input?: string) =>
  runCli(args, { env: at.env, ...(input !== undefined && { input }) });

/** Runs a command that must succeed, as JSON. */
async function json(...args: string[]) {
  const { code, stdout, stderr } = await cli([...args, "--json"]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

const month = dayInVietnam(new Date()).slice(0, 7);
const content = ["--template", "133214", "--data", "order=Đơn 42", "--data", "status=Đang giao"];
const parcel = (reference: string, phone = "84912345678") => {
  const journey = ["--phone", phone, "--token-type", "token_logistics_7", "--reference", reference];
  return [...journey, ...content];
};
const settled = (messageId: string, state: string) =>
  expect.poll(async () => (await json("message", "show", messageId)).state, { interval: 100 }).toBe(state);

it("a message is sent, found, shown with its receipts, and accounted for", async () => {
  const { messageId, state, journeyId } = await json("message", "send", ...parcel("Đơn 51"), "--label", "shop=q1");
  expect(state).toBe("accepted");
  await settled(messageId, "delivered");
  const { messages } = await json("messages", "--today", "--reference-ending", "don 51", "--label", "shop=q1");
  expect(messages).toMatchObject([{ messageId, state: "delivered", phone: "84*****5678", labels: { shop: "q1" } }]);
  const { stdout } = await cli(["messages", "--today", "--phone-ending", "5678"]);
  expect(stdout).toMatch(new RegExp(`delivered +84\\*{5}5678 +Đơn 51 +133214 +${messageId}`));
  expect((await cli(["message", "show", messageId])).stdout).toMatch(/journey_acknowledged/);
  expect((await json("journey", "show", journeyId)).state).toBe("acknowledged");
  expect((await cli(["journey", "show", journeyId])).stdout).toContain(messageId);
  expect((await json("costs", "--month", month)).total[0].journeys).toBeGreaterThanOrEqual(1);
  expect((await cli(["costs", "--month", month, "--group-by", "label:shop"])).stdout).toMatch(
    /q1 +1 +0 +0\.1234 {2}USD/,
  );
});

it("a refusal is Vietnamese for a reader of it: what it is, and what to do", async () => {
  const phone = phoneForCode(1102);
  const vi = await cli(["message", "send", "--language", "vi", ...parcel("Đơn 61", phone)]);
  expect([vi.code, vi.stdout]).toEqual([1, ""]);
  expect(vi.stderr).toMatch(/^Tài khoản NXCLOUD không đủ số dư.*\n {2}gợi ý: nạp thêm tiền vào tài khoản NXCLOUD\n$/);
  const en = await cli(["message", "send", ...parcel("Đơn 62", phone)]);
  expect(en.stderr).toMatch(/\n {2}hint: top up the NXCLOUD account\n$/);
  const wanted = ["messages", "--state", "refused", "--today", "--reference-ending", "don 61"];
  expect((await cli([...wanted, "--language", "vi"])).stdout).toContain("1102: Tài khoản NXCLOUD không đủ số dư");
  const { messages } = await json(...wanted);
  const shown = await cli(["message", "show", messages[0].messageId, "--language", "vi"]);
  expect(shown.stdout).toMatch(/nạp thêm tiền vào tài khoản NXCLOUD/);
});

it("what failed today is listed with Zalo's reason in the reader's language, and sent again", async () => {
  const { messageId } = await json("message", "send", ...parcel("Đơn 52", phoneForZaloCode(-118)));
  await settled(messageId, "failed");
  expect((await cli(["messages", "--failed", "--today"])).stdout).toMatch(/-118: no Zalo account/);
  const vi = await cli(["messages", "--failed", "--today", "--language", "vi"]);
  expect(vi.stdout).toMatch(/-118: Số này không có tài khoản Zalo/);
  expect((await cli(["message", "show", messageId])).stdout).toMatch(/what to do/);
  await cli(["message", "send", ...parcel("Đơn 64", phoneForCode(1102))]);
  const beside = await cli(["messages", "--failed", "--today", "--json"]);
  expect(JSON.parse(beside.stderr)).toEqual({
    note: "others did not go out at all: ask for them by --state refused",
  });
  const alone = await cli(["messages", "--failed", "--today", "--reference-ending", "don 52"]);
  expect([alone.code, alone.stderr]).toEqual([0, ""]);
  await json("message", "resend", messageId, "--phone", "84987654321", "--data", "order=Đơn 52");
  await settled(messageId, "delivered");
});

it("a message that waits for its time is cancelled, once", async () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const { messageId, state } = await json("message", "send", ...parcel("Đơn 58"), "--at", tomorrow);
  expect(state).toBe("scheduled");
  const time = tomorrow.slice(14, 16);
  expect((await cli(["message", "show", messageId])).stdout).toMatch(
    new RegExp(`^to be sent +[-\\d]+ \\d\\d:${time}:`, "m"),
  );
  const other = await cli(["message", "send", ...parcel("Đơn 59"), "--at", tomorrow]);
  expect(other.stdout).toMatch(new RegExp(`^to be sent +[-\\d]+ \\d\\d:${time}:`, "m"));
  expect((await cli(["message", "cancel", messageId])).stdout).toContain("is cancelled");
  expect((await json("message", "show", messageId)).state).toBe("cancelled");
});

it("sent again although a receipt had stopped messages to them, it says what was passed over", async () => {
  const { messageId } = await json("message", "send", ...parcel("Đơn 63", phoneForZaloCode(-139)));
  await settled(messageId, "failed");
  const again = await cli(["message", "resend", messageId]);
  expect([again.code, again.stdout]).toEqual([0, expect.stringMatching(/^state +accepted$/m)]);
  expect(again.stderr).toMatch(/^although a receipt had stopped messages to them \(.+\): -139: .+\n$/);
  await settled(messageId, "failed");
});

it.each([
  [["message", "send", ...content, "--data", "order=43"], "--data order: is given twice"],
  [["message", "send", ...content, "--data", "order"], "--data order: must be name=value"],
  [["messages", "--label", "=q1"], "--label =q1: must be name=value"],
  [["messages", "--failed", "--state", "sent"], "--failed or --state, not both"],
  [["messages", "--today", "--day", "2026-11-30"], "--today or --day, not both"],
  [["costs", "--from", "2026-11-01"], "name the days: --month, or --from and --to"],
  [["journey", "check"], "Journey token: nothing was given, by stdin or typed"],
])("%j is refused: %s", async (args, said) => {
  const { code, stdout, stderr } = await cli(args, "");
  expect([code, stdout, stderr]).toEqual([2, "", `${said}\n`]);
});

it("where the gateway is away, or does not know the key, what is said is for a command line", async () => {
  const port = await freePort();
  const away = await runCli(["messages"], { env: { ...at.env, NXZALO_GATEWAY: `http://127.0.0.1:${port}` } });
  expect([away.code, away.stderr]).toEqual([
    3,
    "The proxy did not answer (network_error, ECONNREFUSED)\n  hint: check the gateway's URL, or let `nxzalo doctor` look at each step on the way\n",
  ]);
  const wrong = await runCli(["messages", "--language", "vi"], { env: { ...at.env, NXZALO_KEY: "x".repeat(20) } });
  expect([wrong.code, wrong.stderr]).toEqual([
    1,
    expect.stringMatching(/gợi ý: gateway không nhận khóa này: .*NXZALO_KEY\n$/),
  ]);
});

it("a call with the same idempotency key sends nothing again", async () => {
  const send = () => json("message", "send", ...parcel("Đơn 53"), "--idempotency-key", "order-53");
  expect((await send()).messageId).toBe((await send()).messageId);
});

it("a table for a spreadsheet is in the reader's language", async () => {
  const csv = (language: string) => cli(["costs", "--month", month, "--csv", "--language", language]);
  expect((await csv("vi")).stdout).toMatch(/^\ufeffNhóm;/);
  expect((await csv("en")).stdout).toMatch(/^\ufeffGroup,/);
});

it("a statement is held against the ledger, and a difference ends with 1", async () => {
  const { messageId } = await json("message", "send", ...parcel("Đơn 54"));
  await settled(messageId, "delivered");
  const { journey, cost } = await json("message", "show", messageId);
  const file = join(folder, "statement.csv");
  const head = "\ufeffJourney ID;Time;Amount;Currency";
  const row = (amount: string) => `${journey.journeyId};2026-11-28 10:00:00;${amount};${cost.currency}`;
  writeFileSync(file, `${head}\r\n${row(cost.amount)}\r\n`);
  const reconcile = ["costs", "reconcile", file, "--month", month];
  const misspelt = await cli([...reconcile, "--columns", "ammount=Amount"]);
  expect([misspelt.code, misspelt.stderr]).toEqual([2, "--columns ammount: there are id, time, amount, currency\n"]);
  const result = JSON.parse((await cli([...reconcile, "--json"])).stdout);
  expect(result).toMatchObject({ same: [journey.journeyId], otherPrice: [], onlyTheirs: [], rowsWithoutId: 0 });
  writeFileSync(file, `${head}\n${row("1")}\nnobody;;5;VND\n`);
  const other = await cli(reconcile);
  expect(other.code).toBe(1);
  expect(other.stderr).toBe("");
  expect(other.stdout).toMatch(/another price/);
  expect(other.stdout).toMatch(/nobody +not charged here/);
  writeFileSync(file, `${head}\n${row(`${cost.amount} `).replace("2026-11-28 10", "2026-11-28, 10")}\n;Tổng;5;VND\n`);
  const withTotals = JSON.parse((await cli([...reconcile, "--json"])).stdout);
  expect(withTotals).toMatchObject({ same: [journey.journeyId], rowsWithoutId: 1 });
  expect((await cli(reconcile)).stderr).toBe("rows without an id, such as totals, that were left out: 1\n");
  writeFileSync(file, `${head}\nx;;1,250;USD\n`);
  expect(await cli(reconcile)).toMatchObject({ code: 2, stderr: expect.stringContaining("in row 2: write 1250") });
  writeFileSync(file, `${head}\n"1,57695E+18";;180;VND\n`);
  const lost = await cli(reconcile);
  expect([lost.code, lost.stderr]).toEqual([2, expect.stringMatching(/^an id has lost digits.* in row 2: [^;]*text/)]);
  writeFileSync(file, `Journey ID;Time;Amount\n${journey.journeyId};2026-11-28;200\n`);
  const dong = await cli([...reconcile, "--json"]);
  expect(JSON.parse(dong.stdout).otherPrice).toMatchObject([{ theirs: { amount: "200", currency: "VND" } }]);
  expect(dong.stderr).toContain("no column names the currency: VND");
  writeFileSync(file, `Order No;When;Total;Currency\n${row(cost.amount)}\n`);
  const columnsOf = (id: string) => [`id=${id}`, "time=When", "amount=Total"].flatMap((one) => ["--columns", one]);
  const named = await cli([...reconcile, ...columnsOf("Order No"), "--json"]);
  expect(JSON.parse(named.stdout)).toMatchObject({ same: [journey.journeyId], otherPrice: [], onlyTheirs: [] });
  expect(await cli([...reconcile, ...columnsOf("Order")])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("no column for id among: Order No"),
  });
  writeFileSync(file, "a;b\n1;2\n");
  expect(await cli(reconcile)).toMatchObject({ code: 2, stderr: expect.stringContaining("--columns id=HEADING") });
});

it("a month that is over is closed, once, and the open one is not", async () => {
  const before = dayInVietnam(new Date(Date.parse(`${month}-01T00:00:00+07:00`) - 1)).slice(0, 7);
  const close = (...more: string[]) => cli(["costs", "close", "--month", before, ...more]);
  const [first, again] = [JSON.parse((await close("--json")).stdout), JSON.parse((await close("--json")).stdout)];
  expect(first).toMatchObject({ month: before, closedAt: expect.stringMatching(/Z$/) });
  expect(again).toEqual(first);
  expect(await close()).toMatchObject({ code: 0, stdout: expect.stringMatching(`^${before} is closed since 20`) });
  expect((await cli(["costs", "close", "--month", month])).code).not.toBe(0);
});

it("a statement is read as its encoding, sheet and row of headings are named", async () => {
  const reconcile = (name: string, ...more: string[]) =>
    cli(["costs", "reconcile", join(folder, name), "--month", month, "--columns", "amount=Tiền", ...more]);
  const theirs = [{ id: "x1", amount: "5" }];
  // "Tiền" as Windows-1258 writes it: the letter, and its mark behind it.
  const title = Buffer.from([0x54, 0x69, 0xea, 0xcc, 0x6e]);
  const rows = [Buffer.from("ID;Time;"), title, Buffer.from("\nx1;2026-11-28;5\n")];
  writeFileSync(join(folder, "old.csv"), Buffer.concat(rows));
  const unsure = await reconcile("old.csv");
  expect(unsure).toMatchObject({ code: 2, stderr: expect.stringContaining("add --encoding windows-1258") });
  const named = await reconcile("old.csv", "--encoding", "windows-1258", "--json");
  expect(JSON.parse(named.stdout)).toMatchObject({ onlyTheirs: theirs });
  writeFileSync(join(folder, "titled.csv"), "Bảng kê;;\nID;Time;Tiền\nx1;2026-11-28;5\n");
  expect(await reconcile("titled.csv")).toMatchObject({ code: 2, stderr: expect.stringContaining("--heading-row") });
  const below = await reconcile("titled.csv", "--heading-row", "2", "--json");
  expect(JSON.parse(below.stdout)).toMatchObject({ onlyTheirs: theirs });
  writeFileSync(join(folder, "sheets.xlsx"), xlsxBytes({ rows: "" }));
  const sheet = await reconcile("sheets.xlsx", "--sheet", "Tháng 11");
  expect(sheet).toMatchObject({ code: 2, stderr: expect.stringContaining("sheet") });
});

it("a token goes to a file of its owner alone, never to the terminal, and is checked from stdin", async () => {
  const tokenTo = join(folder, "token.txt");
  const open = ["journey", "open", "--phone", "84911111111", "--token-type", "token_coach_bus_7", "--reference", "V 9"];
  const { code, stdout } = await cli([...open, "--token-to", tokenTo]);
  const token = readFileSync(tokenTo, "utf8").trim();
  expect([code, statSync(tokenTo).mode & 0o777]).toEqual([0, 0o600]);
  for (const text of [stdout, (await cli(open)).stdout, (await cli([...open, "--json"])).stdout])
    expect(text).not.toContain(token);
  expect(JSON.parse((await cli(["journey", "check", "--json"], token)).stdout).tokenType).toBe("token_coach_bus_7");
  expect((await cli(["journey", "check"], token)).stdout).toMatch(
    /^type +token_coach_bus_7\ncreated +20.*\nexpires +20/,
  );
  expect((await cli(["journey", "check"], "")).code).toBe(2);
});

it("a key that may see no token is not shown one, and no file is left", async () => {
  const tokenTo = join(folder, "unseen.txt");
  const open = [
    "journey",
    "open",
    "--phone",
    "84911111113",
    "--token-type",
    "token_coach_bus_7",
    "--reference",
    "V 11",
  ];
  const env = { ...at.env, NXZALO_KEY: keys.sender };
  const { code, stdout } = await runCli([...open, "--token-to", tokenTo], { env });
  expect([code, stdout]).toEqual([0, expect.stringContaining("not shown to this key")]);
  expect(existsSync(tokenTo)).toBe(false);
});

it("no journey is opened where its token could not be written, and a call that fails leaves no file", async () => {
  const argsFor = (tokenTo: string, phone = "84911111112") => {
    const journey = ["--phone", phone, "--token-type", "token_coach_bus_7", "--reference", "V 10"];
    return ["journey", "open", ...journey, "--token-to", join(folder, tokenTo)];
  };
  const open = (...given: Parameters<typeof argsFor>) => cli(argsFor(...given));
  const calls = at.sandbox.calls.length;
  writeFileSync(join(folder, "taken.txt"), "");
  for (const file of ["taken.txt", "no-folder/token.txt"])
    expect(await open(file)).toMatchObject({ code: 2, stderr: expect.stringContaining(file) });
  expect(at.sandbox.calls.length).toBe(calls);
  // A shell whose processes may write nothing stands for a full disk.
  const full = 'ulimit -f 0; exec "$0" "$@"';
  const args = ["-c", full, process.execPath, program, ...argsFor("full.txt")];
  const { code, stderr } = await promisify(execFile)("sh", args, { env: { ...cleanEnv(), ...at.env } }).catch((e) => e);
  expect([code, stderr]).toEqual([1, expect.stringContaining("full.txt: ")]);
  expect([at.sandbox.calls.length, existsSync(join(folder, "full.txt"))]).toEqual([calls, false]);
  expect((await open("left.txt", "1")).code).toBe(2);
  expect(existsSync(join(folder, "left.txt"))).toBe(false);
});

it("variables of a file must be a JSON object, and nothing is sent otherwise", async () => {
  const file = join(folder, "data.json");
  const send = () => cli(["message", "send", "--phone", "84912345678", "--template", "133214", "--data-file", file]);
  const calls = at.sandbox.calls.length;
  for (const text of ['"abc"', "5", "null", "[1]", "{"]) {
    writeFileSync(file, text);
    expect(await send(), text).toMatchObject({ code: 2, stderr: expect.stringContaining("--data-file") });
  }
  expect(at.sandbox.calls.length).toBe(calls);
  writeFileSync(file, '\ufeff{"order":"1"}');
  expect((await send()).code).toBe(0);
});

it("a file that cannot be used ends with 2, and is named in the reader's language", async () => {
  const nowhere = join(folder, "nowhere.json");
  const month = ["--month", "2026-11"];
  for (const args of [
    ["costs", "reconcile", nowhere, ...month],
    ["explain", "--file", nowhere],
  ]) {
    expect(await cli(args)).toMatchObject({ code: 2, stderr: `${nowhere}: is not there\n` });
    expect((await cli([...args, "--language", "vi"])).stderr).toBe(`${nowhere}: không tồn tại\n`);
  }
  for (const args of [
    ["costs", "reconcile", folder, ...month],
    ["explain", "--file", folder],
  ])
    expect(await cli(args)).toMatchObject({ code: 2, stderr: `${folder}: is a folder\n` });
});

it("a person is forgotten once that is confirmed", async () => {
  await json("message", "send", ...parcel("Đơn 55", "84922222222"));
  expect(await cli(["forget", "84922222222"])).toMatchObject({ code: 2, stderr: expect.stringContaining("--yes") });
  expect(await json("forget", "84922222222", "--yes")).toEqual({ journeys: 1 });
  expect((await json("messages", "--phone", "84922222222")).messages).toEqual([]);
});

it("messages to a person are stopped by hand, which is listed with its reason, and let out again", async () => {
  const phone = "84933333333";
  expect((await cli(["suppress", "add", phone])).code).toBe(2);
  const added = await cli(["suppress", "add", phone, "--reason", "asked for it", "--scope", "template:133214"]);
  expect(added).toMatchObject({ code: 0, stdout: `${phone}: is not written to (template:133214)\n` });
  const refused = await cli(["message", "send", ...parcel("Đơn 59", phone)]);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("asked for it") });
  const listed = await cli(["suppress", "list", "--source", "hand"]);
  expect(listed.stdout).toMatch(/84\*{5}3333 +template:133214 +all +asked for it/);
  expect(await cli(["suppress", "lift", phone])).toMatchObject({ code: 0, stdout: "1 lifted\n" });
  expect(await cli(["suppress", "lift", phone])).toMatchObject({ code: 1, stdout: "" });
  expect((await json("suppress", "list", "--phone", phone)).suppressions).toEqual([]);
  expect((await json("message", "send", ...parcel("Đơn 59", phone))).state).toBe("accepted");
  const reader = await runCli(["suppress", "lift", phone], { env: { ...at.env, NXZALO_KEY: keys.reader } });
  expect(reader).toMatchObject({ code: 1, stderr: expect.stringContaining("forbidden") });
  expect((await cli(["suppress", "add", phone, "--reason", `call ${phone}`])).code).toBe(2);
});

it("says what is refused, and ends by the kind of it", async () => {
  const reader = { env: { ...at.env, NXZALO_KEY: keys.reader } };
  const refused = await runCli(["message", "send", ...parcel("Đơn 56")], reader);
  expect(refused).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("forbidden") });
  expect(await cli(["message", "send", ...parcel("Đơn 56", "912345678")])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/phone: has lost its leading 0/),
  });
  expect((await cli(["messages", "--phone", "1", "--language", "vi"])).stderr).toMatch(
    /phone: .*quá ngắn|phone: .*\p{L}/u,
  );
  const notThere = "00000000-0000-4000-8000-000000000000";
  const json = await cli(["message", "show", notThere, "--json"]);
  expect(JSON.parse(json.stderr).error).toMatchObject({ code: "message_not_found" });
  expect(json).toMatchObject({ code: 1, stdout: "" });
});

it("tells what was surely not sent from what may have been", async () => {
  const away = { env: { ...at.env, NXZALO_GATEWAY: `http://127.0.0.1:${await freePort()}` } };
  expect((await runCli(["messages", "--today"], away)).code).toBe(3);
  expect(await runCli(["message", "send", ...parcel("Đơn 57")], away)).toMatchObject({ code: 3, stdout: "" });
  const server = createServer((socket) => void socket.on("error", () => {}).once("data", () => socket.destroy()));
  const { url } = await listenOnLoopback(server);
  const silent = { env: { ...at.env, NXZALO_GATEWAY: url } };
  const sent = await runCli(["message", "send", ...parcel("Đơn 57"), "--idempotency-key", "order-57"], silent);
  expect(sent).toMatchObject({ code: 5, stderr: expect.stringContaining("--idempotency-key order-57") });
  expect((await runCli(["messages", "--today"], silent)).code).toBe(3);
  expect((await runCli(["costs", "close", "--month", "2026-10"], silent)).code).toBe(5);
  server.close();
});

it("months are checked before anything is asked", async () => {
  const away = { env: { ...at.env, NXZALO_GATEWAY: `http://127.0.0.1:${await freePort()}` } };
  for (const args of [
    ["--month", "2026-13"],
    ["--from", "2026-11-01"],
    [],
    ["--month", "2026-11", "--csv", "--json"],
    ["--month", "2026-11", "--from", "2026-11-02"],
    ["--month", "2026-11", "--to", "2026-11-02"],
  ])
    expect((await runCli(["costs", ...args], away)).code, args.join(" ")).toBe(2);
});
