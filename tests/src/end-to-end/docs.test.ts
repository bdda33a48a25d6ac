import { chromium } from "playwright";
import { expect, inject, it } from "vitest";
import { findChromium } from "../servers/find-chromium.ts";

const { gatewayUrl, workerUrl } = inject("servers");

it("the documentation page shows every operation and asks no other host", async () => {
  const browser = await chromium.launch(await findChromium());
  try {
    const page = await browser.newPage();
    const hosts = new Set<string>();
    const errors: string[] = [];
    page.on("request", (request) => hosts.add(new URL(request.url()).origin));
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`${gatewayUrl}/docs`);
    const lookups = ["/v1/journeys/{journeyId}", "/v1/journeys/search", "/v1/unmatched-receipts/search"];
    const others = ["/v1/journeys", "/v1/journeys/check", "/v1/journeys/forget", "/v1/messages", "/v1/receipts/{key}"];
    for (const path of [...lookups, ...others]) {
      await page.locator(`[data-path="${path}"]`).first().waitFor();
    }
    expect([...hosts].filter((origin) => origin.startsWith("http"))).toEqual([new URL(gatewayUrl).origin]);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
});

it("gateway and Worker serve the same document", async () => {
  const [gateway, worker] = await Promise.all(
    [gatewayUrl, workerUrl].map(async (url) => (await fetch(`${url}/openapi.json`)).json()),
  );
  expect(gateway).toEqual(worker);
  expect(gateway).toMatchObject({ openapi: "3.1.1" });
});
