const numberOf = (name: string, otherwise: number): number => {
  const text = process.env[name];
  if (text === undefined || text === "") return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} must be a whole number`);
  return value;
};

/** `CHAOS_SEED`: makes a run do again what another one did. Default: another one each time. */
export const chaosSeed = numberOf("CHAOS_SEED", Math.floor(Math.random() * 2 ** 31));

/** `CHAOS_CALLS`: of each run on Node. */
export const chaosCalls = numberOf("CHAOS_CALLS", 2_000);

/** `SOAK_SECONDS`: how long the gateway is kept under load. */
export const soakSeconds = numberOf("SOAK_SECONDS", 10);
