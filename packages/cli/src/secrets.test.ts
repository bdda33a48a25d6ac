import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Application, type CommandContext, generateHelpTextForAllCommands } from "@stricli/core";
import fc from "fast-check";
import { freePort, listenOnLoopback } from "nxzalo-testing/loopback";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli, startCli } from "../test/run-cli.ts";
import { buildApp } from "./app.ts";

const folder = mkdtempSync(join(tmpdir(), "nxzalo-secrets-"));
const servers: Record<string, string> = {};
const open: { close(): void }[] = [];

/** Servers that answer with all that they were sent, in forms in which an error could show it. */
beforeAll(async () => {
  const answers = {
    problem: (text: string) => ({
      status: 422,
      type: "application/problem+json",
      body: {
        type: "urn:nxzalo:problem:unauthorized",
        status: 422,
        kind: "proxy",
        code: "unauthorized",
        outcome: "not_sent",
      },
      text,
    }),
    page: (text: string) => ({ status: 502, type: "text/html", body: undefined, text }),
    success: (text: string) => ({ status: 200, type: "application/json", body: { unexpected: text }, text }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    const server = createServer((request, response) => {
      request.resume();
      const { status, type, body, text } = answer(`you are ${request.headers.authorization}`);
      const echo = body === undefined ? `<html>${text}</html>` : JSON.stringify({ ...body, title: text, detail: text });
      response.writeHead(status, { "content-type": type, connection: "close" }).end(echo);
    });
    open.push(server);
    servers[name] = (await listenOnLoopback(server)).url;
  }
  servers["nothing"] = `http://127.0.0.1:${await freePort()}`;
});
afterAll(() => {
  for (const server of open) server.close();
  rmSync(folder, { recursive: true });
});

const commands = [
  ["messages", "--today"],
  ["doctor"],
  ["message", "send", "--phone", "84912345678", "--template", "133214"],
  ["send-file", "rows.csv", "--template", "133214"],
  ["send-file", "rows.csv", "--template", "133214", "--check"],
  ["suppress", "list"],
  ["costs", "--month", "2026-11"],
  ["login", "--gateway", "http://127.0.0.1:9"],
  ["profiles"],
] as const;

it("no key is printed by any command, whatever the other side says with it in its answer", { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      fc.stringMatching(/^[A-Za-z0-9_-]{16,40}$/),
      fc.constantFrom(...commands),
      fc.constantFrom("problem", "page", "success", "nothing"),
      fc.boolean(),
      async (key, command, server, isJson) => {
        const env = {
          NXZALO_GATEWAY: servers[server] ?? "",
          NXZALO_KEY: key,
          NXCLOUD_ACCESS_SECRET: key,
          NXCLOUD_BASE_URL: servers["nothing"] ?? "",
          XDG_CONFIG_HOME: folder,
        };
        const cwd = mkdtempSync(join(folder, "run-"));
        writeFileSync(join(cwd, "rows.csv"), "SĐT;Mã đơn\n0912345678;DH1\n");
        const { stdout, stderr } = await runCli([...command, ...(isJson ? ["--json"] : [])], {
          env,
          cwd,
          input: `${key}\n`,
        });
        expect(stdout + stderr).not.toContain(key);
        for (const file of readdirSync(cwd)) expect(readFileSync(join(cwd, file), "utf8"), file).not.toContain(key);
      },
    ),
    {
      numRuns: 12,
      // The file of results quoted the server's answer.
      examples: [["aaaaaAaAaaaaaaaa", commands[3], "problem", false]],
    },
  ),
);

it.runIf(process.platform === "linux")("no key stands in the list of processes", async () => {
  const key = "secret-0123456789abcdef";
  const child = startCli(["sandbox", "--port", "0"], { env: { NXZALO_KEY: key, NXCLOUD_ACCESS_SECRET: key } });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  expect(readFileSync(`/proc/${child.pid}/cmdline`, "utf8")).not.toContain(key);
  child.kill("SIGKILL");
});

it("no option takes a secret", () => {
  // An application's public key, what a call is known by, and names of files.
  const harmless = ["--access-key", "--idempotency-key", "--key-to", "--key-file", "--token-type", "--token-to"];
  const texts = generateHelpTextForAllCommands(buildApp("en") as unknown as Application<CommandContext>);
  for (const [route, text] of texts) {
    const options = [...text.matchAll(/--[a-z-]*(?:key|secret|token|password)[a-z-]*/g)].map(([option]) => option);
    expect(
      options.filter((option) => !harmless.includes(option)),
      route,
    ).toEqual([]);
  }
});
