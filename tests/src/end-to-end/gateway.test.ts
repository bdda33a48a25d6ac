import { inject } from "vitest";
import { describeFromNode } from "./from-node.ts";

describeFromNode("client in Node, gateway in Node", inject("servers").gatewayUrl);
