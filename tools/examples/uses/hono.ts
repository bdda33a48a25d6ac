import assert from "node:assert/strict";
import type { Example } from "../example.ts";
import { call, until } from "../http.ts";
import { startExample } from "../start-example.ts";

/** Both Hono examples behave alike: a route of their own, and the proxy beside it, on the same journeys. */
export async function useHono(example: Example): Promise<string> {
  const app = await startExample(example);
  try {
    const key = await app.printed(/key of this run: (\S+)/);
    await app.printed(/shop on http|Ready on http/);
    const phone = "84912345678";
    const packed = (code: string, to: string) =>
      call(`${app.url}/parcels/${code}/packed`, { method: "POST", body: { phone: to } });
    // The same person, as staff write a number.
    const [first, second] = [await packed("VN42", phone), await packed("VN42", "0912345678")];
    assert.deepEqual([first.status, second.status], [202, 202], first.text);
    assert.match(first.json.journeyId, /^\d+$/);
    assert.equal(second.json.journeyId, first.json.journeyId);
    const refused = await packed("VN43", "not a phone");
    assert.deepEqual([refused.status, refused.json.code], [422, "input_invalid"]);

    const proxy = (path: string, body?: object, bearer = key) =>
      call(`${app.url}/zalo${path}`, {
        method: body ? "POST" : "GET",
        headers: { authorization: `Bearer ${bearer}` },
        body,
      });
    const order = { phone, tokenType: "token_logistics_7", reference: "VN42" };
    const opened = await proxy("/v1/journeys", order);
    assert.deepEqual([opened.status, opened.json.reused, opened.json.journeyId], [200, true, first.json.journeyId]);
    assert.equal((await proxy("/v1/journeys", order, "a-key-of-nobody-at-all")).status, 401);
    assert.equal((await proxy("/healthz")).status, 200);
    const journey = await until(
      async () => (await proxy(`/v1/journeys/${first.json.journeyId}`)).json,
      ({ messages }) => messages[0]?.state === "delivered",
    );
    assert.equal(journey.messages.length, 1, "pressed twice, sent twice");
    const unknown = await call(`${app.url}/nothing`);
    assert.deepEqual([unknown.status, unknown.json], [404, undefined], "a route of nobody's is the app's own 404");
  } finally {
    await app.stop();
  }
  return "packed twice: one message, delivered; the proxy under /zalo gives that journey by its key, and 401 without";
}
