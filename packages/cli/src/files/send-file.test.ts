import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { phoneForCode } from "@nxzalo/sandbox";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cleanEnv, program, runCli, startCli } from "../../test/run-cli.ts";
import { startTestGateway } from "../../test/start-gateway.ts";

let at: Awaited<ReturnType<typeof startTestGateway>>;
const folder = mkdtempSync(join(tmpdir(), "nxzalo-send-file-"));

beforeAll(async () => {
  at = await startTestGateway();
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

const makeRows = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `09123${String(index).padStart(5, "0")};${name} ${index};Đang giao`);

/** A file as a spreadsheet writes it. */
const writeFile = (name: string, rows: readonly string[]) =>
  writeFileSync(join(folder, name), `\ufeff${["Số điện thoại;Mã đơn;status", ...rows].join("\r\n")}\r\n`);

const args = (file: string, ...more: string[]) => [
  "send-file",
  file,
  "--template",
  "133214",
  "--token-type",
  "token_logistics_7",
  ...more,
];
const send = (file: string, ...more: string[]) => runCli(args(file, ...more), { env: at.env, cwd: folder });

/** How many messages about such orders have reached the emulator. */
const sentOf = (status: string) =>
  at.sandbox.calls.filter(({ path, body }) => path === "/v1/zalo/mt" && body.includes(`"${status}"`)).length;

it("a dry run sends nothing; the run sends each row once, under any name of the file, and tells of what it refused", async () => {
  const rows = [...makeRows("A", 5).map((row) => row.replace("Đang giao", "once")), "02812345678;A 5;once"];
  writeFile("a.csv", rows);
  const dry = await send("a.csv", "--check", "--json");
  expect([dry.code, JSON.parse(dry.stdout)]).toMatchObject([4, { rows: 6, send: 5, refused: 1 }]);
  expect(sentOf("once")).toBe(0);
  const first = await send("a.csv", "--json");
  expect([first.code, JSON.parse(first.stdout)]).toMatchObject([4, { accepted: 5, refused: 1 }]);
  expect(first.stderr).toContain("correct what was refused, and run the same command again to go on");
  const result = readFileSync(join(folder, "a.result.csv"), "utf8");
  // It has phones in it: its owner alone may read it.
  expect(statSync(join(folder, "a.result.csv")).mode & 0o777).toBe(0o600);
  expect(result.split("\r\n")).toHaveLength(8);
  expect(result).toMatch(/02812345678;A 5;once;;refused;/);
  writeFile("a (1).csv", rows);
  expect(JSON.parse((await send("a (1).csv", "--json")).stdout)).toMatchObject({ accepted: 5, refused: 1 });
  expect(sentOf("once")).toBe(5);
});

it("Ctrl-C stops cleanly and says how to go on; the same command sends the rest, and nothing twice", async () => {
  writeFile(
    "b.csv",
    makeRows("B", 60).map((row) => row.replace("Đang giao", "stopped")),
  );
  const child = startCli(args("b.csv", "--rate", "20"), { env: at.env, cwd: folder });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  await expect.poll(() => sentOf("stopped"), { interval: 10 }).toBeGreaterThan(3);
  child.kill("SIGINT");
  expect(await once(child, "close")).toEqual([130, null]);
  expect(said).toMatch(/^run the same command again to go on/m);
  expect(sentOf("stopped")).toBeLessThan(60);
  expect(await send("b.csv")).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^columns: .*\nthe gateway has no registry.*\nb\.result\.csv .*\n$/),
  });
  expect(sentOf("stopped")).toBe(60);
});

