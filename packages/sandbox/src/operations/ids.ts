const newHex = () => crypto.randomUUID().replaceAll("-", "");

/** An id of a message, in the manner of NXCLOUD's samples. */
export const newRequestId = (): string => `zalomid.${newHex()}`;

/** What a refusal carries for NXCLOUD's support. */
export const newTraceId = newHex;
