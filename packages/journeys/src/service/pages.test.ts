import { expect, it } from "vitest";
import { createTestJourneys, receiptFor, template } from "../testing/journeys.ts";

type Journeys = ReturnType<ReturnType<typeof createTestJourneys>["process"]>;

/** What one page of a list has: the ids of its rows, and where the next page goes on. */
interface Page {
  readonly ids: readonly string[];
  readonly nextCursor: string | null;
}
interface List {
  readonly add: (journeys: Journeys, phone: string) => Promise<unknown>;
  readonly read: (journeys: Journeys, query: { limit: number; cursor?: string | undefined }) => Promise<Page>;
}

const peopleRequests: List = {
  add: (journeys, phone) => journeys.people.export({ phone }),
  read: async (journeys, query) => {
    const { requests, nextCursor } = await journeys.people.searchRequests(query);
    return { ids: requests.map(({ personRequestId }) => personRequestId), nextCursor };
  },
};
const suppressions: List = {
  add: (journeys, phone) => journeys.suppressions.add({ phone, reason: "asked for it" }),
  read: async (journeys, query) => {
    const { suppressions, nextCursor } = await journeys.suppressions.search(query);
    return { ids: suppressions.map(({ suppressionId }) => suppressionId), nextCursor };
  },
};
const deadLetters: List = {
  add: (journeys, phone) =>
    journeys.receive(receiptFor({ phone, ...template }, { requestId: phone, ext: "of another system" })),
  read: async (journeys, query) => {
    const { events, nextCursor } = await journeys.events.search(query);
    return { ids: events.map(({ eventId }) => eventId), nextCursor };
  },
};

it.each([
  ["what people have asked for", peopleRequests],
  ["suppressions", suppressions],
  ["dead letters", deadLetters],
])("a list of %s is read page by page, each row once, also where two came at the same moment", async (_, list) => {
  const { clock, process } = createTestJourneys();
  const journeys = process();
  for (let index = 0; index < 5; index++) {
    await list.add(journeys, `8491234567${index}`);
    clock.at += index % 2;
  }
  const whole = await list.read(journeys, { limit: 5 });
  expect(new Set(whole.ids).size).toBe(5);
  expect(whole.nextCursor).toBeNull();
  const pages: (readonly string[])[] = [];
  let cursor: string | undefined;
  do {
    const page = await list.read(journeys, { limit: 2, cursor });
    pages.push(page.ids);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && pages.length < 9);
  expect(pages).toEqual([whole.ids.slice(0, 2), whole.ids.slice(2, 4), whole.ids.slice(4)]);
});
