import { inject } from "vitest";
import { describeFromNode } from "../contract/suites.ts";

describeFromNode("client in Node, gateway in Node", inject("servers").gatewayUrl);
