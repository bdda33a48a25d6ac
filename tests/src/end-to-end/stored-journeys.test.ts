import { inject } from "vitest";
import { describeStoredJourneysAt } from "../contract/suites.ts";

const { gatewayUrl, workerUrl } = inject("servers");

describeStoredJourneysAt("client in Node, gateway in Node", gatewayUrl);
describeStoredJourneysAt("client in Node, built Worker in workerd", workerUrl);
