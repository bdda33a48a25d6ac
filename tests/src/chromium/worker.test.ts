import { inject } from "vitest";
import { describeInChromium } from "./in-chromium.ts";

describeInChromium("client in Chromium, built Worker in workerd", inject("servers").workerUrl);
