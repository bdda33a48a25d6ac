import { chromium, type Response as PageResponse } from "playwright";
import { expect, inject, it } from "vitest";
import { findChromium } from "../servers/find-chromium.ts";

const { pageUrl, gatewayUrl, workerUrl, variables, keys } = inject("servers");
const key = keys[0] ?? "";

/** What the page runs; the client stands on `globalThis`. */
async function tokenFrom([baseUrl, key]: readonly [string, string]): Promise<string | undefined> {
  const { createProxyClient } = (globalThis as unknown as { client: typeof import("@nxzalo/client") }).client;
  const client = createProxyClient({ baseUrl, headers: { authorization: `Bearer ${key}` } });
  return (await client.initJourneyToken({ phone: "84912345678", tokenType: "token_logistics_7" })).token;
}

it("a page on one origin gets a token from the gateway on another and from the Worker on a third, and never the secret", async () => {
  expect(new Set([pageUrl, gatewayUrl, workerUrl].map((url) => new URL(url).origin)).size).toBe(3);
  const browser = await chromium.launch(await findChromium());
  try {
    const page = await browser.newPage();
    const responses: PageResponse[] = [];
    page.on("response", (response) => responses.push(response));
    await page.goto(pageUrl);
    await page.waitForFunction("globalThis.client !== undefined");
    for (const url of [gatewayUrl, workerUrl]) {
      expect(await page.evaluate(tokenFrom, [url, key] as const)).toHaveLength(256);
    }
    // A preflight has no body to read.
    const bodies = responses.filter((response) => response.request().method() !== "OPTIONS");
    const texts = await Promise.all(bodies.map((response) => response.text()));
    const headers = await Promise.all(responses.map((response) => response.allHeaders()));
    const received = [...texts, JSON.stringify(headers), await page.content()].join("\n");
    for (const proof of ["createProxyClient", '"journeyId"', "importmap"]) expect(received).toContain(proof);
    for (const name of ["NXCLOUD_ACCESS_SECRET", "NXCLOUD_ACCESS_KEY"]) {
      expect(received).not.toContain(variables[name]);
      expect(received).not.toContain(name);
    }
    expect(received).not.toMatch(/accessSecret|canonicalString/);
  } finally {
    await browser.close();
  }
});
