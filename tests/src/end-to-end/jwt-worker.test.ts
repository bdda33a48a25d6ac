import { inject } from "vitest";
import { describeFromNode } from "../contract/suites.ts";

describeFromNode("client in Node, built Worker with JWT in workerd", inject("servers").jwtWorkerUrl);
