import assert from "node:assert/strict";
import type { Example } from "../example.ts";
import { call } from "../http.ts";
import { startExample } from "../start-example.ts";
import { inChromium } from "./browser-page.ts";

/** The built page, in Chromium: the action opens the journey, the client component sends on it. */
export async function useNextJs(example: Example): Promise<string> {
  const server = await startExample(example);
  try {
    await server.printed(/Ready in/);
    const stranger = await call(`${server.url}/v1/messages`, { method: "POST", body: {} });
    assert.deepEqual([stranger.status, stranger.json.code], [401, "unauthorized"]);
    const { opened, sent, scripts } = await inChromium(server.url, async (page) => {
      const shows = (text: string) =>
        page.waitForFunction(`document.body.textContent.includes(${JSON.stringify(text)})`);
      await page.click("form button");
      await shows("journey ");
      const opened = await page.textContent("button");
      await page.click("button");
      await shows("sent ");
      const scripts = await page.evaluate<string[]>("[...document.scripts].map(({ src }) => src).filter(Boolean)");
      return { opened, sent: await page.textContent("button"), scripts };
    });
    assert.match(opened ?? "", /journey \d+$/);
    assert.match(sent ?? "", /sent [0-9a-f-]{36}$/);
    const texts = await Promise.all(scripts.map(async (src) => (await call(src)).text));
    assert.ok(texts.length > 0);
    for (const text of [...texts, (await call(server.url)).text])
      assert.doesNotMatch(text, /accessSecret|sandbox-access|NXCLOUD_/);
  } finally {
    await server.stop();
  }
  return "built and started: a stranger gets 401, the page opens a journey and sends on it, no secret in its scripts";
}
