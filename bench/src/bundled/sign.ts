export { sign } from "@nxzalo/core";
