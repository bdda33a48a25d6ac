import { defineTemplates, parseReceipt } from "@nxzalo/core";
import { describe, expect, it, vi } from "vitest";
import type { JourneyStore } from "../../src/store/store.ts";
import { createTestJourneys, dayMs, parcel, receiptFor, rejected, template } from "../../src/testing/journeys.ts";

const [other, third] = ["84912345679", "84912345670"];
/** Later than now: a Durable Object sends by itself what is due. */
const evening = Date.parse("2090-11-28T20:00:00+07:00");
const night = Date.parse("2090-11-28T23:00:00+07:00");
const seven = Date.parse("2090-11-29T07:00:00+07:00");
const templates = defineTemplates({ templates: [{ id: template.templateId, tag: 3 }] });
const people = { seesPeople: true, mayForce: true };
const { reference } = parcel;

/** Where a message goes by its reference alone, once a message of the parcel was corrected, over every backend. */
export function describeCorrections(name: string, open: () => Promise<JourneyStore>): void {
  describe(`${name}: after a correction, a reference alone`, () => {
    async function failedMessage() {
      const harness = createTestJourneys(await open());
      harness.clock.at = evening;
      const journeys = harness.process({ templates });
      const { messageId } = await journeys.send({ ...parcel, ...template });
      const lose = (index: number) => {
        const sent = harness.sent()[index] ?? expect.fail("it was not sent");
        return journeys.receive(receiptFor(sent, { status: "failed", code: 17004, requestId: `zalomid.${index + 1}` }));
      };
      await lose(0);
      const byReference = async () => {
        const before = harness.clock.at;
        harness.clock.at = seven;
        const sent = await journeys.send({ reference, ...template }).catch(({ code }: { code: string }) => code);
        harness.clock.at = before;
        return typeof sent === "string" ? sent : harness.sent().at(-1)?.phone;
      };
      /** Corrects it at night, so that it waits for the morning. */
      const correct = async (phone: string, id = messageId) => {
        harness.clock.at = Math.max(harness.clock.at + 1, night);
        expect(await journeys.messages.resend(id, { phone }, people)).toMatchObject({ state: "scheduled" });
      };
      return { ...harness, journeys, messageId, lose, byReference, correct };
    }
    const first = "84912345678";

    it("goes nowhere while the correction waits, and where it went before once that was cancelled", async () => {
      const { journeys, messageId, byReference, correct } = await failedMessage();
      expect(await byReference()).toBe(first);
      await correct(other);
      expect(await byReference()).toBe("journey_not_found");
      await journeys.messages.cancel(messageId);
      expect(await byReference()).toBe(first);
      // To the same phone, it is corrected after all.
      await correct(other);
      expect(await byReference()).toBe("journey_not_found");
      await journeys.messages.cancel(messageId);
      await correct(first);
      expect(await byReference()).toBe(first);
    });

    it("goes to the phone of an earlier correction once a later one was cancelled", async () => {
      const { clock, journeys, messageId, lose, byReference, correct } = await failedMessage();
      await journeys.messages.resend(messageId, { phone: other }, people);
      await lose(1);
      expect(await byReference()).toBe(other);
      await correct(third);
      expect(await byReference()).toBe("journey_not_found");
      await journeys.messages.cancel(messageId);
      expect(await byReference()).toBe(other);
      // Sent again as it is stored, it is corrected anew.
      clock.at = seven;
      await journeys.messages.resend(messageId, {}, people);
      expect(await byReference()).toBe(third);
    });

    it("is as the person decided who is the wrong one, also where the correction expired or was refused", async () => {
      const expired = await failedMessage();
      await expired.correct(other);
      expired.clock.at = seven + 2 * dayMs;
      await expired.journeys.dispatchDue();
      expect(await expired.journeys.messages.find(expired.messageId)).toMatchObject({ state: "expired" });
      expired.clock.at = night;
      expect(await expired.byReference()).toBe("journey_not_found");

      const refused = await failedMessage();
      await refused.correct(other);
      refused.client.sendTemplate.mockRejectedValueOnce(rejected());
      refused.clock.at = seven;
      await refused.journeys.dispatchDue();
      await vi.waitFor(async () =>
        expect(await refused.journeys.messages.find(refused.messageId)).toMatchObject({ state: "refused" }),
      );
      expect(await refused.byReference()).toBe(other);
    });

    it("goes to a journey that was opened after the decision, whenever the correction goes out", async () => {
      const { clock, journeys, byReference, correct } = await failedMessage();
      await journeys.receive(parseReceipt({ status: "journey_time_out", code: 17007, message: "", journeyId: "1" }));
      await correct(other);
      clock.at = night + 1;
      await journeys.open(parcel);
      clock.at = seven;
      await journeys.dispatchDue();
      expect(await byReference()).toBe("reference_ambiguous");
    });

    it("never goes to a phone that was corrected, of a message that never had a journey", async () => {
      const { client, clock, journeys, byReference } = await failedMessage();
      client.initJourneyToken.mockRejectedValueOnce(rejected());
      const asked = { ...parcel, ...template, tokenType: "token_logistics_30" } as const;
      await journeys.send(asked, { idempotencyKey: "k" }).catch(() => {});
      const { messages } = await journeys.messages.search({ state: "refused", reference });
      clock.at += 1;
      await journeys.messages.resend(messages[0]?.messageId ?? "", { phone: other }, people);
      expect(await byReference()).toBe(other);
    });

    it("never goes to a phone that was corrected where the correction was moved to a third one", async () => {
      for (const seesPeople of [true, false]) {
        const { clock, client, journeys, byReference, correct } = await failedMessage();
        const asked = { phone: other, tokenType: parcel.tokenType, reference, ...template };
        client.sendTemplate.mockRejectedValueOnce(rejected());
        await journeys.send(asked, { idempotencyKey: "k" }).catch(() => {});
        const { messages } = await journeys.messages.search({ state: "refused", reference });
        await correct(other);
        clock.at = seven - 1;
        const { templateData } = template;
        const options = { seesPeople, mayForce: true };
        await journeys.messages.resend(messages[0]?.messageId ?? "", { phone: third, templateData }, options);
        clock.at = seven;
        await journeys.dispatchDue();
        expect(await byReference()).toBe(third);
      }
    });
  });
}
