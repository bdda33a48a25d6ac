import { inject } from "vitest";
import { describeContract } from "../contract/contract.ts";
import { directly } from "../contract/subject.ts";

describeContract("core in Node", directly(inject("servers")));
