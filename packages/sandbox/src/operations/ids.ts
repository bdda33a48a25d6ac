const newHex = () => crypto.randomUUID().replaceAll("-", "");

/** An id of a message, in the manner of NXCLOUD's samples. */
export const newRequestId = (): string => `zalomid.${newHex()}`;

/** What a refusal carries for NXCLOUD's support. */
export const newTraceId = newHex;

const epoch = Date.UTC(2015, 0, 1);
/** From here on, an id has 19 digits. */
const earliest = (10n ** 18n) >> 22n;

/** A 19-digit id in the manner of NXCLOUD's sample: 42 bits of time, 22 of chance. */
export function newJourneyId(now: number): string {
  const elapsed = BigInt(Math.max(0, Math.floor(now) - epoch));
  const [chance = 0] = crypto.getRandomValues(new Uint32Array(1));
  const time = elapsed > earliest ? elapsed : earliest + 1n;
  return String((time << 22n) | BigInt(chance & 0x3fffff));
}
