import { bearerKeysFromEnv, createEdgeProxy, type Env } from "@nxzalo/edge";
import { inject } from "vitest";
import { describeContract } from "../contract/contract.ts";
import { describeCors, describeProxyContract } from "../contract/proxy-contract.ts";
import { throughProxy } from "../contract/subject.ts";

const { variables, keys, allowedOrigin } = inject("servers");
const worker = createEdgeProxy({ authorize: bearerKeysFromEnv() });
const env = variables as unknown as Env;
const fetchWorker: typeof fetch = (input, init) => worker.fetch(new Request(input, init), env, { waitUntil: () => {} });
const subject = throughProxy("https://worker.example", keys, fetchWorker);

describeContract("edge in workerd", subject);
describeProxyContract("edge in workerd", subject);
describeCors("edge in workerd", subject.request, allowedOrigin);
