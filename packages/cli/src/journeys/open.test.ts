import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startTestGateway } from "../../test/start-gateway.ts";
import type { CliContext } from "../context.ts";
import { translateTo } from "../language.ts";
import { type OpenFlags, openJourney } from "./open.ts";

const tokens = vi.hoisted((): string[] => []);

/** A disk that fills up once the token's file has been made. */
vi.mock("node:fs", async (importOriginal) => {
  const fs = await importOriginal<typeof import("node:fs")>();
  const writeSync = (file: number, bytes: Buffer, ...more: [number, number, number]) => {
    const text = bytes.toString().trim();
    if (text === "") return fs.writeSync(file, bytes, ...more);
    tokens.push(text);
    throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  };
  return { ...fs, writeSync };
});

let at: Awaited<ReturnType<typeof startTestGateway>>;
const folder = mkdtempSync(join(tmpdir(), "nxzalo-open-"));

beforeAll(async () => {
  at = await startTestGateway();
});
afterAll(async () => {
  await at.close();
  rmSync(folder, { recursive: true });
});

it("a journey whose token cannot be written after all is told of by its id, in text and in JSON, without the token", async () => {
  const tokenTo = join(folder, "token.txt");
  for (const json of [false, true]) {
    const written = { stdout: "", stderr: "" };
    const into = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
    const terminal = { stdout: into("stdout"), stderr: into("stderr") };
    const context = { process: terminal, env: at.env, t: translateTo("en"), isJson: json, secrets: new Set() };
    const flags: OpenFlags = { phone: "84911111113", tokenType: "token_coach_bus_7", reference: "V 11", tokenTo, json };
    const code = await openJourney(context as unknown as CliContext, flags);
    expect([code, existsSync(tokenTo)]).toEqual([4, false]);
    const [token = "none"] = tokens;
    expect(token.length).toBeGreaterThan(20);
    expect(written.stdout + written.stderr).not.toContain(token);
    expect(written.stderr).toContain(`${tokenTo}: no space is left on the disk`);
    if (json) expect(JSON.parse(written.stdout)).toMatchObject({ journeyId: expect.stringMatching(/^\d+$/) });
    else expect(written.stdout).toMatch(/^journeyId +\d+\ntoken +not written\n/);
  }
});
