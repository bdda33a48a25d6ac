import { bearerKeysFromEnv, createSmallEdgeProxy, templatesFromEnv } from "@nxzalo/edge";
import { JourneysObject, journeysFromEnv } from "@nxzalo/journeys/cloudflare";

export { JourneysObject };

export default createSmallEdgeProxy<Env>({
  authorize: bearerKeysFromEnv(),
  journeys: journeysFromEnv,
  templates: templatesFromEnv,
  openApi: async ({ ASSETS }) => (await ASSETS.fetch("https://assets/openapi.json")).text(),
}) satisfies ExportedHandler<Env>;
