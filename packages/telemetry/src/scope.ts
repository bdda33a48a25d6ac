/** What all of our spans and metrics are marked with. */
export const scope = "@nxzalo/telemetry";
