import { numberFromEnv } from "../number-from-env.ts";

/** `CRASH_SEED`: makes a run choose again what another one chose; what meets what, the machine decides. Default: another one each time. */
export const crashSeed = numberFromEnv("CRASH_SEED", Math.floor(Math.random() * 2 ** 31));

/** `CRASH_REQUESTS`: of each backend. */
export const crashRequests = numberFromEnv("CRASH_REQUESTS", 400);

/** Short, so that leases end within a run: a gateway's time for one attempt and a whole call upstream, and a claim's for its owner. */
export const limits = { timeoutMs: 800, deadlineMs: 1_600, leaseMs: 2_000 };

/** No answer may take longer, whoever holds a lock or has been stopped. */
export const answerLimitMs = 20_000;
