/** What users bundle of the packages: a few lines of theirs over ours. */
export interface ComposedEntry {
  readonly name: string;
  /** Where the lines are resolved from, by its path from the workspace's root. */
  readonly folder: string;
  readonly source: string;
}

export const composedEntries: readonly ComposedEntry[] = [
  {
    name: "client (createProxyClient alone)",
    folder: "packages/client",
    source: 'export { createProxyClient } from "@nxzalo/client";',
  },
  { name: "sign (alone)", folder: "packages/core", source: 'export { sign } from "@nxzalo/core";' },
  {
    name: "worker (createEdgeProxy, bearerKeysFromEnv)",
    folder: "packages/edge",
    source: `import { bearerKeysFromEnv, createEdgeProxy } from "@nxzalo/edge";
export default createEdgeProxy({ authorize: bearerKeysFromEnv() });`,
  },
  {
    name: "worker with journeys (and journeysFromEnv)",
    folder: "apps/worker",
    source: `import { bearerKeysFromEnv, createEdgeProxy } from "@nxzalo/edge";
import { JourneysObject, journeysFromEnv } from "@nxzalo/journeys/cloudflare";
export { JourneysObject };
export default createEdgeProxy({ authorize: bearerKeysFromEnv(), journeys: journeysFromEnv });`,
  },
  {
    name: "worker with journeys and templates, without the document",
    folder: "apps/worker",
    source: `import { bearerKeysFromEnv, createSmallEdgeProxy, templatesFromEnv } from "@nxzalo/edge";
import { JourneysObject as Journeys, journeysFromEnv } from "@nxzalo/journeys/cloudflare";
import { guardFetch } from "@nxzalo/sandbox/guard";
export class JourneysObject extends Journeys { guard = guardFetch; }
export default createSmallEdgeProxy({ authorize: bearerKeysFromEnv(), journeys: journeysFromEnv, templates: templatesFromEnv, guard: guardFetch });`,
  },
  {
    name: "worker with journeys and templates",
    folder: "apps/worker",
    source: `import { bearerKeysFromEnv, createEdgeProxy, templatesFromEnv } from "@nxzalo/edge";
import { JourneysObject, journeysFromEnv } from "@nxzalo/journeys/cloudflare";
export { JourneysObject };
export default createEdgeProxy({ authorize: bearerKeysFromEnv(), journeys: journeysFromEnv, templates: templatesFromEnv });`,
  },
];
