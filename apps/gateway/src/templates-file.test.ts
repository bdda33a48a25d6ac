import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { failureOf } from "nxzalo-testing/failure-of";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { openTemplatesFile, type TemplatesFile } from "./templates-file.ts";
import { askGateway } from "./testing/ask-gateway.ts";
import { startOnSandbox } from "./testing/start-on-sandbox.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nxzalo-templates-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const registry = (...ids: string[]) => JSON.stringify({ templates: ids.map((id) => ({ id })) });
const idsOf = ({ templates }: TemplatesFile) => templates.registry.templates.map(({ id }) => id);

/** A file with that content, opened; looks are made by hand. */
async function open(name: string, content: string) {
  const path = join(folder, name);
  await writeFile(path, content);
  const lines: { level: string; message: string }[] = [];
  const file = await openTemplatesFile(path, (line) => lines.push(line), 2_147_483_647);
  return { path, file, lines, [Symbol.dispose]: file.stop };
}

describe("TEMPLATES_FILE", () => {
  it("is read again when it has changed, also when another file takes its place", async () => {
    using opened = await open("changed.json", registry("1"));
    const { path, file, lines } = opened;
    await file.look();
    expect(lines).toEqual([]);
    await writeFile(path, registry("1", "2"));
    await file.look();
    expect(idsOf(file)).toEqual(["1", "2"]);
    expect(file.templates.find("2")).toEqual({ id: "2" });
    await writeFile(`${path}.new`, `\ufeff${registry("3")}`);
    await rename(`${path}.new`, path);
    await file.look();
    expect(idsOf(file)).toEqual(["3"]);
    expect(lines.map(({ level }) => level)).toEqual(["info", "info"]);
  });

  it("that has become bad, or is gone, leaves the templates as they were, and says so once", async () => {
    using opened = await open("bad.json", registry("1"));
    const { path, file, lines } = opened;
    await writeFile(path, '{ "templates": [{ "id": 1 }] }');
    await file.look();
    await file.look();
    expect(lines).toEqual([{ level: "error", message: expect.stringContaining("TEMPLATES_FILE.templates.0.id") }]);
    await rm(path);
    await file.look();
    await file.look();
    expect(lines.slice(1)).toEqual([{ level: "error", message: expect.stringContaining("ENOENT") }]);
    expect(idsOf(file)).toEqual(["1"]);
    await writeFile(path, registry("1"));
    await file.look();
    expect(lines.slice(2)).toEqual([{ level: "info", message: expect.stringContaining("templates: 1") }]);
  });

  it("is looked at by itself, again and again, until it is let go", async () => {
    const realDelay = promisify(setTimeout);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const path = join(folder, "watched.json");
    await writeFile(path, registry("1"));
    const file = await openTemplatesFile(path, () => {});
    for (const id of ["2", "3"]) {
      await writeFile(path, registry(id));
      vi.advanceTimersByTime(5_000);
      await expect.poll(() => idsOf(file)).toEqual([id]);
      await expect.poll(() => vi.getTimerCount()).toBe(1);
    }
    file.stop();
    expect(vi.getTimerCount()).toBe(0);
    // One that is let go while it is being read.
    const other = await openTemplatesFile(path, () => {});
    vi.advanceTimersByTime(5_000);
    other.stop();
    await realDelay(50);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ["that is not there", undefined, "file_unreadable", ["TEMPLATES_FILE"]],
    ["that is no JSON", "secret", "json_wrong", ["TEMPLATES_FILE", "templates"]],
    ["that is no registry", "{}", "required", ["TEMPLATES_FILE", "templates"]],
  ])("%s is refused at the start", async (name, content, code, path) => {
    const file = join(folder, name);
    if (content !== undefined) await writeFile(file, content);
    const error = await failureOf(openTemplatesFile(file, () => {}));
    expect(error).toMatchObject({ kind: "config", issues: [{ code, path }] });
    expect(error.message).not.toContain("secret");
  });

  it("is what a gateway holds messages against, and gives", async () => {
    const path = join(folder, "gateway.json");
    await writeFile(path, JSON.stringify({ templates: [{ id: "1", variables: { day: { type: "date" } } }] }));
    const key = "0123456789abcdef";
    const variables = { TEMPLATES_FILE: path, GATEWAY_API_KEYS: `shop:send+read:${key}` };
    const { gateway, sandbox } = await startOnSandbox(variables);
    const read = await askGateway(`${gateway.url}/v1/templates`, key);
    expect(await read.json()).toEqual({ templates: [{ id: "1", variables: { day: { type: "date" } } }] });
    const send = async (day: string) => {
      const message = { phone: "84912345678", templateId: "1", templateData: { day } };
      return (await askGateway(`${gateway.url}/v1/messages`, key, message)).status;
    };
    expect([await send("30/02/2026"), await send("28/02/2026")]).toEqual([422, 202]);
    expect(sandbox.calls).toHaveLength(1);
  });
});
