import { createClient } from "./hey-api/client";
import { deleteJourney, initJourneyToken, sendTemplate } from "./hey-api/sdk.gen";
import { type GeneratedClient, playStory } from "./story";

function connect(baseUrl: string, key: string): GeneratedClient {
  const client = createClient({ baseUrl, auth: key });
  return {
    openJourney: async (body) => {
      const { data, error, response } = await initJourneyToken({ client, body });
      return { status: response?.status ?? 0, body: data, problem: error };
    },
    sendByReference: async (order, idempotencyKey) => {
      const { data, error, response } = await sendTemplate({
        client,
        headers: { "Idempotency-Key": idempotencyKey },
        body: { ...order, templateId: "133214", templateData: { order: order.reference, total: 120_000 } },
      });
      return { status: response?.status ?? 0, body: data, problem: error };
    },
    deleteJourney: async (journeyId) => {
      const { error, response } = await deleteJourney({ client, path: { journeyId } });
      return { status: response?.status ?? 0, problem: error };
    },
  };
}

await playStory(connect);
