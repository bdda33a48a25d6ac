import type { BareWorkerd } from "nxzalo-testing/workerd";
import { beforeEach, describe, expect, it } from "vitest";
import { askWorker, prepareWorkers } from "../servers/built-worker.ts";

const listed = "84912345678";
const other = "84987654321";
const template = { templateId: "133214", templateData: { order: "42" } };
const staging = { STAGING: "true", STAGING_PHONES: listed };

describe("a staging Worker", () => {
  let workers: Awaited<ReturnType<typeof prepareWorkers>>;
  let worker: BareWorkerd;
  beforeEach(async () => {
    workers = await prepareWorkers();
  });
  async function ask(path: string, body?: object) {
    const { status, json } = await askWorker(worker, path, body);
    return { status, ...json };
  }
  const reached = () => workers.sandbox.calls.map(({ body }) => JSON.parse(body).phone);

  it("writes to the listed phones, and answers for all others: at once, and by its alarm", async () => {
    worker = await workers.start(staging);
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
    worker = await workers.start();
    expect(await ask("/v1/messages", { phone: listed, ...template })).toMatchObject({ status: 202 });
    await worker.close();
    worker = await workers.start(staging);
    const before = reached().length;
    expect((await ask("/v1/messages", { phone: listed, ...template })).status).toBeGreaterThanOrEqual(500);
    expect(reached()).toHaveLength(before);
  });
});
