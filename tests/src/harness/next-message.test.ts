import { fork } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nextMessage } from "nxzalo-testing/child-process";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nxzalo-next-message-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function forked(code: string) {
  const script = join(folder, "child.mjs");
  await writeFile(script, code);
  return fork(script);
}

it("a long message is read to its end, also where its process ends right after it", async () => {
  const child = await forked('process.send("x".repeat(3_000_000), () => process.disconnect());');
  expect(await nextMessage(child)).toHaveLength(3_000_000);
});

it("a process that ends without a message is an error", async () => {
  await expect(nextMessage(await forked(""))).rejects.toThrow("ended without a message: 0");
});
