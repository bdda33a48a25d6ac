import { numberFromEnv } from "../number-from-env.ts";

/** `CHAOS_SEED`: makes a run do again what another one did. Default: another one each time. */
export const chaosSeed = numberFromEnv("CHAOS_SEED", Math.floor(Math.random() * 2 ** 31));

/** `CHAOS_CALLS`: of each run on Node. */
export const chaosCalls = numberFromEnv("CHAOS_CALLS", 2_000);

/** `SOAK_SECONDS`: how long the gateway is kept under load. */
export const soakSeconds = numberFromEnv("SOAK_SECONDS", 10);