it("a terminal that is closed, of which it is told twice, stops it as Ctrl-C does: each row that was sent is in the result", async () => {
  const rows = makeRows("HUP", 60).map((row) => row.replace("Đang giao", "closed"));
  writeFile("closed.csv", rows);
  const child = startCli(args("closed.csv", "--rate", "20"), { env: at.env, cwd: folder });
  await expect.poll(() => sentOf("closed"), { interval: 10 }).toBeGreaterThan(3);
  for (const name of ["stdout", "stderr"] as const) child[name].destroy();
  child.kill("SIGHUP");
  child.kill("SIGHUP");
  expect(await once(child, "close")).toEqual([130, null]);
  const result = readFileSync(join(folder, "closed.result.csv"), "utf8");
  expect(result.match(/;accepted;/g)).toHaveLength(sentOf("closed"));
  expect(sentOf("closed")).toBeLessThan(60);
});

it("a result file that is there is kept under another name, and that is said; nothing is lost by any number of runs", async () => {
  writeFile("kept.csv", ["0912345678;K 1;kept"]);
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const texts = ["corrected by hand", "by another hand", "once more"];
  const names = ["kept.result.bak.csv", "kept.result.bak2.csv", "kept.result.bak3.csv"];
  for (const [index, text] of texts.entries()) {
    writeFileSync(join(folder, "kept.result.csv"), text);
    const { code, stderr } = await send("kept.csv");
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining(`kept.result.csv was there: it is ${names[index]} now`),
    ]);
  }
  expect(names.map(read)).toEqual(texts);
  expect(read("kept.result.csv")).toContain("K 1;kept");
  expect(sentOf("kept")).toBe(1);
});

it("the reader of its output may end before it does: everything is sent, and the exit code says so", async () => {
  for (const name of ["stdout", "stderr"] as const) {
    const rows = [...makeRows(name, 3).map((row) => row.replace("Đang giao", name)), "02812345678;L 5;landline"];
    writeFile(`${name}.csv`, rows);
    const child = startCli(args(`${name}.csv`), { env: at.env, cwd: folder });
    child[name].destroy();
    expect(await once(child, "close"), name).toEqual([4, null]);
    expect(sentOf(name), name).toBe(3);
  }
});

it("a dry run ends with the reader of its output", async () => {
  writeFile("headed.csv", makeRows("headed", 3));
  const child = startCli(args("headed.csv", "--check"), { env: at.env, cwd: folder });
  child.stdout.destroy();
  expect(await once(child, "close")).toEqual([0, null]);
});

it.runIf(existsSync("/dev/full"))("a full disk is named with the result file, in the reader's language", async () => {
  writeFile("full.csv", makeRows("F", 3));
  symlinkSync("/dev/full", join(folder, "full.result.csv"));
  const english = await send("full.csv");
  expect(english.stderr).toContain("full.result.csv: no space is left on the disk\n");
  expect(english.code).not.toBe(0);
  expect((await send("full.csv", "--language", "vi")).stderr).toContain("full.result.csv: ổ đĩa đã đầy\n");
});

it.runIf(existsSync("/dev/full"))("output on a full disk is said, and breaks off nothing that is sent", async () => {
  const onFullDisk = async (name: "stdout" | "stderr", more: string[] = []) => {
    const full = openSync("/dev/full", "w");
    const fds = { stdout: "pipe", stderr: "pipe", [name]: full } as const;
    const child = spawn(process.execPath, [program, ...args(`${name}.disk.csv`, ...more)], {
      env: { ...cleanEnv(), ...at.env },
      cwd: folder,
      stdio: ["ignore", fds.stdout, fds.stderr],
    });
    closeSync(full);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
    const [code] = await once(child, "close");
    return { code, said };
  };
  for (const name of ["stdout", "stderr"] as const)
    writeFile(
      `${name}.disk.csv`,
      makeRows(`${name} disk`, 3).map((row) => row.replace("Đang giao", `${name} disk`)),
    );
  const unwritten = /\nthe output could not be written \(ENOSPC\)\n$/;
  expect(await onFullDisk("stdout", ["--check"])).toEqual({ code: 1, said: expect.stringMatching(unwritten) });
  expect(await onFullDisk("stdout")).toEqual({ code: 4, said: expect.stringMatching(unwritten) });
  expect(await onFullDisk("stderr")).toEqual({ code: 0, said: expect.stringMatching(/^accepted +3\n/) });
  expect([sentOf("stdout disk"), sentOf("stderr disk")]).toEqual([3, 3]);
});

