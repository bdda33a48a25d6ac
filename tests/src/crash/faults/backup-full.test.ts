import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { createSmallDisk } from "./small-disk.ts";

const program = fileURLToPath(new URL("../../../../packages/cli/bin/nxzalo.js", import.meta.url));
const disk = createSmallDisk(1);

if (disk)
  it("a backup to a full disk names the file that cannot be written, and leaves nothing there", async () => {
    onTestFinished(disk.remove);
    const folder = mkdtempSync(join(tmpdir(), "nxzalo-full-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [data, to] = [join(folder, "data.db"), join(disk.folder, "copy.db")];
    const store = new DatabaseSync(data);
    store.exec("CREATE TABLE rows (content); INSERT INTO rows VALUES (randomblob(3000000))");
    store.close();
    const env = { ...process.env, LANG: "en", STORE_KEY: "set" };
    const ended = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(process.execPath, [program, "backup", "--data", data, "--to", to], { env }, (error, _, stderr) =>
        resolve({ code: error?.code ?? 0, stderr }),
      );
    });
    expect(ended).toEqual({ code: 1, stderr: expect.stringContaining(`${to}: no space is left on the disk`) });
    expect(readdirSync(disk.folder)).toEqual([]);
  });
else it("a backup to a full disk: not run, as there is no disk to mount", () => {});
