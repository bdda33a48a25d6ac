import { defineConfig } from "vite";

/** A gateway to develop against, such as the one of `npm start`. */
const target = process.env["NXZALO_GATEWAY"] ?? "http://127.0.0.1:8787";

export default defineConfig({
  base: "/console/",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    // Module scripts load what they import by themselves; the polyfill would only add to the first load.
    modulePreload: { polyfill: false },
  },
  server: { host: "127.0.0.1", proxy: { "/v1": target } },
});
