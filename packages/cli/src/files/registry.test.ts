import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "../../test/run-cli.ts";
import { keys, startTestGateway } from "../../test/start-gateway.ts";

let at: Awaited<ReturnType<typeof startTestGateway>>;
const folder = mkdtempSync(join(tmpdir(), "nxzalo-registry-"));
const variables = { arrives: { type: "date" }, total: { type: "money" }, note: { type: "text", required: false } };

beforeAll(async () => {
  const registry = join(folder, "templates.json");
  writeFileSync(registry, JSON.stringify({ templates: [{ id: "133214", tag: 1, variables }] }));
  at = await startTestGateway({ TEMPLATES_FILE: registry });
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

const send = (lines: readonly string[], env = {}, ...more: string[]) => {
  writeFileSync(join(folder, "orders.csv"), lines.join("\r\n"));
  const args = ["send-file", "orders.csv", "--template", "133214", ...more];
  return runCli(args, { cwd: folder, env: { ...at.env, ...env } });
};

/** What NXCLOUD got for the template's variables, message by message. */
const sentData = (from: number) =>
  at.sandbox.calls
    .slice(from)
    .filter(({ path }) => path.endsWith("/mt"))
    .map(
      ({ body }) =>
        (JSON.parse(body) as { readonly messageData: { readonly templateData: object } }).messageData.templateData,
    );

it("lists the gateway's templates, and their variables, those in brackets that may be left out", async () => {
  const { code, stdout } = await runCli(["templates"], { env: at.env });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^ID .*\n133214 +1 +arrives total \[note\]\n$/)]);
});

it("dates and amounts are written as the gateway's registry has them, in the dry run and in the run", async () => {
  const lines = ["SĐT;Mã đơn;Arrives;Total", "0912345678;R1;2026-12-01;1.250.000 đ", "0912345679;R2;31/02/2026;90000"];
  const before = at.sandbox.calls.length;
  const dry = JSON.parse((await send(lines, {}, "--check", "--json")).stdout);
  expect(dry).toMatchObject({ send: 1, refused: 1, changes: 2, reasons: { variable_date_wrong: 1 } });
  const run = await send(lines, {}, "--json");
  expect([run.code, JSON.parse(run.stdout)]).toMatchObject([4, { accepted: 1, refused: 1, changes: 2 }]);
  expect(run.stderr).not.toMatch(/registry|templates/);
  expect(sentData(before)).toEqual([{ arrives: "01/12/2026", total: "1250000" }]);
});

it("a column that the template does not have is refused, and one that it lacks, before anything is sent", async () => {
  const before = at.sandbox.calls.length;
  const unknown = await send(["SĐT;Mã đơn;arrives;total;Kho", "0912345678;R3;01/12/2026;1;A"]);
  expect(unknown).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Kho: is no variable of the template 133214"),
  });
  expect(unknown.stderr.match(/is no variable/g)).toHaveLength(1);
  expect(unknown.stderr).toContain("--map");
  const missing = await send(["SĐT;Mã đơn;arrives", "0912345678;R3;01/12/2026"]);
  expect(missing).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^ +total: is a variable of the template 133214 that no column is/m),
  });
  expect(at.sandbox.calls.length).toBe(before);
});

it("a key that may not read it, and a template that is not in it, take the columns as they stand, and say so", async () => {
  const before = at.sandbox.calls.length;
  const sender = await send(["SĐT;arrives;total", "0912345670;01/12/2026;250000"], { NXZALO_KEY: keys.sender });
  expect(sender).toMatchObject({ code: 0, stderr: expect.stringMatching(/^this key may not read the templates/m) });
  writeFileSync(join(folder, "others.csv"), "SĐT;Kho\r\n0912345671;2026-12-01");
  const unlisted = await runCli(["send-file", "others.csv", "--template", "200002"], { cwd: folder, env: at.env });
  expect(unlisted).toMatchObject({ code: 0, stderr: expect.stringMatching(/^template 200002 is not in/m) });
  expect(sentData(before)).toEqual([{ arrives: "01/12/2026", total: "250000" }, { Kho: "2026-12-01" }]);
});

it("a gateway that does not answer ends the command before anything is sent", async () => {
  const env = { NXZALO_GATEWAY: "http://127.0.0.1:9", NXZALO_KEY: keys.all };
  const { code, stderr } = await send(["SĐT;arrives;total", "0912345670;01/12/2026;250000"], env);
  expect([code, stderr]).toEqual([3, expect.stringContaining("templates could not be read")]);
});
