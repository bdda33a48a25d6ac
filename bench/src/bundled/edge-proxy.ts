import { bearerKeysFromEnv, createEdgeProxy } from "@nxzalo/edge";

export default createEdgeProxy({ authorize: bearerKeysFromEnv() });
