import type { Sandbox } from "@nxzalo/sandbox";
import { sandboxVariables } from "nxzalo-testing/sandbox-variables";

/** The variables of a gateway on any port, in front of an emulator. */
export const gatewayVariables = (emulator: Pick<Sandbox, "appKey" | "credentials">, url: string) => ({
  ...sandboxVariables(emulator, url),
  PORT: "0",
});

const unasked = { appKey: "app", credentials: { accessKey: "access", accessSecret: "0123456789abcdef" } };

/** The same, where NXCLOUD is never reached. */
export const lonelyVariables = gatewayVariables(unasked, "http://127.0.0.1:9");
