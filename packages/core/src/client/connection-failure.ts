/** Why no connection came about, by the code that Node, undici or OpenSSL gives. */
type Reason = "refused" | "name" | "certificate" | "slow" | "broken" | "limit";

/**
 * What OpenSSL finds wrong with a server's certificate: nothing has been written by then. Source: Node.js, *X509 certificate error codes*;
 * the last one is Node's own.
 */
const certificateCodes = new Set([
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_CRL",
  "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
  "UNABLE_TO_DECRYPT_CRL_SIGNATURE",
  "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
  "CERT_SIGNATURE_FAILURE",
  "CRL_SIGNATURE_FAILURE",
  "CERT_NOT_YET_VALID",
  "CERT_HAS_EXPIRED",
  "CRL_NOT_YET_VALID",
  "CRL_HAS_EXPIRED",
  "ERROR_IN_CERT_NOT_BEFORE_FIELD",
  "ERROR_IN_CERT_NOT_AFTER_FIELD",
  "ERROR_IN_CRL_LAST_UPDATE_FIELD",
  "ERROR_IN_CRL_NEXT_UPDATE_FIELD",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_CHAIN_TOO_LONG",
  "CERT_REVOKED",
  "INVALID_CA",
  "PATH_LENGTH_EXCEEDED",
  "INVALID_PURPOSE",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "HOSTNAME_MISMATCH",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

const reasons: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: "refused",
  ENOTFOUND: "name",
  EAI_AGAIN: "name",
  UND_ERR_CONNECT_TIMEOUT: "slow",
  ETIMEDOUT: "slow",
  ECONNRESET: "broken",
  EPIPE: "broken",
  UND_ERR_SOCKET: "broken",
  TOO_MANY_SUBREQUESTS: "limit",
};

const hints: Readonly<Record<Reason, string>> = {
  refused: "nothing listens at the base URL: check its host and port",
  name: "the host of the base URL has no address here: check its spelling and DNS",
  certificate:
    "the server's certificate was refused: check this machine's clock, its CA certificates and what stands in between",
  slow: "no connection came about in time: check the network, firewalls and the base URL",
  broken: "the connection was closed before a reply came: check what stands between this machine and NXCLOUD",
  limit: "one request of a Worker may ask others no more often: do the rest in another one",
};

/** Codes that Node's fetch gives only before a connection stood. Browsers give no evidence, workerd only that of a limit. */
const unsentCodes = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

interface Failure {
  readonly sent?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
}

/** The failure and what led to it, the innermost last. */
function* chainOf(error: unknown): Generator<Failure> {
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === "object" && current !== null; depth++) {
    yield current as Failure;
    current = (current as Failure).cause;
  }
}

/** What workerd throws instead of one request more than it allows, without a code. Source: Cloudflare Workers, *Limits*, subrequests. */
const isOverLimit = ({ message }: Failure): boolean => String(message).startsWith("Too many subrequests");

/** The system's or the runtime's code for a failure, such as `ECONNREFUSED`; `undefined` where there is none. */
export function codeOfFailure(error: unknown): string | undefined {
  for (const failure of chainOf(error)) {
    if (typeof failure.code === "string") return failure.code;
    if (isOverLimit(failure)) return "TOO_MANY_SUBREQUESTS";
  }
  return undefined;
}

/** What to do about a connection that failed for such a reason. */
export function connectionHint(code: string | undefined): string {
  const reason = certificateCodes.has(code ?? "") ? "certificate" : reasons[code ?? ""];
  return reason ? `${hints[reason]} (${code})` : "check the network, DNS and the base URL";
}

/** Whether a failed `fetch` shows that nothing was sent. */
export function isSurelyUnsent(error: unknown): boolean {
  const { sent, cause } = (error ?? {}) as Failure;
  if (typeof sent === "boolean") return !sent;
  if (codeOfFailure(error) === "TOO_MANY_SUBREQUESTS") return true;
  const { code, syscall } = (cause ?? {}) as Failure;
  return unsentCodes.has(String(code)) || certificateCodes.has(String(code)) || syscall === "connect";
}
