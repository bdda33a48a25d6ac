import type { TemplateList } from "./responses.ts";
import type { Route } from "./route.ts";

/** The registry of approved templates; empty where the proxy has none. */
export const readTemplates: Route = {
  methods: ["GET"],
  path: "/v1/templates",
  operation: "readTemplates",
  scope: "read",
  needsJourneys: false,
  isIdempotent: false,
  run: async ({ templates }) => {
    const body: TemplateList = { templates: [...(templates?.registry.templates ?? [])] };
    return { status: 200, body };
  },
};
