import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@nxzalo/sandbox";
import { type BareWorkerd, startBareWorkerd } from "nxzalo-testing/workerd";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { servePatiently } from "../servers/patient-sandbox.ts";

const built = fileURLToPath(new URL("../../../apps/worker/dist/index.js", import.meta.url));
const key = "shop-0123456789abcdef";
const listed = "84912345678";
const other = "84987654321";
const template = { templateId: "133214", templateData: { order: "42" } };
const staging = { STAGING: "true", STAGING_PHONES: listed };

describe("a staging Worker", () => {
  let sandbox: ReturnType<typeof createSandbox>;
  let upstream: Awaited<ReturnType<typeof servePatiently>>;
  let folder: string;
  let worker: BareWorkerd | undefined;

  async function start(more: Readonly<Record<string, string>>): Promise<void> {
    const own = { NXCLOUD_BASE_URL: upstream.url, GATEWAY_API_KEYS: `shop:send+tokens+read:${key}` };
    worker = await startBareWorkerd(built, { ...inject("servers").variables, ...own, ...more }, { objectsIn: folder });
  }
  async function stop(): Promise<void> {
    await worker?.close();
    worker = undefined;
  }
  // biome-ignore lint/suspicious/noExplicitAny: whatever the proxy says
  async function ask(path: string, body?: object): Promise<any> {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const init = body && { method: "POST", body: JSON.stringify(body) };
    const response = await fetch(`${worker?.url}${path}`, { headers, ...init });
    return { status: response.status, ...(await response.json()) };
  }
  const reached = () => sandbox.calls.map(({ body }) => JSON.parse(body).phone);

  beforeEach(async () => {
    sandbox = createSandbox();
    upstream = await servePatiently(sandbox);
    folder = await mkdtemp(join(tmpdir(), "nxzalo-staging-"));
  });
  afterEach(async () => {
    await stop();
    upstream.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("writes to the listed phones, and answers for all others: at once, and by its alarm", async () => {
    await start(staging);
    expect(await ask("/v1/me")).toMatchObject({ status: 200, staging: true });
    const onParcel = { tokenType: "token_logistics_7", reference: "Đơn 42", ...template };
    const real = await ask("/v1/messages", { phone: listed, ...onParcel });
    expect(real).toMatchObject({ status: 202, state: "accepted" });
    expect(real.simulated).toBeUndefined();
    expect(await ask("/v1/messages", { phone: other, ...onParcel })).toMatchObject({
      status: 202,
      state: "accepted",
      simulated: true,
    });
    // Late enough that both wait for it, also where asking takes seconds.
    const sendAt = new Date(Date.now() + 5_000).toISOString();
    const waiting = [];
    for (const phone of [listed, other]) waiting.push(await ask("/v1/messages", { phone, ...template, sendAt }));
    expect(waiting).toMatchObject([{ state: "scheduled" }, { state: "scheduled", simulated: true }]);
    for (const { messageId } of waiting)
      await expect
        .poll(async () => (await ask(`/v1/messages/${messageId}`)).state, { timeout: 20_000 })
        .toBe("accepted");
    expect(new Set(reached())).toEqual(new Set([listed]));
    expect(reached()).toHaveLength(3);
  });

  it("uses no store of production, and production none of its own", async () => {
    await start({});
    expect(await ask("/v1/messages", { phone: listed, ...template })).toMatchObject({ status: 202 });
    await stop();
    await start(staging);
    const before = reached().length;
    expect((await ask("/v1/messages", { phone: listed, ...template })).status).toBeGreaterThanOrEqual(500);
    expect(reached()).toHaveLength(before);
  });
});
