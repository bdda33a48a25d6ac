import manifest from "@nxzalo/proxy/package.json" with { type: "json" };

/** The version of the packages that the gateway is made of: they all have one. */
export const { version } = manifest;
