export { hc } from "hono/client";
