import { anyOf, bearerKeysFromEnv, createEdgeProxy, jwtFromEnv } from "@nxzalo/edge";

export default createEdgeProxy({ authorize: anyOf(bearerKeysFromEnv(), jwtFromEnv()) });
