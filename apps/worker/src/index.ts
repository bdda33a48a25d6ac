import { bearerKeysFromEnv, createEdgeProxy } from "@nxzalo/edge";
import { JourneysObject, journeysFromEnv } from "@nxzalo/journeys/cloudflare";

export { JourneysObject };

export default createEdgeProxy({
  authorize: bearerKeysFromEnv(),
  journeys: journeysFromEnv,
}) satisfies ExportedHandler<Env>;
