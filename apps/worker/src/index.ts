import { bearerKeysFromEnv, createSmallEdgeProxy, templatesFromEnv } from "@nxzalo/edge";
import { JourneysObject as Journeys, journeysFromEnv } from "@nxzalo/journeys/cloudflare";
import { guardFetch } from "@nxzalo/sandbox/guard";

export class JourneysObject extends Journeys {
  override guard = guardFetch;
}

export default createSmallEdgeProxy<Env>({
  authorize: bearerKeysFromEnv(),
  journeys: journeysFromEnv,
  templates: templatesFromEnv,
  guard: guardFetch,
  openApi: async ({ ASSETS }) => (await ASSETS.fetch("https://assets/openapi.json")).text(),
}) satisfies ExportedHandler<Env>;
