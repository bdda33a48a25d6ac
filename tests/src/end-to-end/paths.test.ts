import { inject } from "vitest";
import { describePaths } from "../contract/path-contract.ts";

const { gatewayUrl, workerUrl } = inject("servers");
describePaths("gateway in Node", gatewayUrl);
describePaths("built Worker in workerd", workerUrl);
