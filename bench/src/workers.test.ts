import { whenAccepting } from "nxzalo-testing/loopback";
import { spawnBareWorkerd } from "nxzalo-testing/workerd";
import { expect, it } from "vitest";
import { bundleFile } from "./bundle.ts";

it.each([
  ["sign-worker.ts", "/sign?size=250 B&count=2", 200],
  ["hono-worker.ts", "/healthz", 200],
])("%s answers in workerd", async (file, path, status) => {
  const worker = await spawnBareWorkerd(await bundleFile(file), {});
  try {
    (await whenAccepting(worker.port)).destroy();
    const reply = await fetch(worker.url + path);
    expect(reply.status, worker.log()).toBe(status);
  } finally {
    await worker.kill();
  }
});
