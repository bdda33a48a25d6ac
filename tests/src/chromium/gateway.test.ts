import { inject } from "vitest";
import { describeInChromium } from "./in-chromium.ts";

describeInChromium("client in Chromium, gateway in Node", inject("servers").gatewayUrl);
