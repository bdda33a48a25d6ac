import type { JourneyDetails } from "@nxzalo/core/journeys";
import { call, type TokenReply } from "./request-token.ts";

/** What the gateway has stored of the journey, for any caller with the scope `read`. */
export async function showJourney({ base, key, journeyId }: TokenReply): Promise<void> {
  const path = `/v1/journeys/${journeyId}`;
  const { state, cost, messages, receipts } = (await call(base, path, key)) as JourneyDetails;
  const states = messages.map((message) => message.state);
  const charges = receipts.filter(({ receipt }) => receipt["status"] === "journey_acknowledged").length;
  const again = charges > 1 ? ` (the emulator, which forgets at each start, has sent it ${charges} times)` : "";
  console.log(`
what is stored of it: GET ${path}
  state      ${state}
  cost       ${cost ? `${cost.amount} ${cost.currency}, once${again}` : "none yet"}
  messages   ${messages.length}, ${states.filter((one) => one === "delivered").length} of them delivered
  receipts   ${receipts.length}`);
}
