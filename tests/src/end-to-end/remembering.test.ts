import { inject } from "vitest";
import { describeRemembering } from "../contract/remembering/index.ts";
import { throughProxy } from "../contract/through-proxy.ts";

const { gatewayUrl, workerUrl, keys, roles, receiptKey } = inject("servers");
const memoryAt = (url: string) => ({
  subject: throughProxy(url, keys),
  keys,
  roles,
  receiptKey,
  hasReceipts: true,
});

describeRemembering("client in Node, gateway in Node", memoryAt(gatewayUrl));
describeRemembering("client in Node, built Worker in workerd", memoryAt(workerUrl));
