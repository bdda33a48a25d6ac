import type { JourneyDetails } from "@nxzalo/core/proxy";
import { call, type TokenReply } from "./request-token.ts";

/** What the gateway remembers of the journey, as anybody with the scope `read` may ask. */
export async function showJourney({ base, key, journeyId }: TokenReply): Promise<void> {
  const path = `/v1/journeys/${journeyId}`;
  const { state, cost, messages, receipts } = (await call(base, path, key)) as JourneyDetails;
  const states = messages.map((message) => message.state);
  console.log(`
what is remembered of it: GET ${path}
  state      ${state}
  cost       ${cost ? `${cost.amount} ${cost.currency}, once` : "none yet"}
  messages   ${messages.length}, ${states.filter((one) => one === "delivered").length} of them delivered
  receipts   ${receipts.length}`);
}
