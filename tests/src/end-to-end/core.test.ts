import { inject } from "vitest";
import { describeContract } from "../contract/contract.ts";
import { directly } from "../contract/directly.ts";

describeContract("core in Node", directly(inject("servers")));
