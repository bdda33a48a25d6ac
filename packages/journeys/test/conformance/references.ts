import { describe, expect, it } from "vitest";
import type { JourneyStore } from "../../src/store/store.ts";
import { createTestJourneys, parcel, template } from "../../src/testing/journeys.ts";

const written = "Đơn hàng Đặc Biệt 42";
const otherForms = {
  "combining tone marks": written.normalize("NFD"),
  "non-breaking spaces": "Đơn\u00a0hàng\u202fĐặc\u00a0Biệt\u00a042",
  "what cannot be seen, and spaces around it": "\u00a0\u200bĐơn  hàng\tĐặc Biệt 42\ufeff ",
};

/** How the service finds messages and journeys by references, over every backend. */
export function describeReferences(name: string, open: () => Promise<JourneyStore>): void {
  describe(`${name}: a reference`, () => {
    const sent = async (reference: string) => {
      const journeys = createTestJourneys(await open()).process();
      const { messageId, journeyId } = await journeys.send({ ...parcel, reference, ...template });
      const found = async (query: object) =>
        (await journeys.messages.search(query)).messages.map((message) => message.messageId);
      return { journeys, messageId, journeyId, found };
    };

    it.each(Object.entries(otherForms))("with %s is the same one, stored or asked for", async (_, form) => {
      for (const [stored, asked] of [
        [form, written],
        [written, form],
      ] as const) {
        const { journeys, messageId, journeyId, found } = await sent(stored);
        expect(await found({ reference: asked })).toEqual([messageId]);
        expect(await found({ referenceFolded: asked })).toEqual([messageId]);
        expect((await journeys.search({ reference: asked })).journeys).toMatchObject([
          { journeyId, reference: written },
        ]);
        expect(await journeys.send({ reference: asked, ...template })).toMatchObject({ journeyId });
      }
    });

    it("is found folded without case and tones, đ as d, and exactly with them alone", async () => {
      for (const stored of [written, otherForms["combining tone marks"], otherForms["non-breaking spaces"]]) {
        const { messageId, found } = await sent(stored);
        for (const said of ["don hang dac biet 42", "ĐƠN HÀNG ĐẶC BIỆT 42", "đơn\u00a0HANG đac\u0323 Biết 42"]) {
          expect(await found({ referenceFolded: said })).toEqual([messageId]);
          expect(await found({ reference: said })).toEqual([]);
        }
        for (const ending of ["iet 42", "IỆT\u00a042", "iệt 42".normalize("NFD")])
          expect(await found({ referenceEnding: ending })).toEqual([messageId]);
        expect(await found({ referenceFolded: "don hang dac biet 43" })).toEqual([]);
      }
    });
  });
}