// Only a shell of POSIX can limit what a process writes.
it.skipIf(process.platform === "win32")(
  "a result file that gets full ends with a whole row, and what was sent is counted",
  async () => {
    writeFile(
      "limit.csv",
      makeRows("L", 80).map((row) => row.replace("Đang giao", "limited")),
    );
    const command = ["-c", 'ulimit -S -f 2; exec "$0" "$@"', process.execPath, program, ...args("limit.csv", "--json")];
    const child = spawn("sh", command, {
      env: { ...cleanEnv(), ...at.env },
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const read = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) child[name].on("data", (chunk) => (read[name] += chunk));
    expect(await once(child, "close")).toEqual([4, null]);
    expect(read.stderr).toContain("limit.result.csv: is larger than a file may be here");
    expect(JSON.parse(read.stdout)).toMatchObject({ accepted: sentOf("limited"), unknown: 0 });
    const lines = readFileSync(join(folder, "limit.result.csv"), "utf8").split("\r\n");
    expect(lines.pop()).toBe("");
    for (const line of lines.slice(1)) expect(line).toMatch(/;limited;[0-9a-f-]{36};accepted;$/);
    expect(lines.length).toBeGreaterThan(5);
    expect(await send("limit.csv")).toMatchObject({ code: 0 });
    expect(sentOf("limited")).toBe(80);
  },
);

it("a file whose columns are not certain is refused, and nothing is asked", async () => {
  writeFileSync(join(folder, "c.csv"), "a;b\n1;2\n");
  const calls = at.sandbox.calls.length;
  writeFileSync(join(folder, "c.result.csv"), "of an earlier run");
  expect(await send("c.csv")).toMatchObject({ code: 2, stderr: expect.stringMatching(/phone/) });
  expect(readFileSync(join(folder, "c.result.csv"), "utf8")).toBe("of an earlier run");
  expect(at.sandbox.calls.length).toBe(calls);
  expect(await send("missing.csv")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("missing.csv: is not there"),
  });
  expect(await send(".")).toMatchObject({ code: 2, stderr: expect.stringContaining("is a folder") });
});

it("what is wrong with the command or a later row is said before anything is sent, and an earlier result is kept", async () => {
  writeFile("d.csv", [...makeRows("D", 2), '09123;"D 3;open']);
  writeFile("e.csv", makeRows("E", 2));
  for (const name of ["d", "e"]) writeFileSync(join(folder, `${name}.result.csv`), "of an earlier run");
  const sent = sentOf("Đang giao");
  expect(await send("d.csv")).toMatchObject({ code: 2, stderr: expect.stringMatching(/4: .*quotation mark/) });
  for (const at of ["yesterday", "2026-11-30", "30/11/2026 08:00", ""])
    expect(await send("e.csv", "--at", at)).toMatchObject({ code: 2, stderr: expect.stringContaining("--at") });
  for (const wrong of [
    ["--rate", "0"],
    ["--occasion", " "],
    ["--heading-row", "0"],
  ])
    expect((await send("e.csv", ...wrong)).code).toBe(2);
  for (const name of ["d", "e"])
    expect(readFileSync(join(folder, `${name}.result.csv`), "utf8")).toBe("of an earlier run");
  expect(sentOf("Đang giao")).toBe(sent);
});

