import { foldFormerly } from "@nxzalo/core/internal/text";
import { describe, expect, it } from "vitest";
import { createIndexes } from "../../src/service/context.ts";
import { encryptMessage } from "../../src/service/encrypted-fields.ts";
import { referenceEnding } from "../../src/service/message-indexes.ts";
import type { JourneyStore } from "../../src/store/store.ts";
import { createTestJourneys, parcel, template } from "../../src/testing/journeys.ts";
import { messageOf } from "./samples.ts";

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

    it("is found folded where đ was written as ð, once, also as an older version stored it", async () => {
      const store = await open();
      const journeys = createTestJourneys(store).process();
      const [reference, ended] = ["Ðơn hàng ðặc 42", "Hàng ðß4256"];
      const messageIds: string[] = [];
      for (const one of [reference, ended]) {
        const { messageId = "" } = await journeys.send({ ...parcel, reference: one, ...template });
        messageIds.push(messageId);
      }
      const { encryption, records } = store;
      const index = createIndexes(encryption);
      const folded = foldFormerly(reference);
      const asked = { templateId: "1", phone: "84912345678", reference };
      const former = messageOf("former", {
        ciphertext: await encryptMessage(encryption, "former", asked),
        foldedReferenceIndex: await index.foldedReference(folded),
        referenceEndingIndex: await index.referenceEnding(referenceEnding(folded) ?? ""),
      });
      await records.start({ message: former });
      const found = async (query: object) =>
        (await journeys.messages.search(query)).messages.map((message) => message.messageId);
      for (const said of [reference, "ðƠN HÀNG ÐẶC 42"])
        expect(await found({ referenceFolded: said })).toEqual([messageIds[0], "former"]);
      for (const said of ["Đơn hàng đặc 42", "don hang dac 42"])
        expect(await found({ referenceFolded: said })).toEqual([messageIds[0]]);
      for (const said of ["ðặc 42", "Ðặc 42"])
        expect(await found({ referenceEnding: said })).toEqual([messageIds[0], "former"]);
      expect(await found({ referenceEnding: "đặc 42" })).toEqual([messageIds[0]]);
      // Folded it is longer, and ends after the letter.
      expect(await found({ referenceEnding: "ðß4256" })).toEqual([messageIds[1]]);
    });
  });
}
