import { Api, type HttpResponse, type Problem } from "./generated/swagger";
import { type Answer, type GeneratedClient, playStory } from "./story";

/** It throws the response of a refusal. */
async function answerOf<Body>(call: Promise<HttpResponse<Body, Problem>>): Promise<Answer<Body>> {
  try {
    const { status, data } = await call;
    return { status, body: data };
  } catch (thrown) {
    const { status, error } = thrown as HttpResponse<Body, Problem>;
    return { status, problem: error };
  }
}

function connect(baseUrl: string, key: string): GeneratedClient {
  const { v1 } = new Api({ baseUrl, baseApiParams: { headers: { authorization: `Bearer ${key}` }, format: "json" } });
  return {
    openJourney: (order) => answerOf(v1.initJourneyToken(order)),
    sendByReference: (order, idempotencyKey) => {
      const message = { ...order, templateId: "133214", templateData: { order: order.reference, total: 120_000 } };
      return answerOf(v1.sendTemplate(message, { headers: { "Idempotency-Key": idempotencyKey } }));
    },
    deleteJourney: async (journeyId) => {
      const { status, problem } = await answerOf(v1.deleteJourney(journeyId));
      return { status, problem };
    },
  };
}

await playStory(connect);
