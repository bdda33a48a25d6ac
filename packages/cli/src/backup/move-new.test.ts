import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { moveNew } from "./move-new.ts";

function createFiles() {
  const folder = mkdtempSync(join(tmpdir(), "nxzalo-move-"));
  const [from, to] = [join(folder, "draft"), join(folder, "store.db")];
  writeFileSync(from, "restored");
  return { from, to };
}

const failing = (code: string) => ({
  link: () => {
    throw Object.assign(new Error(code), { code });
  },
});

describe.each([
  ["with hard links", undefined],
  ["without hard links", failing("EPERM")],
])("a file that is moved on a file system %s", (_, moving) => {
  it("comes to a path that has none", () => {
    const { from, to } = createFiles();
    expect(moveNew(from, to, moving)).toBe(true);
    expect([existsSync(from), readFileSync(to, "utf8")]).toEqual([false, "restored"]);
  });

  it("takes no other one's place", () => {
    const { from, to } = createFiles();
    writeFileSync(to, "another process's");
    expect(moveNew(from, to, moving)).toBe(false);
    expect([readFileSync(from, "utf8"), readFileSync(to, "utf8")]).toEqual(["restored", "another process's"]);
  });
});

it("another failure is told", () => {
  const { from, to } = createFiles();
  expect(() => moveNew(from, to, failing("EROFS"))).toThrow("EROFS");
});
