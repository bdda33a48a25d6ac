import { deleteJourney, initJourneyToken, sendTemplate } from "./generated/orval";
import { type GeneratedClient, playStory } from "./story";

function connect(_baseUrl: string, key: string): GeneratedClient {
  const authorization = `Bearer ${key}`;
  return {
    openJourney: async (order) => {
      const answer = await initJourneyToken(order, { headers: { authorization } });
      const { status } = answer;
      return status === 200 || status === 201 ? { status, body: answer.data } : { status, problem: answer.data };
    },
    sendByReference: async (order, idempotencyKey) => {
      const message = { ...order, templateId: "133214", templateData: { order: order.reference, total: 120_000 } };
      const answer = await sendTemplate(message, { headers: { authorization, "Idempotency-Key": idempotencyKey } });
      const { status } = answer;
      return status === 202 ? { status, body: answer.data } : { status, problem: answer.data };
    },
    deleteJourney: async (journeyId) => {
      const answer = await deleteJourney(journeyId, { headers: { authorization } });
      const { status } = answer;
      return status === 204 ? { status } : { status, problem: answer.data };
    },
  };
}

await playStory(connect);
