/** A documented code that the emulated NXCLOUD answers in place of a success. */
export class Refusal extends Error {
  readonly code: number;
  constructor(code: number) {
    super(messages[code] ?? "Failure");
    this.code = code;
  }
}

const messages: Readonly<Record<number, string>> = {
  1000: "authentication failed",
  1001: "common header missing",
  1002: "bizType or action error",
  1003: "invalid signature",
  1004: "timestamp expired",
  1005: "accessKey error",
  1100: "customer does not exist or is unavailable",
  1102: "insufficient balance",
  9000: "request parameter error",
  9001: "system business error",
  9002: "phone number error",
  9003: "application does not exist or is unavailable",
  9004: "application has no quotation",
  9005: "application has no route",
  9010: "rate limit exceeded",
  9999: "unknown error",
  17009: "Zalo vendor token does not exist",
  17010: "Zalo vendor token status is unavailable",
};
