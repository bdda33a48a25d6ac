import { inject } from "vitest";
import { describeFromNode } from "../contract/suites.ts";

describeFromNode("client in Node, built Worker in workerd", inject("servers").workerUrl);
