export { createProxyClient } from "@nxzalo/client";
