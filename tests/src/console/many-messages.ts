import type { Locator, Page } from "playwright";

const count = 100_000;

/** A message as a search gives it. */
export const messageAt = (place: number) => ({
  messageId: `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`,
  state: "delivered",
  phone: "84*****5678",
  reference: `Đơn ${place}`,
  templateId: "133214",
  app: "default",
  caller: "shop",
  labels: {},
  createdAt: new Date(1_795_000_000_000 - place * 1_000).toISOString(),
  requestId: null,
});

/** Answers searches with 100,000 messages: only how the page bears them is looked at. */
export async function answerWithMany(page: Page): Promise<void> {
  await page.route("**/v1/messages/search", async (route) => {
    const { cursor = "0" } = route.request().postDataJSON() as { cursor?: string };
    const start = Number(cursor);
    const messages = Array.from({ length: Math.min(20_000, count - start) }, (_, place) => messageAt(start + place));
    const end = start + messages.length;
    await route.fulfill({ json: { messages, nextCursor: end < count ? String(end) : null } });
  });
}

/** The list of them on the page Messages, once all are loaded by scrolling. */
export async function loadMany(page: Page): Promise<Locator> {
  const list = page.getByRole("table", { name: "Danh sách tin" });
  await list.waitFor();
  for (const loaded of ["Đã tải 40.000 tin", "Đã tải 60.000 tin", "Đã tải 80.000 tin", "Tất cả 100.000 tin"]) {
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.getByText(loaded).waitFor();
  }
  return list;
}

/** Scrolls from the beginning to the end in 60 steps; gives how long each frame took in milliseconds, shortest first. */
export const scrollThrough = (list: Locator): Promise<readonly number[]> =>
  list.evaluate(async (element) => {
    const times: number[] = [];
    let before = performance.now();
    for (let frame = 0; frame < 60; frame += 1) {
      element.scrollTo(0, (element.scrollHeight / 60) * frame);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - before);
      before = now;
    }
    return times.sort((one, other) => one - other);
  });
