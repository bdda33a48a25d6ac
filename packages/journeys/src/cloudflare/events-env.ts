import { readEnv, readEventTargets, validateSwitch } from "@nxzalo/core/internal";

/** Where a Worker's variables say that events are posted, and `NOTIFY_REFUSED`. @throws ConfigError that names them. */
export const readEventsEnv = (env: object) =>
  readEnv(env, (reader) => ({
    targets: readEventTargets(reader),
    notifyRefused: reader.optional("NOTIFY_REFUSED", validateSwitch) === "true",
  }));
