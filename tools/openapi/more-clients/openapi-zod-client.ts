import { isAxiosError } from "axios";
import { createApiClient } from "./generated/zodios";
import { type Answer, type GeneratedClient, type Problem, playStory } from "./story";

/** It gives bodies alone, and throws what Axios throws. */
async function answerOf<Body>(status: number, call: Promise<Body>): Promise<Answer<Body>> {
  try {
    return { status, body: await call };
  } catch (thrown) {
    const response = isAxiosError<Problem>(thrown) ? thrown.response : undefined;
    if (!response) throw thrown;
    return { status: response.status, problem: response.data };
  }
}

function connect(baseUrl: string, key: string): GeneratedClient {
  const headers = { authorization: `Bearer ${key}` };
  const client = createApiClient(baseUrl, { axiosConfig: { headers } });
  return {
    openJourney: async (order) => {
      const answer = await answerOf(201, client.post("/v1/journeys", order, { headers }));
      return answer.body?.reused ? { ...answer, status: 200 } : answer;
    },
    sendByReference: (order, idempotencyKey) => {
      const message = { ...order, templateId: "133214", templateData: { order: order.reference, total: 120_000 } };
      return answerOf(202, client.post("/v1/messages", message, { headers: { "Idempotency-Key": idempotencyKey } }));
    },
    deleteJourney: async (journeyId) => {
      const { status, problem } = await answerOf(
        204,
        client.delete("/v1/journeys/:journeyId", undefined, { params: { journeyId } }),
      );
      return { status, problem };
    },
  };
}

await playStory(connect);
