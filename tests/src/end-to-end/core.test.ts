import { inject } from "vitest";
import { describeContract } from "../contract/contract.ts";
import { describeFetchKinds } from "../contract/fetch-kinds.ts";
import { directly } from "../contract/subject.ts";

describeContract("core in Node", directly(inject("servers")));
describeFetchKinds("core in Node", inject("servers"));
