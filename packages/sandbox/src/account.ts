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
