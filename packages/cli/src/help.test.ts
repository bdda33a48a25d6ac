import { type Application, type CommandContext, generateHelpTextForAllCommands } from "@stricli/core";
import { expect, it } from "vitest";
import { runCli } from "../test/run-cli.ts";
import { buildApp } from "./app.ts";

it("the help of every command has examples that begin with what is typed, in both languages", () => {
  for (const [language, heading] of [
    ["en", "EXAMPLES"],
    ["vi", "VÍ DỤ"],
  ] as const) {
    const texts = generateHelpTextForAllCommands(buildApp(language) as unknown as Application<CommandContext>);
    expect(texts.length).toBeGreaterThan(15);
    for (const [route, text] of texts) {
      expect(text, route).toContain(`\n${heading}\n`);
      const called = route.replace(/^nxzalo costs read$/, "nxzalo costs");
      expect(text.slice(text.indexOf(heading)), route).toContain(called);
    }
  }
});

it("without a command, help is printed, with the codes that it ends with", async () => {
  const { code, stdout, stderr } = await runCli([]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const text of ["EXIT CODES", "130", "EXAMPLES", "messages"]) expect(stdout).toContain(text);
});

it("a group of commands shows examples as well", async () => {
  for (const group of ["message", "journey", "costs", "suppress", "phones"])
    expect((await runCli([group, "--help"])).stdout).toContain("EXAMPLES");
});

it("speaks Vietnamese by LANG or by an option, and English otherwise", async () => {
  const vi = { LANG: "vi_VN.UTF-8" };
  expect((await runCli(["messages", "--help"], { env: vi })).stdout).toContain("CÁCH DÙNG");
  expect((await runCli(["messages", "--help", "--language", "en"], { env: vi })).stdout).toContain("USAGE");
  expect((await runCli(["messages", "--language=vi", "--help"])).stdout).toContain("CÁCH DÙNG");
  expect((await runCli(["mesages"], { env: vi })).stderr).toContain(
    "Không có lệnh `mesages`; có phải ý bạn là `messages`?",
  );
});

it("what was typed wrongly ends with 2 and says what is meant", async () => {
  expect(await runCli(["mesage"])).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining("did you mean `message`"),
  });
  expect(await runCli(["messages", "--fail"])).toMatchObject({ code: 2, stderr: expect.stringContaining("--failed") });
  expect(await runCli(["messages", "--state", "lost"])).toMatchObject({ code: 2 });
  expect(await runCli(["journey", "show"])).toMatchObject({ code: 2, stderr: expect.stringContaining("journey-id") });
  expect(await runCli(["messages", "--limit", "many"])).toMatchObject({ code: 2 });
  expect(await runCli(["message", "send", "--template", "1", "--data", "order"])).toMatchObject({ code: 2 });
});

it("with --json, what was typed wrongly is an error of JSON, in both languages", async () => {
  for (const args of [["mesage"], ["messages", "--fail"], ["messages", "--state", "lost"], ["journey", "show"]])
    for (const language of ["en", "vi"]) {
      const { code, stdout, stderr } = await runCli([...args, "--json", "--language", language]);
      expect([code, stdout, JSON.parse(stderr)], args.join(" ")).toEqual([
        2,
        "",
        { error: { message: expect.any(String) } },
      ]);
    }
});

it("writes no colours where the output is no terminal", async () => {
  for (const args of [["--help"], ["mesage"], ["profiles"]]) {
    const { stdout, stderr } = await runCli(args);
    expect(stdout + stderr).not.toContain("\u001b");
  }
});

it("gives its version", async () => {
  expect((await runCli(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+/);
});
