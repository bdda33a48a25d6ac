import { inject } from "vitest";
import { describeStoredJourneysAt } from "../contract/suites.ts";

const { gatewayUrl, workerUrl } = inject("servers");

describeStoredJourneysAt("client in Chromium, gateway in Node", gatewayUrl);
describeStoredJourneysAt("client in Chromium, built Worker in workerd", workerUrl);
