/** A variable that holds a whole number. */
function readNumber(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} must be a whole number`);
  return value;
}

const newSeed = () => Math.floor(Math.random() * 2 ** 31);

/** `CHAOS_SEED`: makes a run repeat what another one did. Default: another one each time. */
export const chaosSeed = readNumber("CHAOS_SEED", newSeed());

/** `CHAOS_CALLS`: of each run on Node. */
export const chaosCalls = readNumber("CHAOS_CALLS", 2_000);

/** `SOAK_SECONDS`: how long the gateway is kept under load. */
export const soakSeconds = readNumber("SOAK_SECONDS", 10);

/** `CRASH_SEED`: makes a run choose again what another one chose; what meets what, the machine decides. Default: another one each time. */
export const crashSeed = readNumber("CRASH_SEED", newSeed());

/** `BATCH_ROWS`: of a batch that is killed, on each backend. */
export const batchRows = readNumber("BATCH_ROWS", 240);

/** `BATCH_KILLS`: of its process. */
export const batchKills = readNumber("BATCH_KILLS", 6);

/** `CRASH_REQUESTS`: of each backend. */
export const crashRequests = readNumber("CRASH_REQUESTS", 400);

/** `WAITING_MESSAGES`: that fall due while gateways are killed, on each backend. */
export const waitingMessages = readNumber("WAITING_MESSAGES", 250);
