import { inject } from "vitest";
import { describeFromNode } from "./from-node.ts";

describeFromNode("client in Node, built Worker with JWT in workerd", inject("servers").jwtWorkerUrl);
