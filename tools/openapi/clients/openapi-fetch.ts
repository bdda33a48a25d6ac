import createClient from "openapi-fetch";
import type { paths } from "./openapi-fetch/schema";
import { type GeneratedClient, playStory } from "./story";

function connect(baseUrl: string, key: string): GeneratedClient {
  const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${key}` } });
  return {
    openJourney: async (body) => {
      const { data, error, response } = await client.POST("/v1/journeys", { body });
      return { status: response.status, body: data, problem: error };
    },
    sendByReference: async (order, idempotencyKey) => {
      const { data, error, response } = await client.POST("/v1/messages", {
        params: { header: { "Idempotency-Key": idempotencyKey } },
        body: { ...order, templateId: "133214", templateData: { order: order.reference, total: 120_000 } },
      });
      return { status: response.status, body: data, problem: error };
    },
    deleteJourney: async (journeyId) => {
      const { error, response } = await client.DELETE("/v1/journeys/{journeyId}", { params: { path: { journeyId } } });
      return { status: response.status, problem: error };
    },
  };
}

await playStory(connect);
