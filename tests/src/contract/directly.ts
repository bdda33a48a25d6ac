import { configFromEnv, createNxZalo } from "@nxzalo/core";
import type { Servers } from "../servers/provided.ts";
import type { Subject } from "./subject.ts";

/** Core itself, over the runtime's own `fetch`. */
export function directly({ variables }: Servers): Subject {
  const nx = createNxZalo({ ...configFromEnv(variables), timeoutMs: 4_500, retry: false });
  return { init: nx.initJourneyToken, check: nx.checkJourneyToken, send: nx.sendTemplate };
}
