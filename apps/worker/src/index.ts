import { bearerKeysFromEnv, createEdgeProxy, templatesFromEnv } from "@nxzalo/edge";
import { JourneysObject, journeysFromEnv } from "@nxzalo/journeys/cloudflare";

export { JourneysObject };

export default createEdgeProxy({
  authorize: bearerKeysFromEnv(),
  journeys: journeysFromEnv,
  templates: templatesFromEnv,
}) satisfies ExportedHandler<Env>;
