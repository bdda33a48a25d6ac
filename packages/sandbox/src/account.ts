/** Who the sandbox knows. Made up, public, and good for nothing but the sandbox. */
export interface SandboxCredentials {
  readonly accessKey: string;
  readonly accessSecret: string;
}

/** The fixed, documented credentials. */
export const sandboxCredentials: SandboxCredentials = {
  accessKey: "sandbox-access-key",
  accessSecret: "sandbox-access-secret",
};

/** The applications that the sandbox knows; the first is `sandbox.appKey`. */
export const sandboxAppKeys: readonly string[] = ["sandbox-app", "sandbox-app-2"];

/** The Zalo official account that every message comes from: beyond 2^53, as in NXCLOUD's samples. */
export const sandboxOaId = "3524031234561237819";

/** The Zalo application behind an app key: beyond 2^53 too, and one for each. */
export const appIdOf = (appKeys: readonly string[], appKey: string): string =>
  String(3310112345645180048n + BigInt(Math.max(0, appKeys.indexOf(appKey))));
