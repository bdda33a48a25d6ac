import type { Me } from "./responses.ts";
import type { Route } from "./route.ts";

/** Who asks, and what they may do: for any caller. */
export const readMe: Route = {
  methods: ["GET"],
  path: "/v1/me",
  operation: "readMe",
  needsJourneys: false,
  isIdempotent: false,
  run: async ({ caller: { caller, scopes, apps: own, session }, apps, staging }) => {
    const names = [...new Set(["default", ...Object.keys(apps)])];
    const allowed = own ? names.filter((name) => own.includes(name)) : names;
    const more = {
      ...(own && { limited: true as const }),
      ...(session && { session }),
      ...(staging && { staging: true as const }),
    };
    const body: Me = { caller, scopes: [...scopes], apps: allowed, ...more };
    return { status: 200, body };
  },
};
