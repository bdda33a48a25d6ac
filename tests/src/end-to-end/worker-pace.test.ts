import { expect, it } from "vitest";
import { askWorker, prepareWorkers } from "../servers/built-worker.ts";

it("a Worker with a pace answers what is not urgent, whatever urgent requests have come and ended meanwhile", async () => {
  const { start } = await prepareWorkers();
  const worker = await start({ NXCLOUD_RATE_PER_SECOND: "5" });
  const message = { phone: "84912345678", templateId: "133214", templateData: {} };
  const send = async (lane?: "batch") => (await askWorker(worker, "/v1/messages", { ...message, lane })).status;

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
