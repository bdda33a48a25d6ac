import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { createSandbox, phoneForFault } from "@nxzalo/sandbox";
import { listen } from "@nxzalo/sandbox/node";
import { startBareWorkerd } from "nxzalo-testing/workerd";
import { expect, inject, it } from "vitest";

const built = fileURLToPath(new URL("../../../apps/worker/dist/index.js", import.meta.url));

it("a caller who hangs up does not cut off what the Worker has sent upstream", async () => {
  const { variables, keys } = inject("servers");
  const sandbox = createSandbox();
  const upstream = await listen(sandbox);
  const own = { ...variables, NXCLOUD_BASE_URL: upstream.url };
  const worker = await startBareWorkerd(built, own);
  try {
    const body = JSON.stringify({ phone: phoneForFault("slow_answer"), tokenType: "token_logistics_7" });
    const socket = connect(Number(new URL(worker.url).port), "127.0.0.1");
    socket.write(
      `POST /v1/journeys HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys[0]}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await expect.poll(() => sandbox.calls.length).toBe(1);
    // A reset, which workerd notices while the Worker still waits; a mere end of stream it does not.
    socket.resetAndDestroy();
    expect(worker.log()).not.toContain('"status":201');
    // The emulator answers after three seconds; the Worker is still there to hear and to log it.
    await expect.poll(worker.log).toContain('"status":201');
  } finally {
    await worker.close();
    await upstream.close();
  }
});
