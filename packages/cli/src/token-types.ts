import type { TokenType } from "@nxzalo/core";

/** Of what a journey is, and for how many days its token lives. */
export const tokenTypes = [
  "token_logistics_7",
  "token_logistics_30",
  "token_coach_bus_7",
  "token_coach_bus_30",
] as const satisfies readonly TokenType[];