it("--at is the time of each row that has none of its own", async () => {
  const day = (ahead: number) => `${new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 19)}Z`;
  const own = day(3);
  writeFileSync(join(folder, "at.csv"), `SĐT;Mã đơn;status;sendAt\n0912345678;T1;at;\n0912345679;T2;at;${own}\n`);
  const { code, stdout } = await send("at.csv", "--at", day(2), "--json");
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { scheduled: 2, accepted: 0 }]);
  const found = await runCli(["messages", "--state", "scheduled", "--json"], { env: at.env });
  const { messages } = JSON.parse(found.stdout) as { messages: { reference: string; sendAt: string }[] };
  const times = messages.map(({ reference, sendAt }) => [
    reference,
    Math.round((Date.parse(sendAt) - Date.now()) / 86_400_000),
  ]);
  expect(Object.fromEntries(times)).toMatchObject({ T1: 2, T2: 3 });
  expect(sentOf("at")).toBe(0);
});

it("says which column each field is taken from, and where two claim one field", async () => {
  writeFileSync(join(folder, "f.csv"), "SĐT;Mã đơn hàng;Mã vận đơn\n0912345678;F1;V1\n");
  const { stderr } = await runCli(["send-file", "f.csv", "--template", "133214"], { env: at.env, cwd: folder });
  expect(stderr).toMatch(/^columns: phone = SĐT$/m);
  expect(stderr).toMatch(/^two columns may be the reference: Mã đơn hàng, Mã vận đơn; neither is taken/m);
  writeFileSync(join(folder, "f.json"), JSON.stringify({ fields: { reference: "Mã vận đơn" } }));
  const mapped = await send("f.csv", "--map", "f.json", "--check");
  expect(mapped.stderr).toMatch(/^columns: reference = Mã vận đơn, phone = SĐT$/m);
  expect(mapped.stderr).not.toContain("two columns");
});

it("a row that says something else than an earlier one of its reference makes 4 of a run, one that says the same does not", async () => {
  const [first = ""] = makeRows("G", 1);
  writeFile("g.csv", [first, first]);
  expect((await send("g.csv")).code).toBe(0);
  writeFile("g2.csv", [first, first.replace("Đang giao", "Đã giao")]);
  expect((await send("g2.csv")).code).toBe(4);
});

it("a file that changes while it is sent ends with 4, with its summary and the results so far", async () => {
  const long = "x".repeat(3_000);
  writeFile(
    "h.csv",
    makeRows("H", 200).map((row) => row.replace("Đang giao", long)),
  );
  const child = startCli(args("h.csv", "--rate", "40"), { env: at.env, cwd: folder });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  await expect.poll(() => sentOf(long), { interval: 10, timeout: 20_000 }).toBeGreaterThan(3);
  writeFile("h.csv", makeRows("H", 1));
  expect(await once(child, "close")).toEqual([4, null]);
  expect(printed).toMatch(/^accepted +\d+$/m);
  const lines = readFileSync(join(folder, "h.result.csv"), "utf8").trimEnd().split("\r\n");
  expect(lines.length - 1).toBe(sentOf(long));
});

