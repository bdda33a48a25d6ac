import type { Me } from "./responses.ts";
import type { Route } from "./route.ts";

/** Who asks, and what they may do: for any caller. */
export const readMe: Route = {
  methods: ["GET"],
  path: "/v1/me",
  operation: "readMe",
  needsJourneys: false,
  isIdempotent: false,
  run: async ({ caller: { caller, scopes, apps: own }, apps }) => {
    const names = [...new Set(["default", ...Object.keys(apps)])];
    const body: Me = { caller, scopes: [...scopes], apps: own ? names.filter((name) => own.includes(name)) : names };
    return { status: 200, body };
  },
};
