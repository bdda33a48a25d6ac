import { inject } from "vitest";
import { describeFromPage } from "../contract/suites.ts";

describeFromPage("client in Chromium, gateway in Node", inject("servers").gatewayUrl);
