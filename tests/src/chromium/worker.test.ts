import { inject } from "vitest";
import { describeFromPage } from "../contract/suites.ts";

describeFromPage("client in Chromium, built Worker in workerd", inject("servers").workerUrl);