it("where nothing was accepted and it is not known what was sent, it ends with 5; a dry run never does", async () => {
  const server = createServer((request, response) => {
    if (request.url?.includes("templates")) response.end(JSON.stringify({ templates: [] }));
    else request.socket.destroy();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  writeFile("i.csv", makeRows("I", 1));
  const env = { ...at.env, NXZALO_GATEWAY: `http://127.0.0.1:${port}` };
  expect(await runCli(args("i.csv"), { env, cwd: folder })).toMatchObject({ code: 5 });
  const dry = await runCli(args("i.csv", "--check"), { env, cwd: folder });
  server.close();
  expect([dry.code, dry.stderr]).toEqual([3, expect.not.stringContaining("may have been done")]);
});

it("where the account is refused it stops, says why in the reader's language, and ends with 1: surely nothing was sent", async () => {
  writeFile(
    "q.csv",
    makeRows("Q", 40).map((row) => row.replace(/^\d+/, phoneForCode(1102))),
  );
  const { code, stdout, stderr } = await send("q.csv", "--language", "vi");
  expect([code, stdout]).toEqual([1, expect.stringMatching(/^đã tiếp nhận +0$/m)]);
  expect(stderr).toMatch(/^Tài khoản NXCLOUD không đủ số dư/m);
  expect(stderr).toContain("q.result.csv");
  expect(stderr).not.toContain("hãy sửa");
});

it("in front of a gateway without a store, it says once that nothing is remembered, and not that the same command goes on", async () => {
  const server = createServer((request, response) => {
    const isMessage = request.method === "POST";
    response.writeHead(isMessage ? 202 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(isMessage ? { requestId: "1" } : { templates: [] }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const env = { ...at.env, NXZALO_GATEWAY: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  writeFile("p.csv", [...makeRows("P", 2), "02812345678;P 3;landline"]);
  const { code, stderr } = await runCli(args("p.csv"), { env, cwd: folder });
  server.close();
  expect(code).toBe(4);
  expect(stderr.match(/no store, so it remembers no row/g)).toHaveLength(1);
  expect(stderr).not.toContain("nothing is sent twice");
  const stored = await send("p.csv");
  expect(stored.stderr).toMatch(/nothing is sent twice while .*--check/m);
  expect(stored.stderr).not.toContain("no store");
});

it("with --json, each line of stderr is JSON: notes of what is said beside the result, and errors", async () => {
  writeFile("n.csv", makeRows("N", 1));
  const linesOf = ({ stderr }: { stderr: string }) =>
    stderr
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const notes = [
    { note: expect.stringMatching(/^columns: phone = /) },
    { note: expect.stringContaining("no registry") },
  ];
  for (const more of [["--check"], []]) expect(linesOf(await send("n.csv", "--json", ...more))).toEqual(notes);
  writeFile("n.csv", ['09123;"N 1;open']);
  expect(linesOf(await send("n.csv", "--json")).at(-1)).toMatchObject({ error: { code: "input_invalid" } });
  const { code, stdout, stderr } = await send("n.csv", "--chek", "--json");
  expect([code, stdout, JSON.parse(stderr)]).toEqual([2, "", { error: { message: expect.any(String) } }]);
});

it("a row that no gateway takes for its size is refused by the dry run as by the run, and reaches no gateway", async () => {
  const [first = "", second = ""] = makeRows("J", 2);
  writeFile("j.csv", [first.replace("Đang giao", "x".repeat(70_000)), second]);
  const dry = await send("j.csv", "--check", "--json");
  expect([dry.code, JSON.parse(dry.stdout)]).toMatchObject([4, { send: 1, refused: 1 }]);
  const run = await send("j.csv", "--json");
  expect([run.code, JSON.parse(run.stdout)]).toMatchObject([4, { accepted: 1, refused: 1 }]);
  for (const { stdout } of [dry, run]) expect(JSON.parse(stdout).reasons).toEqual({ body_too_large: 1 });
  expect(JSON.parse(dry.stdout).noticed[0].text).toContain("64 KiB");
  expect(readFileSync(join(folder, "j.result.csv"), "utf8")).toMatch(/;refused;.*64 KiB/);
});

it("reads another encoding once it is named, and shows what it would be", async () => {
  const text = Buffer.concat([
    Buffer.from("SDT;M"),
    Buffer.from([0xe3]),
    Buffer.from(" don;Ten\n0912345678;K1;C\xf4", "latin1"),
  ]);
  writeFileSync(join(folder, "k.csv"), text);
  const unsure = await send("k.csv", "--check");
  expect(unsure).toMatchObject({ code: 2, stderr: expect.stringMatching(/^ {2}0912345678 \| K1 \| Cô$/m) });
  expect(unsure.stderr).toContain("--encoding windows-1258");
  expect(await send("k.csv", "--check", "--encoding", "windows-1258")).toMatchObject({ code: 0 });
  writeFileSync(join(folder, "l.csv"), "Danh sách;;\nSĐT;Mã đơn;status\n0912345678;L1;x\n");
  expect(await send("l.csv", "--check", "--heading-row", "2")).toMatchObject({ code: 0 });
});
