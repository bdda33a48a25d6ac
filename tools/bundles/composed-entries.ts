import type { PublicEntry } from "../public-packages.ts";

/** What users bundle of the packages: a few lines of theirs over ours. */
export interface ComposedEntry {
  readonly name: string;
  /** The package whose folder the lines are resolved from. */
  readonly from: PublicEntry["name"];
  readonly source: string;
}

export const composedEntries: readonly ComposedEntry[] = [
  {
    name: "client (createProxyClient alone)",
    from: "@nxzalo/client",
    source: 'export { createProxyClient } from "@nxzalo/client";',
  },
  { name: "sign (alone)", from: "@nxzalo/core", source: 'export { sign } from "@nxzalo/core";' },
  {
    name: "worker (createEdgeProxy, bearerKeysFromEnv)",
    from: "@nxzalo/edge",
    source: `import { bearerKeysFromEnv, createEdgeProxy } from "@nxzalo/edge";
export default createEdgeProxy({ authorize: bearerKeysFromEnv() });`,
  },
];
