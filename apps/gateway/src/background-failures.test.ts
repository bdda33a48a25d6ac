import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { askGateway } from "./testing/ask-gateway.ts";
import { startOnSandbox } from "./testing/start-on-sandbox.ts";

const key = "0123456789abcdef";

// Elsewhere than on Windows, where a file that is open cannot be moved.
it.skipIf(process.platform === "win32")(
  "why what is due cannot be sent is logged with its code, and that it can again",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "nxzalo-background-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "nxzalo.db");
    const { gateway, sandbox, lines } = await startOnSandbox({ GATEWAY_API_KEYS: key, SQLITE_PATH: path });
    const sendAt = new Date(Date.now() + 1_000).toISOString();
    const message = { phone: "84912345678", templateId: "133214", templateData: { order: "42" }, sendAt };
    expect(await askGateway(`${gateway.url}/v1/messages`, key, message)).toMatchObject({ status: 202 });
    const found = (text: RegExp) => lines.find((line) => text.test(String(line["message"])));
    const soon = { timeout: 20_000 };
    renameSync(path, `${path}.away`);
    await expect
      .poll(() => found(/^what is due could not be sent: The store/), soon)
      .toMatchObject({
        level: "error",
        causeCode: "SQLITE_READONLY_DBMOVED",
      });
    renameSync(`${path}.away`, path);
    await expect.poll(() => found(/^what is due is sent again$/), soon).toMatchObject({ level: "info" });
    await expect.poll(() => sandbox.calls.filter((call) => call.path.endsWith("/mt")), soon).toHaveLength(1);
  },
);
