import { createNxZalo } from "@nxzalo/core";
import { failureOf } from "nxzalo-testing/failure-of";
import { describe, expect, it } from "vitest";

/** What core asks, on the runtime that this runs on. */
async function askedFor(baseUrl: string, drWebhook?: string): Promise<{ url: string; drWebhook: unknown }> {
  const asked: { url: string; drWebhook: unknown }[] = [];
  const nx = createNxZalo({
    credentials: { accessKey: "key", accessSecret: "secret" },
    appKey: "app",
    baseUrl,
    fetch: async (url, { body }) => {
      asked.push({ url: String(url), drWebhook: JSON.parse(String(body)).drWebhook });
      return new Response('{"code":0,"data":{"requestId":"1"}}');
    },
  });
  await nx.sendTemplate({ phone: "84912345678", templateId: "1", templateData: {}, drWebhook });
  return asked[0] as { url: string; drWebhook: unknown };
}

/** URLs are sent as the runtime's `URL` writes them: the same on every runtime. */
export function describeUrls(name: string): void {
  describe(`${name}: URLs`, () => {
    it.each([
      ["https://CỬA-HÀNG.example:443/đơn", "https://xn--ca-hng-lta4562d.example/%C4%91%C6%A1n"],
      ["http://shop.example", "http://shop.example/"],
    ])("the webhook %s is sent as %s", async (written, href) =>
      expect((await askedFor("https://x.example", written)).drWebhook).toBe(href),
    );

    it.each(["https://x.example", "https://X.example:443//"])(
      "the base URL %s is joined by one slash",
      async (baseUrl) => expect((await askedFor(baseUrl)).url).toMatch(/^https:\/\/x\.example\/[^/]/),
    );

    it.each(["https://x.example\n", " https://x.example", "https://x.exa\tmple"])(
      "the base URL %j is refused",
      async (baseUrl) =>
        expect((await failureOf(askedFor(baseUrl))).issues).toMatchObject([{ path: ["baseUrl"], code: "url_wrong" }]),
    );
  });
}
