import { ConfigError, type Issue } from "@nxzalo/core";

/** One error for all that is wrong, worded as core words its own. */
export function configError(issues: readonly Issue[]): ConfigError {
  const told = issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
  return new ConfigError(`The configuration is not usable: ${told}`, {
    code: "config_invalid",
    outcome: "not_sent",
    issues,
  });
}
