import { randomBytes } from "node:crypto";
import type { Sandbox } from "@nxzalo/sandbox";

type Env = Readonly<Record<string, string | undefined>>;

/** An account's further applications, and what the list of them goes on in: the emulator has none of these. */
const withoutApps = (env: Env): Record<string, string> =>
  Object.fromEntries(
    Object.keys(env)
      .filter((name) => /^NXCLOUD_APPS(_\d+)?$/.test(name))
      .map((name) => [name, ""]),
  );

/** The variables of a gateway in front of an emulator that listens: its account, and nothing of what the environment has for a real one. */
export const emulatedAccount = (
  { credentials, appKey }: Pick<Sandbox, "credentials" | "appKey">,
  url: string,
  env: Env,
): Record<string, string> => ({
  NXCLOUD_BASE_URL: url,
  NXCLOUD_ACCESS_KEY: credentials.accessKey,
  NXCLOUD_ACCESS_SECRET: credentials.accessSecret,
  NXCLOUD_APP_KEY: appKey,
  ...withoutApps(env),
  RECEIPT_KEYS: randomBytes(24).toString("hex"),
  // The emulator signs none, as NXCLOUD does.
  RECEIPTS_REQUIRE_SIGNATURE: "",
  // What the emulator makes up is not posted where production's events, alarms and telemetry go.
  RECEIPTS_FORWARD_URL: "",
  EVENTS_TARGETS: "",
  ALERT_URL: "",
  OTEL_SDK_DISABLED: "true",
});
