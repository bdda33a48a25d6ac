import { inject } from "vitest";
import { describeFromNode } from "./from-node.ts";

describeFromNode("client in Node, built Worker in workerd", inject("servers").workerUrl);
