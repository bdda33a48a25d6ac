import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { translateTo } from "../language.ts";
import { askLine, readSecret } from "./read-secret.ts";

/** A command's context at a terminal, at which something is typed. */
function typing(typed: string, isTTY = true) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stderr = new PassThrough();
  let shown = "";
  stderr.setEncoding("utf8").on("data", (text) => (shown += text));
  const context = { process: { stdin, stderr }, t: translateTo("en"), env: {}, secrets: new Set() };
  stdin.write(typed);
  return { context: context as unknown as CliContext, stdin, shown: () => shown };
}

it("a secret that is typed is shown nowhere, and is known as one from then on", async () => {
  const { context, shown } = typing(" a-key-0123456789\r");
  expect(await readSecret(context, "Key (not shown): ")).toBe("a-key-0123456789");
  expect(shown()).toBe("Key (not shown): \n");
  expect([...context.secrets]).toEqual(["a-key-0123456789"]);
});

it("a secret that is piped is asked for by nothing", async () => {
  const { context, stdin, shown } = typing("a-key-0123456789\n", false);
  stdin.end();
  expect(await readSecret(context, "Key (not shown): ")).toBe("a-key-0123456789");
  expect(shown()).toBe("");
});

it("nothing typed is no secret", async () => {
  const { context } = typing("\r");
  await expect(readSecret(context, "Key: ")).rejects.toMatchObject({ exitCode: exitCodes.usage });
  expect(context.secrets.size).toBe(0);
});

it.each([
  ["Ctrl-C", "half a key\u0003"],
  ["Ctrl-D", "\u0004"],
])("%s ends a question without an answer, and tells nothing of what was typed", async (_, typed) => {
  const secret = typing(typed);
  await expect(readSecret(secret.context, "Key: ")).rejects.toMatchObject({ exitCode: exitCodes.interrupted });
  expect(secret.shown()).toBe("Key: \n");
  const line = typing(typed);
  await expect(askLine(line.context, "Sure? ")).rejects.toMatchObject({ exitCode: exitCodes.interrupted });
});

it("an answer that anybody may see is shown as it is typed", async () => {
  const { context, shown } = typing("yes\r");
  expect(await askLine(context, "Sure? ")).toBe("yes");
  expect(shown()).toContain("Sure? ");
  expect(shown()).toContain("yes");
});
