import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@nxzalo/sandbox";
import { startBareWorkerd } from "nxzalo-testing/workerd";
import { expect, inject, it, onTestFinished } from "vitest";
import { servePatiently } from "../servers/patient-sandbox.ts";

const built = fileURLToPath(new URL("../../../apps/worker/dist/index.js", import.meta.url));
const key = "shop-0123456789abcdef";

it("a Worker with a pace answers what is not urgent, whatever urgent requests have come and ended meanwhile", async () => {
  const sandbox = createSandbox();
  const upstream = await servePatiently(sandbox);
  const folder = await mkdtemp(join(tmpdir(), "nxzalo-pace-"));
  const own = { NXCLOUD_BASE_URL: upstream.url, GATEWAY_API_KEYS: `shop:send+tokens+read:${key}` };
  const variables = { ...inject("servers").variables, ...own, NXCLOUD_RATE_PER_SECOND: "5" };
  const worker = await startBareWorkerd(built, variables, { objectsIn: folder });
  onTestFinished(async () => {
    await worker.close();
    upstream.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function send(lane?: "batch"): Promise<number> {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const body = JSON.stringify({ phone: "84912345678", templateId: "133214", templateData: {}, lane });
    const signal = AbortSignal.timeout(10_000);
    return (await fetch(`${worker.url}/v1/messages`, { method: "POST", headers, body, signal })).status;
  }

  await send();
  for (let round = 0; round < 3; round++) {
    const answers = [];
    for (const lane of [undefined, "batch", undefined] as const) {
      answers.push(send(lane));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(await Promise.all(answers)).toEqual([202, 202, 202]);
  }
});
