import { createNxZalo } from "@nxzalo/core";
import { readEnv, readNxZaloConfig } from "@nxzalo/core/internal";
import { bearerKeys, createProxy, readProxyConfig } from "@nxzalo/proxy";
import { createApp } from "nxzalo-gateway/app";
import { inject } from "vitest";
import { describeContract } from "../contract/contract.ts";
import { describeCors, describeProxyContract } from "../contract/proxy-contract.ts";
import { throughProxy } from "../contract/subject.ts";

const { variables, keys, allowedOrigin } = inject("servers");
const config = readEnv(variables, (env) => ({ client: readNxZaloConfig(env), proxy: readProxyConfig(env) }));
const client = createNxZalo({ ...config.client, timeoutMs: 8_000, deadlineMs: 10_000 });
const { apps, defaultCountryCode } = config.client;
const { apiKeys, corsOrigins } = config.proxy;
const app = createApp({
  proxy: createProxy({ client, authorize: bearerKeys(apiKeys), apps, defaultCountryCode, corsOrigins }),
});
const fetchApp: typeof fetch = async (input, init) => app.fetch(new Request(input, init));
const subject = throughProxy("https://gateway.example", keys, fetchApp);

describeContract("the gateway's app in workerd", subject);
describeProxyContract("the gateway's app in workerd", subject);
describeCors("the gateway's app in workerd", subject.request, allowedOrigin);
